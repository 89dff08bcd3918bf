import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIVE_ENVIRONMENT, packedPackage } from './support/packed-package';
import { ROOT } from './support/pages';
import { temporaryFolder } from './support/temporary-folder';
import { writeTexts } from './support/write-text';

const BOUND = 300_000;
const parent = temporaryFolder();
let tarball = '';

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', timeout: BOUND, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** An app that gets its environment and a path from other modules. */
const mainText = (environment: string, paths: string) => `
  import type { App } from 'cdktf';
  import { OidcWebApp, OktaStack, synthesize, type Environment } from 'okta-oidc-cdktf';
  import { live } from '${environment}';
  import { CALLBACK } from '${paths}';

  synthesize({
    environments: [live],
    wanted: undefined,
    build: (app: App, environment: Environment) => {
      const stack = new OktaStack(app, 'wiki', environment);
      new OidcWebApp(stack, 'wiki', { label: 'Wiki', redirectUris: ['https://wiki.consumer.net' + CALLBACK] });
    },
  });
`;
const LIVE = `import type { Environment } from 'okta-oidc-cdktf';\n${LIVE_ENVIRONMENT}`;
const PATHS = "export const CALLBACK = '/cb';\n";
const cdktfJson = (app: string) => JSON.stringify({ language: 'typescript', app, output: 'cdktf.out' });
const REGISTER = 'node -r okta-oidc-cdktf/register main.ts';
const TSCONFIG = { module: 'CommonJS', target: 'es2022', strict: true, esModuleInterop: true };

/** What a project in a package manager of its own installs by name. */
function dependencies(): Readonly<Record<string, string>> {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  const peers = ['@cdktf/provider-okta', 'cdktf', 'constructs'];
  const versions = peers.map((name) => [name, devDependencies[name] ?? ''] as const);
  return { ...Object.fromEntries(versions), 'okta-oidc-cdktf': `file:${tarball}` };
}

function project(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(parent.path, 'project-')));
  writeTexts(folder, files);
  return folder;
}

const NPM = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
const WROTE = 'Wrote 1 stack to cdktf.out: wiki-live\n';

beforeAll(() => {
  tarball = packedPackage(parent.path);
}, BOUND);

test.each([
  [
    'pnpm, which gives a package only what it depends on',
    ['pnpm@9', 'install', '--prefer-offline', '--ignore-scripts'],
  ],
  [
    'yarn, with the linker that makes node_modules',
    // Yarn 1 takes `engines` for a must, and these tests also run on Node 20.
    ['yarn@1.22.22', 'install', '--prefer-offline', '--ignore-scripts', '--ignore-engines', '--non-interactive'],
  ],
])(
  '%s',
  (_, install) => {
    const folder = project({
      'package.json': JSON.stringify({ private: true, dependencies: dependencies() }),
      'cdktf.json': cdktfJson(REGISTER),
      'tsconfig.json': JSON.stringify({ compilerOptions: TSCONFIG }),
      'main.ts': mainText('./env/live', './paths'),
      'env/live.ts': LIVE,
      'paths.ts': PATHS,
    });
    run('npx', ['--yes', ...install], folder);
    expect(run(join(folder, 'node_modules/.bin/okta-apps'), ['synth'], folder)).toBe(WROTE);
  },
  BOUND,
);

test(
  'an npm workspace, whose packages are above the project, with a package of the workspace in use',
  () => {
    const folder = project({
      'package.json': JSON.stringify({ private: true, workspaces: ['apps/*', 'packages/*'] }),
      'packages/paths/package.json': JSON.stringify({ name: '@acme/paths', version: '1.0.0', main: 'index.js' }),
      'packages/paths/index.js': "exports.CALLBACK = '/cb';\n",
      'packages/paths/index.d.ts': 'export declare const CALLBACK: string;\n',
      'apps/okta/package.json': JSON.stringify({
        name: '@acme/okta',
        private: true,
        dependencies: { ...dependencies(), '@acme/paths': '1.0.0' },
      }),
      'apps/okta/cdktf.json': cdktfJson(REGISTER),
      'apps/okta/tsconfig.json': JSON.stringify({ compilerOptions: TSCONFIG }),
      'apps/okta/main.ts': mainText('./env/live', '@acme/paths'),
      'apps/okta/env/live.ts': LIVE,
    });
    run('npm', NPM, folder);
    expect(run(join(folder, 'node_modules/.bin/okta-apps'), ['synth'], join(folder, 'apps/okta'))).toBe(WROTE);
  },
  BOUND,
);

