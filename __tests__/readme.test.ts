import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../okta-apps/project/assembly';
import { temporaryFolder } from './support/temporary-folder';
import { typeProblems } from './support/type-check';

const ROOT = join(__dirname, '..');
const folder = temporaryFolder();
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

const blocks = [...README.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

describe('README', () => {
  it('has TypeScript that compiles', () => {
    expect(blocks.length).toBeGreaterThan(0);
    expect(blocks.flatMap(typeProblems)).toEqual([]);
  });

  describe('its first example', () => {
    /** A project whose `main.ts` is the example, with what it imports. */
    const run = (example: string) => {
      const cwd = mkdtempSync(join(folder.path, 'example-'));
      for (const name of ['constructs', 'env', 'node_modules']) symlinkSync(join(ROOT, name), join(cwd, name));
      writeFileSync(join(cwd, 'main.ts'), example);
      const preload = join(ROOT, '__tests__/support/typescript.cjs');
      const env = { ...process.env, CDKTF_OUTDIR: 'cdktf.out', OKTA_APPS_FORMAT: undefined };
      const { status, stdout, stderr } = spawnSync(process.execPath, ['-r', preload, 'main.ts'], {
        cwd,
        env,
        encoding: 'utf8',
      });
      return { cwd, said: { status, stdout, stderr } };
    };
    const [example = ''] = blocks;

    it('runs as pasted, and okta-apps can read what it writes', () => {
      const { cwd, said } = run(example);
      expect(said).toEqual({ status: 0, stdout: '', stderr: '' });
      const [stack, ...others] = readAssembly(join(cwd, 'cdktf.out'), 'cdktf.out');
      expect(others).toEqual([]);
      expect(stack?.name).toBe('invoices-dev');
      expect(stack?.manifest).toMatchObject({ stack: 'invoices-dev', environment: 'dev', local: false });
    });

    it('says what is wrong as `synthesize` does, and nothing else', () => {
      const { cwd, said } = run(example.replace("label: 'Invoices'", "label: ''"));
      expect(said).toEqual({
        status: 1,
        stdout: '',
        stderr:
          'error: [dev invoices-dev/invoices-web] label must have 1 to 100 characters, got ""; write the name that people will see [label/length]\n' +
          '1 error: nothing was written. Each rule is explained in docs/rules.md.\n',
      });
      expect(existsSync(join(cwd, 'cdktf.out/manifest.json'))).toBe(false);
    });
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
