import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { startCli } from '../../../support/cli-process';
import { lockingStateServer } from '../../../support/locking-state-server';
import { plainProject } from '../../../support/plain-project';
import { runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { tlsProxy, type TlsProxy } from '../../../support/tls-proxy';
import { ask, webApp } from '../../local/org/support/client';

/* The checks of docs/guides/first-real-plan.md with real Terraform, and an org that is reached over TLS as an Okta org is. */

jest.setTimeout(60_000);

const folder = temporaryFolder();
const OS = process.platform === 'win32' ? 'windows' : process.platform;
const PLATFORM = `${OS}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
/** Terraform installs it, and no more: it is no provider. */
const PROGRAM = '#!/bin/sh\nexit 1\n';
let org: LocalOrg;
let proxy: TlsProxy;

beforeAll(async () => {
  org = await startOrg({ seed: { tokens: [{ token: 'token-that-reads', role: 'READ_ONLY_ADMIN' }] } });
  await ask(org, 'POST', '/api/v1/apps', webApp('Shop'));
  proxy = await tlsProxy(folder.path, 'local.okta.test', org.url);
});

afterAll(async () => {
  await proxy.close();
  await org.close();
});

/** A project of the guide, with a lock file for the package that Terraform finds in a folder of this machine. */
function project(hash = packageHash(), backend: object = { local: { path: '../../../state/shop-dev.tfstate' } }) {
  const { folder: cwd } = plainProject(folder.path, {
    'shop-dev': {
      manifest: { org: { name: 'local', baseUrl: 'okta.test' } },
      terraform: {
        terraform: { required_providers: { okta: { source: 'okta/okta', version: '>= 6.9.0' } }, backend },
        provider: { okta: [{ org_name: 'local', base_url: 'okta.test' }] },
        resource: {
          okta_app_oauth: {
            shop: {
              label: 'Shop',
              type: 'web',
              grant_types: ['authorization_code'],
              response_types: ['code'],
              redirect_uris: ['https://shop.dev.harborgoods.net/callback'],
              skip_authentication_policy: true,
              omit_secret: true,
            },
          },
        },
      },
    },
  });
  const lock = `provider "registry.terraform.io/okta/okta" {
  version     = "6.12.0"
  constraints = ">= 6.9.0"
  hashes = [
    "${hash}",
  ]
}
`;
  writeFileSync(join(cwd, '.terraform.lock.hcl'), lock);
  return cwd;
}

const NAME = 'terraform-provider-okta_v6.12.0';

/** What Terraform calls the hash of a folder with that one file. */
function packageHash(): string {
  const file = createHash('sha256').update(PROGRAM).digest('hex');
  return `h1:${createHash('sha256').update(`${file}  ${NAME}\n`).digest('base64')}`;
}

/** The settings of a Terraform that installs from a folder. */
function settings(): string {
  const packages = join(folder.path, 'mirror');
  const place = join(packages, 'registry.terraform.io/okta/okta/6.12.0', PLATFORM);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, NAME), PROGRAM);
  chmodSync(join(place, NAME), 0o755);
  const file = join(folder.path, 'terraform.rc');
  writeFileSync(
    file,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(packages)}\n  }\n}\n`,
  );
  return file;
}

function environment(): Record<string, string> {
  return {
    ACME_PLAN: 'token-that-reads',
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: proxy.certificate,
    SSL_CERT_FILE: proxy.certificate,
    TF_CLI_CONFIG_FILE: settings(),
  };
}

/** Runs it in a process of its own, because Node reads certificates when it starts. */
async function okta(cwd: string, env: Record<string, string>, ...argv: string[]) {
  const { code, stdout, stderr } = await startCli(argv, { cwd, env }).ended;
  expect(stdout + stderr).not.toContain('token-that-reads');
  return { code, stdout, stderr };
}

