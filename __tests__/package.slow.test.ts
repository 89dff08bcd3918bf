import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './support/temporary-folder';

const ROOT = join(__dirname, '..');
const BOUND = 240_000;
const folder = temporaryFolder();

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'consumer', private: true }),
  'cdktf.json': JSON.stringify({
    language: 'typescript',
    app: 'node -r okta-oidc-cdktf/register main.ts',
    output: 'out',
  }),
  'env/live.ts': `
    import type { Environment } from 'okta-oidc-cdktf/env/environment';
    export const live: Environment = {
      name: 'live',
      production: true,
      org: { name: 'consumer', baseUrl: 'okta.com' },
      credentials: {
        plan: { type: 'api-token', tokenVariable: 'PLAN_TOKEN' },
        apply: { type: 'api-token', tokenVariable: 'APPLY_TOKEN' },
      },
      backend: { type: 'http', address: 'http://127.0.0.1:1/{stack}' },
      providerVersion: '>= 6.9.0, != 6.14.0, < 7.0.0',
      preventDestroy: true,
      apps: {},
    };`,
  'stacks/wiki.ts': `
    import type { Construct } from 'constructs';
    import { OidcWebApp } from 'okta-oidc-cdktf/constructs/oidc-web-app';
    import type { Environment } from 'okta-oidc-cdktf/env/environment';
    import { OktaStack } from 'okta-oidc-cdktf/stacks/okta-stack';
    export class Wiki extends OktaStack {
      constructor(scope: Construct, environment: Environment) {
        super(scope, 'wiki', environment);
        new OidcWebApp(this, 'wiki', { label: process.env['LABEL'] ?? 'Wiki', redirectUris: ['https://wiki.consumer.net/cb'] });
      }
    }`,
  'main.ts': `
    import { synthesize } from 'okta-oidc-cdktf/stacks/synthesize';
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
  }),
};

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', timeout: BOUND, env: { ...process.env, ...env } });
}

beforeAll(() => {
  run('node', [join(ROOT, 'scripts', 'set-up.mjs')], ROOT);
  const packed = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder.path], ROOT)) as
    readonly { filename: string }[] | Record<string, { filename: string }>;
  const [{ filename } = { filename: '' }] = Object.values(packed);
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(join(folder.path, name, '..'), { recursive: true });
    writeFileSync(join(folder.path, name), content);
  }
  run('npm', ['install', '--prefer-offline', `./${filename}`], folder.path);
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

  it('brings types that compile there', () => {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const typeRoots = join(ROOT, 'node_modules', '@types');
    expect(run('node', [tsc, '-p', '.', '--typeRoots', typeRoots], folder.path)).toBe('');
  });
});
