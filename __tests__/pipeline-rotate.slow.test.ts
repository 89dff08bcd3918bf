import { execFile } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { inner, list, object } from '../okta-apps/shared/json';
import { DAY_MS } from '../okta-apps/shared/day';
import { startOrg, type LocalOrg } from '../okta-apps/local/org/server';
import { ask } from './okta-apps/local/org/support/client';
import { fakeOrg, json } from './okta-apps/okta/support/fake-org';
import { rotatingProject, rotatingStack, SINKS } from './okta-apps/run/ci/support/rotating-project';
import { fakeVault } from './okta-apps/secrets/support/fake-vault';
import { create } from './okta-apps/secrets/support/secrets-project';
import { CLI } from './support/cli-process';
import { runGit } from './support/git-project';
import { loadGitlab } from './support/pipeline-problems';
import { runCli } from './support/run-cli';
import { temporaryFolder } from './support/temporary-folder';
import { tlsProxy } from './support/tls-proxy';

const folder = temporaryFolder();

/** A command of a team, which keeps one document per app, and its secret when it only gets an intent. */
const STORE = `import { existsSync, readFileSync, writeFileSync } from 'node:fs';
const given = JSON.parse(readFileSync(0, 'utf8'));
const file = process.env.STORE + '/' + given.app + '.json';
const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
if (process.argv[2] === 'read') process.stdout.write(JSON.stringify(kept));
else {
  const { clientSecret, secretId } = kept;
  writeFileSync(file, JSON.stringify({ ...(!given.clientSecret && clientSecret && { clientSecret, secretId }), ...given }));
}
`;

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

function bash(script: string, cwd: string, env: Readonly<Record<string, string>>): Promise<Ran> {
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  return new Promise((resolve) => {
    const child = execFile('bash', args, { cwd, env, timeout: 60_000 }, (_, out, error) => {
      resolve({ code: child.exitCode, output: out + error });
    });
  });
}

/** Programs of a runner: the command line from its source, and no network. */
function programs(tip: string): string {
  const bin = mkdtempSync(join(folder.path, 'bin-'));
  const quoted = [process.execPath, ...CLI].map((word) => `'${word}'`).join(' ');
  const texts = {
    npm: 'test "$*" = "ci --ignore-scripts"',
    npx: `shift 2\nexec ${quoted} "$@"`,
    gh: `echo ${tip}`,
  };
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return `${bin}:${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`;
}

