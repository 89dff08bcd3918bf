import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../support/pages';

const PRELOAD = join(ROOT, '__tests__/support/typescript.cjs');

/** A copy of the example company, with the library and the packages of this repository. */
export function exampleProject(parent: string): string {
  const folder = realpathSync(mkdtempSync(join(parent, 'example-')));
  for (const name of ['env', 'stacks', 'main.ts', 'tsconfig.json', 'package.json', '.prettierrc.json']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  }
  for (const name of ['constructs', 'rules', 'okta-apps', 'node_modules']) {
    symlinkSync(join(ROOT, name), join(folder, name));
  }
  const app = `node -r ${PRELOAD} main.ts`;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ language: 'typescript', app }));
  return folder;
}

/** Every file that a command could change, by its path. */
export function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = ['env', 'stacks'].flatMap((part) => readdirSync(join(folder, part)).map((name) => `${part}/${name}`));
  return Object.fromEntries([...names, 'main.ts'].map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** The lines of each file that it did not have before; every line that it had is still there, or this throws. */
export function addedLines(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly string[]>> {
  const added = Object.entries(after).map(([name, text]) => {
    const known = (before[name] ?? '').split('\n');
    const lines = text.split('\n');
    const lost = known.filter((line) => !lines.includes(line));
    if (lost.length > 0 && name in before && name !== 'env/environments.ts')
      throw new Error(`${name} lost ${lost.join('\n')}`);
    return [name, lines.filter((line) => !known.includes(line))] as const;
  });
  return Object.fromEntries(added.filter(([, lines]) => lines.length > 0));
}
