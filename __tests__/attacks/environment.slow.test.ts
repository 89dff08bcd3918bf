import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStackManifest } from '../../okta-apps/shared/stack-manifest';
import { reducedCliConfiguration } from '../../okta-apps/terraform/cli-configuration';
import { fakeTerraform } from '../support/fake-terraform';
import { lockFile, OKTA_LOCK } from '../support/lock-files';
import { plainProject, stackManifest } from '../support/plain-project';
import { runCli } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';
import { writeText, writeTexts } from '../support/write-text';

const folder = temporaryFolder();

interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly backend?: object;
  readonly passVariables?: readonly string[];
  /** Files of the user's HOME. */
  readonly home?: Readonly<Record<string, string>>;
  /** Files of the project. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Plans a stack of an Okta org with a fake Terraform, which notes what it is given. */
async function plan({ env = {}, backend = { s3: {} }, passVariables, home = {}, files = {} }: Setting) {
  const document = { terraform: { backend, required_providers: { okta: { source: 'okta/okta' } } } };
  const manifest = {
    birthSecrets: [{ variable: 'shop_secret', address: 'okta_app_oauth.shop' }],
    ...(passVariables && { passVariables }),
  };
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: document, manifest } });
  const own = mkdtempSync(join(folder.path, 'home-'));
  writeTexts(own, home);
  writeTexts(cwd, files);
  writeFileSync(join(cwd, '.terraform.lock.hcl'), lockFile(OKTA_LOCK));
  const keep = `require('node:fs').writeFileSync('seen', require('node:fs').readFileSync(process.env.TF_CLI_CONFIG_FILE));
require('node:fs').writeFileSync('home', require('node:fs').readdirSync(process.env.HOME).join(' '));`;
  const terraform = fakeTerraform(mkdtempSync(join(folder.path, 'bin-')), keep);
  const { code, stderr } = await runCli(['plan'], {
    cwd,
    env: {
      HOME: own,
      TERRAFORM_BINARY_NAME: terraform.path,
      ACME_PLAN: 'plan-token',
      ACME_APPLY: 'apply-token',
      ...env,
    },
  });
  const calls = terraform.calls().filter(({ args }) => args[0] === 'init' || args[0] === 'plan');
  const seen = (name: string) => readFileSync(join(cwd, 'cdktf.out/run/shop-dev', name), 'utf8');
  return { code, stderr, calls, own, seen };
}

