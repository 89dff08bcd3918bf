import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typeProblems } from './support/type-check';

const ROOT = join(__dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

const blocks = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

describe('README', () => {
  it('has TypeScript that compiles', () => {
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.flatMap(typeProblems)).toEqual([]);
  });

  it('links to files that are there', () => {
    const links = [...README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names npm scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...README.matchAll(/npm (?:run )?(start|test|[a-z]+:?[a-z]*)(?=[ `\n])/g)].map(
      ([, name = '']) => name,
    );
    const ofNpm = ['pack', 'install'];
    expect(named.filter((name) => !(name in scripts) && !ofNpm.includes(name))).toEqual([]);
  });
});