/** Scripts of the job, in order, with the variables of each. */
interface Step {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

function githubSteps(text: string, held: Readonly<Record<string, string>>): readonly Step[] {
  const value = (expression: string) =>
    expression.replace(/\$\{\{ (.*?) \}\}/g, (_, names: string) =>
      names
        .split(' || ')
        .map((name) => held[name.replace(/^\w+\./, '')] ?? '')
        .reduce((one, other) => one || other),
    );
  return list(inner(load(text), 'jobs', 'rotate-prod', 'steps')).flatMap((step) => {
    const script = inner(step, 'run');
    const env = Object.entries(object(inner(step, 'env'))).map(([name, own]) => [name, value(String(own))] as const);
    return typeof script === 'string' ? [{ script, env: Object.fromEntries(env) }] : [];
  });
}

/** On GitLab each variable of the environment is in the job, and so is a token for each audience. */
function gitlabSteps(text: string, held: Readonly<Record<string, string>>, jwt: string): readonly Step[] {
  const job = object(inner(loadGitlab(text), 'rotate-prod'));
  const tokens = Object.keys(object(job['id_tokens'])).map((name) => [name, jwt] as const);
  const env = { ...held, ...Object.fromEntries(tokens) };
  return list(job['script']).map((script) => ({ script: String(script), env }));
}

async function secretsIn(org: LocalOrg, ids: readonly string[]) {
  const lists = await Promise.all(ids.map((id) => ask(org, 'GET', `/api/v1/apps/${id}/credentials/secrets`)));
  return lists.map(({ body }) => body as { status: string; client_secret: string }[]);
}

test.each(['github', 'gitlab'] as const)(
  '%s: the steps of the scheduled job rotate what is due in three runs, a day apart, and hold nothing that lasts',
  async (where) => {
    let now = Date.now() - 100 * DAY_MS;
    const org = await startOrg({ now: () => new Date(now) });
    const ids = [
      await create(org, 'Shop', { client_id: 'shop-prod', client_secret: 'canary-shop-1-7Hq_x2~4Zz' }),
      await create(org, 'Desk', { client_id: 'desk-prod', client_secret: 'canary-desk-2-Lp9sKd83mQ' }),
    ];
    now = Date.now();
    const vault = await fakeVault();
    const asked: string[] = [];
    // Where GitHub gives a job its identity token.
    const identity = await fakeOrg((request, response) => {
      asked.push(`${request.headers.authorization ?? ''} ${request.url ?? ''}`);
      json(response, 200, { value: 'ey.identity' });
    });
    const parent = mkdtempSync(join(folder.path, `${where}-`));
    const proxy = await tlsProxy(parent, 'acme.okta.test', org.url, () => new Date(now));
    try {
      const store = mkdtempSync(join(parent, 'store-'));
      const sink = {
        type: 'exec',
        write: ['node', 'tools/store.mjs', 'write'],
        read: ['node', 'tools/store.mjs', 'read'],
        variables: ['STORE'],
      } as const;
      const sinks = { desk: { ...SINKS.vault, address: vault.url, path: '{environment}/{app}' } };
      const stack = rotatingStack({ sink, sinks }, { org: { name: 'acme', baseUrl: 'okta.test' } });
      const project = rotatingProject(parent, { 'shop-prod': stack });
      project.put('tools/store.mjs', STORE);
      project.put('.gitignore', 'cdktf.out\nsynthesized\nrotated.jsonl\n');
      runGit(project.folder, ['init', '--quiet', '--initial-branch', 'main']);
      expect((await runCli(['ci', `--${where}`], { cwd: project.folder })).code).toBe(0);
      runGit(project.folder, ['add', '--all']);
      runGit(project.folder, ['commit', '--quiet', '--message', 'pipelines']);
      runGit(project.folder, ['remote', 'add', 'origin', project.folder]);
      const tip = runGit(project.folder, ['rev-parse', 'HEAD']).trim();
      // The job without a secret.
      expect((await runCli(['synth'], { cwd: project.folder })).code).toBe(0);
      if (where === 'github')
        cpSync(join(project.folder, 'cdktf.out'), join(project.folder, 'synthesized'), { recursive: true });
      const pin = (await bash('bash .ci/tool', project.folder, { PATH: process.env['PATH'] ?? '' })).output.trim();
      const held = {
        OKTA_APPS_TOOL: pin,
        OKTA_PROD_ROTATE_TOKEN: org.token,
        STORE: store,
        VAULT_ROLE: 'rotate-prod',
      };
      const shared = {
        PATH: programs(tip),
        HOME: parent,
        CI: 'true',
        HTTPS_PROXY: proxy.url,
        NODE_EXTRA_CA_CERTS: proxy.certificate,
        GITHUB_REPOSITORY: 'acme/apps',
        GITHUB_SHA: tip,
        CI_COMMIT_SHA: tip,
        CI_DEFAULT_BRANCH: 'main',
        ACTIONS_ID_TOKEN_REQUEST_URL: `${identity.url}/token?version=1`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
      };
      const assembly = join(project.folder, where === 'github' ? 'synthesized' : 'cdktf.out');
      const run = async (own = held): Promise<Ran> => {
        const file = where === 'github' ? '.github/workflows/rotate.yml' : '.gitlab/okta-apps.yml';
        const text = readFileSync(join(project.folder, file), 'utf8');
        const steps = where === 'github' ? githubSteps(text, own) : gitlabSteps(text, own, 'ey.identity');
        let last: Ran = { code: null, output: '' };
        for (const { script, env } of steps) {
          last = await bash(script, project.folder, { ...shared, ...env });
          if (last.code !== 0) return last;
        }
        return last;
      };
      const inSinks = () => [
        (JSON.parse(readFileSync(join(store, 'shop.json'), 'utf8')) as { clientSecret: string }).clientSecret,
        vault.data.get('prod/desk')?.['clientSecret'],
      ];
      const phases = (): readonly string[] =>
        readFileSync(join(project.folder, 'rotated.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { app: string; phase: string })
          .filter(({ app }) => app === 'shop-prod/desk')
          .map(({ phase }) => phase);

      const unpinned = await run({ ...held, OKTA_APPS_TOOL: '0'.repeat(64) });
      expect([unpinned.code, unpinned.output]).toEqual([1, expect.stringContaining('bash .ci/tool') as string]);
      expect(existsSync(join(project.folder, 'rotated.jsonl'))).toBe(false);

      const first = await run();
      expect([first.code, phases()]).toEqual([0, ['announced', 'added', 'handed-out', 'verified', 'waiting']]);
      const both = await secretsIn(org, ids);
      expect(both.map((all) => all.map(({ status }) => status))).toEqual([
        ['ACTIVE', 'ACTIVE'],
        ['ACTIVE', 'ACTIVE'],
      ]);
      expect(inSinks()).toEqual(both.map((all) => all.at(-1)?.client_secret));
      now += 1.01 * DAY_MS;
      const second = await run();
      expect([second.code, phases()]).toEqual([0, ['verified', 'deactivated', 'verified', 'waiting']]);
      now += 1.01 * DAY_MS;
      const third = await run();
      expect([third.code, phases()]).toEqual([0, ['verified', 'deleted', 'done']]);
      const left = await secretsIn(org, ids);
      expect(left.map((all) => all.map(({ status }) => status))).toEqual([['ACTIVE'], ['ACTIVE']]);
      const nothing = await run();
      expect([nothing.code, nothing.output]).toEqual([0, expect.stringContaining('No secret is due') as string]);

      // Vault gave its token for the identity token of the job, once in each run.
      expect(vault.logins).toEqual(Array.from({ length: 4 }, () => ({ role: 'rotate-prod', jwt: 'ey.identity' })));
      const audience = `Bearer request-token /token?version=1&audience=${vault.url}`;
      expect(asked).toEqual(where === 'github' ? Array.from({ length: 4 }, () => audience) : []);
      const secrets = [...both, ...left].flat().map((one) => one.client_secret);
      for (const { output } of [first, second, third, nothing])
        for (const secret of [...secrets, org.token, 'ey.identity', 'request-token'])
          expect(output).not.toContain(secret);

      // A commit that is no longer the newest, and an assembly with another destination.
      const manifest = join(assembly, 'stacks/shop-prod/okta-apps.json');
      writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('store.mjs', 'evil.mjs'));
      const evil = await run();
      expect([evil.code, evil.output]).toEqual([
        1,
        expect.stringContaining('pipeline was written for (--settings)') as string,
      ]);
      shared.GITHUB_SHA = shared.CI_COMMIT_SHA = 'f'.repeat(40);
      const old = await run();
      expect([old.code, old.output]).toEqual([
        1,
        expect.stringMatching(/^main is at .* Nothing was done\.\n$/) as string,
      ]);
    } finally {
      await Promise.all([proxy.close(), vault.close(), identity.close(), org.close()]);
    }
  },
  180_000,
);
