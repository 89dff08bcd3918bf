import { inner, object } from '../../shared/json';
import { jsonOf } from '../../shared/read-file';

/** Files whose content a project decides alone: nothing in ours is needed there. */
const OWN = ['README.md', '.gitignore', 'jest.config.cjs', 'tsconfig.json'];

/**
 * What a person has to add to files that exist already, because they are never changed.
 *
 * @param kept Their names.
 * @param texts What a new project has in them.
 */
export function whatToAdd(kept: readonly string[], texts: Readonly<Record<string, string>>): string {
  return kept.map((name) => `Kept ${name}, which exists already.${advice(name, texts[name] ?? '')}\n`).join('');
}

function advice(name: string, text: string): string {
  if (OWN.includes(name)) return '';
  if (name === 'package.json') return packageAdvice(text);
  if (name === 'cdktf.json') return ` Its "app" may stay, or be ${JSON.stringify(inner(jsonOf(text), 'app'))}.`;
  return ` To use what was written, it needs:\n\n${text.replace(/^(?=.)/gm, '  ')}`;
}

function packageAdvice(text: string): string {
  const own = jsonOf(text);
  const packages = (part: string): string =>
    Object.entries(object(inner(own, part)))
      .map(([name, version]) => `${name}@${String(version)}`)
      .join(' ');
  return (
    ' Install what is missing:\n\n' +
    `  npm install ${packages('dependencies')}\n` +
    `  npm install --save-dev ${packages('devDependencies')}\n`
  );
}
