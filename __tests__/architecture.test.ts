import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments } from '../env/environments';
import { temporaryFolder } from './support/temporary-folder';

const ROOT = join(__dirname, '..');
const folder = temporaryFolder();

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
    const [rooms, architecture] = ['docs/architecture/rooms.txt', 'docs/architecture.md'].map((file) =>
      readFileSync(join(ROOT, file), 'utf8'),
    );
    expect(folders.filter((room) => !new RegExp(`^${room}:`, 'm').test(rooms ?? ''))).toEqual([]);
    expect(folders.filter((room) => !architecture?.includes(`\`okta-apps/${room}/\``))).toEqual([]);
  });

  it('has a picture of the rooms that is drawn from their table', () => {
    const drawn = join(folder.path, 'rooms.svg');
    execFileSync(process.execPath, [join(ROOT, 'scripts/rooms-picture.mjs'), drawn]);
    expect(readFileSync(join(ROOT, 'docs/architecture/rooms.svg'), 'utf8')).toBe(readFileSync(drawn, 'utf8'));
  });

  it('explains the architecture with paths that exist', () => {
    const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
    const paths = [...text.matchAll(/`((?:env|stacks|constructs|rules|okta-apps|scripts|__tests__)\/[\w./-]*)`/g)];
    expect(paths.length).toBeGreaterThan(20);
    const missing = paths.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)));
    expect(missing.filter((path) => path !== 'okta-apps/secrets/')).toEqual([]);
  });

  it("has one barrel file, the package's entry", () => {
    const files = sources('constructs', 'rules', 'stacks', 'env', 'okta-apps');
    expect(files.filter(({ path }) => /(^|\/)index\.ts$/.test(path)).map(({ path }) => path)).toEqual([
      'constructs/index.ts',
    ]);
  });

  it('never skips validations', () => {
    const all = sources('constructs', 'rules', 'stacks', 'env', 'okta-apps');
    expect(all.filter(({ text }) => /skipValidation['"]?\s*[:=]\s*true/.test(text)).map(({ path }) => path)).toEqual(
      [],
    );
  });
});