test('with all that the guide says, nothing is missing, and the plan gets as far as the provider', async () => {
  const cwd = project();
  const { code, stdout } = await okta(cwd, environment(), 'doctor', '--env', 'dev');
  const lines = stdout.split('\n').filter((line) => !/^ok {6}(?:Node|Terraform|OpenTofu) /.test(line));
  expect({ code, lines }).toEqual({
    code: 0,
    lines: [
      `ok      cdktf.json in ${cwd}`,
      'ok      the folders can be written',
      'ok      synth: shop-dev',
      'ok      dev plan (ACME_PLAN): is set; it must hold an API token of a user with the role READ_ONLY_ADMIN, to read apps for shop-dev',
      expect.stringMatching(
        /^ok {6}dev plan \(ACME_PLAN\): token-\w+@local\.test \(READ_ONLY_ADMIN\) can do that, and cannot write, and cannot read client secrets$/,
      ),
      'note    dev apply (ACME_APPLY): is not set; set it to an API token of a user with the role APP_ADMIN, to write apps for shop-dev',
      `ok      .terraform.lock.hcl: okta/okta 6.12.0 can be installed here (${PLATFORM})`,
      'ok      dev state (local): can be read and locked (shop-dev)',
      '',
      'Nothing is missing. Next: npx okta-apps plan --env dev',
      '',
    ],
  });
  expect(new Set(proxy.asked)).toEqual(new Set(['local.okta.test:443']));
  const planned = await okta(cwd, environment(), 'plan', '--env', 'dev');
  expect(planned.code).toBe(1);
  expect(planned.stderr).toContain('shop-dev: init\nshop-dev: plan\n');
  expect(planned.stdout).toContain('shop-dev: Terraform plan failed\n');
  expect(planned.stdout).toContain('registry.terraform.io/okta/okta');
});

test('a CA that is not trusted, and a package that the lock file does not have', async () => {
  const cwd = project('h1:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=');
  const { NODE_EXTRA_CA_CERTS: _, ...env } = environment();
  const { code, stdout } = await okta(cwd, env, 'doctor', '--env', 'dev');
  expect({ code, lines: stdout.split('\n').filter((line) => !/^(?:ok|note) /.test(line)) }).toEqual({
    code: 1,
    lines: [
      'wrong   dev: https://local.okta.test cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT); set NODE_EXTRA_CA_CERTS, and SSL_CERT_FILE for Terraform, to the certificate of the CA that your proxy uses',
      `wrong   .terraform.lock.hcl has no checksum that fits okta/okta 6.12.0 on this platform (${PLATFORM}). If it was made for other platforms only, write it again with okta-apps lock and commit it; otherwise the package is not the one that was locked`,
      '',
      'Wrong: 2. Fix that, then: npx okta-apps doctor --env dev',
      '',
    ],
  });
});

test('a lock that another run holds, and a server of the state that does not answer', async () => {
  const server = await lockingStateServer();
  const address = `http://127.0.0.1:${server.port}/shop-dev`;
  const cwd = project(packageHash(), { http: { address, lock_address: address, unlock_address: address } });
  const { TF_CLI_CONFIG_FILE = '' } = environment();
  const states = async (): Promise<readonly string[]> => {
    const { stdout } = await runCli(['doctor', '--env', 'dev'], { cwd, env: { TF_CLI_CONFIG_FILE } });
    return stdout.split('\n').filter((line) => line.includes('dev state'));
  };
  const free = await states();
  await fetch(address, { method: 'LOCK', body: JSON.stringify({ ID: 'bad97e8d' }) });
  const held = await states();
  await server.close();
  const gone = await states();
  expect([free, held, gone]).toEqual([
    ['ok      dev state (http): can be read and locked (shop-dev)'],
    [
      "wrong   dev state (http): is locked by another run. Another run holds the lock bad97e8d; the state's server does not say whose it is. " +
        'Wait until that run has ended; if it has died, "okta-apps plan" says how to remove its lock. (shop-dev)',
    ],
    [
      expect.stringMatching(
        /^wrong {3}dev state \(http\): .*connection refused; the backend cannot be reached from here/,
      ),
    ],
  ]);
});