test(
  'a main.mts and `paths` of the tsconfig, with tsx',
  () => {
    const compilerOptions = {
      ...TSCONFIG,
      module: 'nodenext',
      paths: { '@env/*': ['./env/*.ts'], '@paths': ['./paths.ts'] },
    };
    const folder = project({
      'package.json': JSON.stringify({ private: true, dependencies: { ...dependencies(), tsx: '4.21.0' } }),
      'cdktf.json': cdktfJson('npx tsx main.mts'),
      'tsconfig.json': JSON.stringify({ compilerOptions }),
      'main.mts': mainText('@env/live', '@paths'),
      'env/live.ts': LIVE,
      'paths.ts': PATHS,
    });
    // tsx needs the program that the install script of esbuild would only check.
    run('npm', NPM, folder);
    expect(run(join(folder, 'node_modules/.bin/okta-apps'), ['synth'], folder)).toBe(WROTE);
  },
  BOUND,
);

/** The tsconfig and main.ts of `cdktf init --template=typescript`, with an app in its stack. */
const STOCK_TSCONFIG = {
  compilerOptions: {
    ...{
      alwaysStrict: true,
      declaration: true,
      experimentalDecorators: true,
      inlineSourceMap: true,
      inlineSources: true,
    },
    ...{
      lib: ['es2018'],
      module: 'CommonJS',
      noEmitOnError: true,
      noFallthroughCasesInSwitch: true,
      noImplicitAny: true,
    },
    ...{ noImplicitReturns: true, noImplicitThis: true, noUnusedLocals: true, noUnusedParameters: true },
    ...{ resolveJsonModule: true, strict: true, strictNullChecks: true, strictPropertyInitialization: true },
    ...{ stripInternal: true, target: 'ES2018', incremental: true, skipLibCheck: true },
  },
  include: ['**/*.ts'],
  exclude: ['node_modules', 'cdktf.out'],
};
const STOCK_MAIN = `import { OktaProvider } from "@cdktf/provider-okta/lib/provider";
import { Construct } from "constructs";
import { App, TerraformStack } from "cdktf";
import { OidcWebApp } from "okta-oidc-cdktf";

class MyStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new OktaProvider(this, "okta", { orgName: "acme", baseUrl: "okta.com" });
    new OidcWebApp(this, "wiki", { label: "Wiki", redirectUris: ["https://wiki.consumer.net/cb"] });
  }
}

const app = new App();
new MyStack(app, "stock");
app.synth();
`;

test(
  'the template of cdktf init, with ts-node and a stack of its own: it compiles and synthesizes, and the stack is left out',
  () => {
    const tools = { '@types/node': '20.19.43', 'ts-node': '10.9.2', typescript: '5.9.3' };
    const folder = project({
      'package.json': JSON.stringify({ private: true, dependencies: dependencies(), devDependencies: tools }),
      'cdktf.json': cdktfJson('npx ts-node main.ts'),
      'tsconfig.json': JSON.stringify(STOCK_TSCONFIG),
      'main.ts': STOCK_MAIN,
    });
    run('npm', NPM, folder);
    expect(run(join(folder, 'node_modules/.bin/tsc'), ['--noEmit'], folder)).toBe('');
    expect(run(join(folder, 'node_modules/.bin/okta-apps'), ['synth'], folder)).toBe('Wrote 0 stacks to cdktf.out\n');
    const document = JSON.parse(readFileSync(join(folder, 'cdktf.out/stacks/stock/cdk.tf.json'), 'utf8')) as object;
    expect(document).toMatchObject({ resource: { okta_app_oauth: { wiki: { label: 'Wiki' } } } });
  },
  BOUND,
);

test(
  'cdktn under the name cdktf, with the overrides of the README: a new project synthesizes, plans and applies',
  () => {
    const npx = project({});
    run('npm', [...NPM, tarball], npx);
    const folder = project({});
    const init = ['init', '--yes', '--name', 'successor', '--ci', 'none'];
    run(join(npx, 'node_modules/.bin/okta-apps'), init, folder);
    const [, json = ''] =
      /```json\n(\{\n {2}"dependencies": \{ "cdktf"[^]*?\n\})\n```/.exec(
        readFileSync(join(ROOT, 'README.md'), 'utf8'),
      ) ?? [];
    const successor = JSON.parse(json) as { dependencies: object; overrides: object };
    const file = join(folder, 'package.json');
    const own = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: object };
    const changed = {
      ...own,
      dependencies: { ...own.dependencies, ...successor.dependencies },
      overrides: successor.overrides,
    };
    writeFileSync(file, JSON.stringify(changed));
    run('npm', NPM, folder);
    const { name } = JSON.parse(readFileSync(join(folder, 'node_modules/cdktf/package.json'), 'utf8')) as {
      name: string;
    };
    expect(name).toBe('cdktn');
    const okta = join(folder, 'node_modules/.bin/okta-apps');
    expect(run(okta, ['synth'], folder)).toBe('Wrote 2 stacks to cdktf.out: shop-dev, shop-prod\n');
    expect(run(okta, ['apply', '--env', 'local'], folder)).toContain('shop-local');
    expect(run(okta, ['plan', '--env', 'local'], folder)).toContain('No changes');
    run(join(folder, 'node_modules/.bin/tsc'), ['--noEmit'], folder);
  },
  BOUND,
);