describe('what Terraform gets', () => {
  const ATTACKS = {
    TF_CLI_ARGS_init: '-backend-config=bucket=evil',
    TF_CLI_ARGS_plan: '-var=x=evil',
    TF_CLI_ARGS: '-no-color',
    TF_WORKSPACE: 'evil',
    TF_DATA_DIR: '/evil',
    TF_LOG_PATH: '/evil',
    TF_LOG: 'trace',
    TF_ENCRYPTION: 'key_provider "external" "x" {}',
    TF_CLOUD_HOSTNAME: 'evil.example.org',
    TF_VAR_redirect: 'https://evil.example.org',
    OKTA_API_TOKEN: 'stray',
    OKTA_ORG_NAME: 'evil',
    OKTA_BASE_URL: 'evil.example.org',
    OKTA_HTTP_PROXY: 'http://evil.example.org',
    OKTA_CLIENT_ORGURL: 'https://evil.example.org',
    GITHUB_OUTPUT: '/output',
    GITHUB_ENV: '/env',
    GITHUB_PATH: '/path',
    GITHUB_STATE: '/state',
    GITHUB_STEP_SUMMARY: '/summary',
    GITHUB_TOKEN: 'job-token',
    ACTIONS_RUNTIME_TOKEN: 'runtime',
    ACTIONS_CACHE_URL: 'https://cache',
    ACTIONS_RESULTS_URL: 'https://results',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://id',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id',
    CI_JOB_TOKEN: 'job',
    LD_PRELOAD: '/evil.so',
    NODE_OPTIONS: '--no-warnings',
    PGPASSWORD: 'of another backend',
    GOOGLE_CREDENTIALS: 'of another backend',
    ACME_OTHER: 'of another job',
  };

  test('attack: nothing that moves the state, replaces a value, leads elsewhere or speaks to the CI system', async () => {
    const { code, calls, stderr } = await plan({ env: ATTACKS });
    expect(code).toBe(0);
    expect(calls.length).toBeGreaterThan(1);
    for (const { env } of calls) {
      const inherited = Object.keys(ATTACKS).filter((name) => name !== 'OKTA_API_TOKEN' && env[name] !== undefined);
      expect(inherited).toEqual([]);
      expect(env).toMatchObject({ OKTA_API_TOKEN: 'plan-token' });
      expect(JSON.stringify(env)).not.toContain('apply-token');
    }
    const said =
      'Not passed to Terraform: TF_CLI_ARGS, TF_CLI_ARGS_init, TF_CLI_ARGS_plan, TF_CLOUD_HOSTNAME, TF_DATA_DIR, ' +
      'TF_ENCRYPTION, TF_LOG, TF_LOG_PATH, TF_VAR_redirect, TF_WORKSPACE. ' +
      'An environment in env/ lists what it passes, in passVariables.\n';
    expect(stderr.split(said)).toHaveLength(2);
  });

  test.each([
    ['s3', { AWS_ACCESS_KEY_ID: 'id', AWS_SESSION_TOKEN: 'session', AWS_CA_BUNDLE: '/ca.pem' }],
    ['gcs', { GOOGLE_APPLICATION_CREDENTIALS: '/key.json' }],
    ['azurerm', { ARM_CLIENT_ID: 'id', ARM_USE_OIDC: 'true', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id' }],
    ['pg', { PG_CONN_STR: 'postgres://db/state', PGPASSWORD: 'x' }],
    ['http', { TF_HTTP_USERNAME: 'me', TF_HTTP_PASSWORD: 'x' }],
    ['remote', { TF_TOKEN_app_terraform_io: 'x' }],
  ])('everyday: a backend of type %s gets what it reads', async (type, env) => {
    const { code, calls, stderr } = await plan({ env, backend: { [type]: {} } });
    expect({ code, said: stderr.includes('Not passed') }).toEqual({ code: 0, said: false });
    for (const call of calls) expect(call.env).toMatchObject(env);
  });

  test('everyday: proxies, a CA file, temporary folder, locale, a secret of an app and a plugin cache', async () => {
    const env = {
      HTTPS_PROXY: 'http://proxy.example.org:8080',
      no_proxy: 'localhost',
      SSL_CERT_FILE: '/ca.pem',
      TMPDIR: folder.path,
      LANG: 'de_DE.UTF-8',
      TF_VAR_shop_secret: 'a-secret-of-the-shop-app',
      TF_PLUGIN_CACHE_DIR: folder.path,
    };
    const { calls } = await plan({ env });
    for (const call of calls) expect(call.env).toMatchObject(env);
  });

  test('everyday: what the environment lists is passed, and no longer said to be left out', async () => {
    const env = { KRB5CCNAME: '/tmp/tickets', TF_LOG: 'debug', TF_VAR_region: 'eu' };
    const { calls, stderr } = await plan({ env, passVariables: Object.keys(env) });
    for (const call of calls) expect(call.env).toMatchObject(env);
    expect(stderr).not.toContain('Not passed');
  });

  test.each([
    'TF_CLI_ARGS_plan',
    'TF_WORKSPACE',
    'TF_DATA_DIR',
    'TF_LOG_PATH',
    'TF_ENCRYPTION',
    'TF_REATTACH_PROVIDERS',
    'TF_CLI_CONFIG_FILE',
    'OKTA_ORG_NAME',
    'GITHUB_ENV',
    'github_env',
    'ACTIONS_RUNTIME_TOKEN',
    'LD_PRELOAD',
    'NODE_OPTIONS',
    'HOME',
    'PATH',
    'ACME_APPLY',
    'not a name',
  ])('attack: an environment that passes %s is refused', (name) => {
    const text = JSON.stringify(stackManifest('shop-dev', { passVariables: [name] }));
    expect(() => parseStackManifest(text, 'okta-apps.json')).toThrow(
      `okta-apps.json: passVariables must not hold ${JSON.stringify(name)}, which`,
    );
  });
});

describe('what Terraform finds in HOME', () => {
  test('attack: no .okta/okta.yaml and no settings of Terraform that are not reduced', async () => {
    const home = {
      '.okta/okta.yaml': 'okta: { client: { orgUrl: https://evil.example.org } }',
      '.terraformrc': 'disable_checkpoint = true\nplugin_cache_dir = "/plugins"\n',
      '.terraform.d/evil.tfrc': 'provider_installation { dev_overrides { "okta/okta" = "/evil" } }',
      '.aws/config': '[default]',
    };
    const { code, calls, own, seen } = await plan({ home });
    expect(code).toBe(0);
    for (const { env } of calls) expect(env['HOME']).not.toBe(own);
    expect(seen('home').split(' ').sort()).toEqual(['.aws', '.terraform.d', 'okta-apps.tfrc']);
    expect(seen('seen')).toBe('plugin_cache_dir = "/plugins"\n');
    expect(existsSync(calls[0]?.env['HOME'] ?? '')).toBe(false);
  });

  test.each([
    ['.okta.yaml', 1, '.okta.yaml would decide which org okta/okta uses, and with which credential; remove it'],
    ['.okta/okta.yaml', 3, 'Terraform was not run.'],
  ])('attack: %s in the stack’s folder is refused', async (name, exit, said) => {
    const { code, calls, stderr } = await plan({ files: { [`cdktf.out/stacks/shop-dev/${name}`]: 'okta: {}' } });
    expect({ code, calls }).toEqual({ code: exit, calls: [] });
    expect(stderr).toContain(said);
  });

  const text = (settings: string, name = '.terraformrc') => {
    const home = mkdtempSync(join(folder.path, 'settings-'));
    writeText(home, name, settings);
    return reducedCliConfiguration({ HOME: home });
  };

  test.each([
    [
      'a provider of a folder',
      'provider_installation {\n  dev_overrides {\n    "okta/okta" = "/evil"\n  }\n}',
      'dev_overrides',
    ],
    ['the same with a text for a name', 'provider_installation { "dev_overrides" { } }', 'dev_overrides'],
    ['the same as JSON', '{"provider_installation":[{"dev\\u005foverrides":{"okta/okta":"/evil"}}]}', 'dev_overrides'],
    [
      'a cache before the lock file',
      'plugin_cache_may_break_dependency_lock_file = true',
      'plugin_cache_may_break_dependency_lock_file',
    ],
  ])('attack: %s is refused by name', (_, settings, name) => {
    expect(() => text(settings)).toThrow(`${name} is refused: Terraform would run a provider that .terraform.lock.hcl`);
  });

  test('attack: the variable that lets a cache break the lock file is refused by name', async () => {
    const { code, calls, stderr } = await plan({ env: { TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: '1' } });
    expect({ code, calls }).toEqual({ code: 1, calls: [] });
    expect(stderr).toContain('TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE is refused');
  });

  test.each(['x = <<EOT\nprovider_installation {}\nEOT\n', '}', 'a {', '{"a"', '[1]'])(
    'attack: settings that are read one way here and perhaps another way there (%j) are refused',
    (settings) => {
      expect(() => text(settings)).toThrow('cannot be read as Terraform settings');
    },
  );

  test.each([
    [
      'mirrors',
      '# ours\nprovider_installation {\n  network_mirror {\n    url = "https://mirror.example.org/"\n    include = ["*/*"]\n  }\n  direct {\n    exclude = ["okta/*"]\n  }\n}\n',
      'provider_installation {\nnetwork_mirror {\nurl = "https://mirror.example.org/"\ninclude = [ "*/*" ]\n}\ndirect {\nexclude = [ "okta/*" ]\n}\n}\n',
    ],
    [
      'a token',
      'credentials "app.terraform.io" {\n  token = "x" // mine\n}',
      'credentials "app.terraform.io" {\ntoken = "x"\n}\n',
    ],
    [
      'a helper',
      'credentials_helper "vault" {\n  args = ["a"]\n}',
      'credentials_helper "vault" {\nargs = [ "a" ]\n}\n',
    ],
    ['what Terraform does not need', '/* x */ disable_checkpoint = true', ''],
    [
      'JSON',
      '{"credentials":{"x.org":{"token":"t"}},"disable_checkpoint":true}',
      '{"credentials":{"x.org":{"token":"t"}}}',
    ],
    ['nothing', '', ''],
  ])('everyday: %s', (_, settings, expected) => {
    expect(text(settings)).toBe(expected);
  });

  test('everyday: no settings at all, and those of OpenTofu', () => {
    expect(reducedCliConfiguration({ HOME: folder.path })).toBe('');
    expect(text('plugin_cache_dir = "/plugins"', '.tofurc')).toBe('plugin_cache_dir = "/plugins"\n');
  });
});
