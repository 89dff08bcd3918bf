import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { globToRegExp } from '../okta-apps/shared/patterns';
import { blocksOf, GUIDES, markdownIn, read, ROOT } from './support/pages';
import { runCli } from './support/run-cli';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...markdownIn('docs')];

it('README is short, and its example is the first TypeScript of it', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  expect(blocksOf('README.md')[0]).toContain('app.synth();');
});

it.each(PAGES)('%s links to files that exist', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(
    ([, path = '']) => path,
  );
  expect(links.filter((path) => !existsSync(join(ROOT, dirname(page), path)))).toEqual([]);
});

it('every guide can be reached from README', () => {
  const guides = markdownIn('docs/guides');
  expect(guides.length).toBeGreaterThan(5);
  expect(guides.filter((guide) => !read('README.md').includes(`](${guide})`))).toEqual([]);
});

it.each(PAGES)('%s uses npm scripts that exist', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: object };
  const used = [...read(page).matchAll(/\bnpm (?:run )?(start|test|[a-z]+:?[a-z]*)(?=[ `\n])/g)].map(
    ([, name = '']) => name,
  );
  const ofNpm = ['pack', 'install', 'ci', 'audit'];
  expect(used.filter((name) => !(name in scripts) && !ofNpm.includes(name))).toEqual([]);
});

it('every command that a page gives exists, and README lists all that people type', async () => {
  const { stdout } = await runCli(['--help'], { cwd: ROOT });
  const commands = [...stdout.matchAll(/^ {2}([a-z]+)(?: [[<]\S+[\]>])* {2,}/gm)].map(([, name = '']) => name);
  expect(commands.length).toBeGreaterThan(8);
  const pages = [...GUIDES, ...markdownIn('docs/reference'), 'docs/architecture.md', 'CONTRIBUTING.md'];
  const used = pages.flatMap((page) =>
    [...read(page).matchAll(/(?:npx |`|^|  \$ )okta-apps ([a-z]+)/gm)].map(([, name = '']) => name),
  );
  expect(new Set(used).size).toBeGreaterThan(7);
  expect([...new Set(used)].filter((name) => !commands.includes(name))).toEqual([]);
  // `npm start` and --help are the ways to these.
  const listed = commands.filter((name) => !['quickstart', 'story', 'help'].includes(name));
  expect(listed.filter((name) => !read('README.md').includes(`| \`okta-apps ${name}`))).toEqual([]);
});

it('docs/security.md names tests that exist', () => {
  const names = [...read('docs/security.md').matchAll(/`([\w./*-]+\.test\.ts)`/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(20);
  const exists = (name: string): boolean => {
    const files = readdirSync(join(ROOT, '__tests__', dirname(name)));
    return files.some((file) => globToRegExp(basename(name)).test(file));
  };
  expect(names.filter((name) => !exists(name))).toEqual([]);
});
