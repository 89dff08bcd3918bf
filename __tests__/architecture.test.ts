import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments } from '../env/environments';

const ROOT = join(__dirname, '..');

function sources(...folders: readonly string[]): { readonly path: string; readonly text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => ({ path: join(folder, name), text: readFileSync(join(ROOT, folder, name), 'utf8') })),
  );
}

const withoutComments = (text: string): string => text.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
const lines = (text: string): number => text.trimEnd().split('\n').length;

describe('the tree', () => {
  it('names environments in env/, main.ts and tests only', () => {
    // `local` is also a kind of backend.
    const names = environments.map(({ name }) => name).filter((name) => name !== 'local');
    const named = new RegExp(`['"\`](${names.join('|')})['"\`]`);
    const found = sources('constructs', 'rules', 'stacks', 'okta-apps').filter(({ text }) =>
      named.test(withoutComments(text)),
    );
    expect(found.map(({ path }) => path)).toEqual([]);
  });

  it('has a main.ts of at most 25 lines, and constructs of at most 250', () => {
    expect(lines(readFileSync(join(ROOT, 'main.ts'), 'utf8'))).toBeLessThanOrEqual(25);
    expect(sources('constructs').filter(({ text }) => lines(text) > 250)).toEqual([]);
  });

  it('says of each folder of the tool what it may import, and what lives there', () => {
    const tool = readdirSync(join(ROOT, 'okta-apps'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const folders = tool.flatMap(({ name }) =>
      name === 'local' ? readdirSync(join(ROOT, 'okta-apps/local')).map((part) => `local/${part}`) : [name],
    );
    const [config, readme] = ['.dependency-cruiser.cjs', 'README.md'].map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    expect(folders.filter((folder) => !new RegExp(`^  '?${folder}'?: \\[`, 'm').test(config ?? ''))).toEqual([]);
    expect(folders.filter((folder) => !readme?.includes(`\`okta-apps/${folder}/\``))).toEqual([]);
  });

  it('has no barrel files', () => {
    const files = sources('constructs', 'rules', 'stacks', 'env', 'okta-apps');
    expect(files.filter(({ path }) => /(^|\/)index\.ts$/.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('never skips validations', () => {
    const all = sources('constructs', 'rules', 'stacks', 'env', 'okta-apps');
    expect(all.filter(({ text }) => text.includes('skipValidation')).map(({ path }) => path)).toEqual([]);
  });
});
