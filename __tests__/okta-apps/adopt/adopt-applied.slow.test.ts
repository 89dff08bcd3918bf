import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../okta-apps/shared/json';
import { runCli } from '../../support/run-cli';
import { orgCommands, type OrgCommand } from '../../support/running-org';
import { temporaryFolder } from '../../support/temporary-folder';
import { ask, idOf } from '../local/org/support/client';
import { exampleProject } from '../scaffold/support/example-project';
import { template, TEMPLATE_FILE } from './support/template-app';

jest.setTimeout(300_000);

const parent = temporaryFolder();
const SECRET = 'canary-5d07-initial-secret-of-returns-Q9';
const runOrg = orgCommands();
let org: OrgCommand['org'];
let cwd: string;

beforeEach(async () => {
  cwd = exampleProject(parent.path);
  ({ org } = await runOrg(cwd, ['--json'], (stdout) => stdout.endsWith('}\n')));
});

const okta = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => runCli([...argv], { cwd, env });
const get = async (id: string) => (await ask(org, 'GET', `/api/v1/apps/${id}`)).body as JsonObject;

/** A trusted origin without what every change of it changes; the order of its scopes means nothing. */
async function origin(id: string): Promise<object> {
  const { lastUpdated, ...rest } = (await ask(org, 'GET', `/api/v1/trustedOrigins/${id}`)).body as typeof ORIGIN & {
    readonly lastUpdated: string;
  };
  expect(lastUpdated).toMatch(/Z$/);
  return { ...rest, scopes: rest.scopes.map(({ type }) => type).sort() };
}

/** Creates the app of the template, as far as a body may say it. */
async function created(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const body = template({
    id: undefined,
    _links: undefined,
    'credentials.oauthClient.client_id': undefined,
    'credentials.signing': undefined,
    ...changes,
  });
  return idOf(await ask(org, 'POST', '/api/v1/apps', body));
}

/** An app without the time of its last update, and with the lists that Okta treats as sets in one order. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return (value as unknown[]).map(comparable);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'lastUpdated')
      .map(([name, member]) => {
        const isSet = ['grant_types', 'response_types', 'post_logout_redirect_uris'].includes(name);
        return [name, isSet && Array.isArray(member) ? [...(member as string[])].sort() : comparable(member)];
      }),
  );
}

const ORIGIN = {
  name: "it's `${x}`",
  origin: 'http://localhost:8080',
  scopes: [{ type: 'REDIRECT' }, { type: 'CORS' }],
};

test.each<[string, 'file' | 'org', Record<string, unknown>]>([
  ['the template as it is, and a trusted origin', 'org', {}],
  [
    'many settings',
    'file',
    {
      label: "it's `${x}` \u202e",
      status: 'ACTIVE',
      profile: { 'okta-apps': { owner: 'Web' }, team: ['web', null, -1.5] },
      'settings.notes': { admin: 'a\n*/ b', enduser: null },
      'credentials.userNameTemplate': { template: '${user.nick}', type: 'CUSTOM' },
      'settings.oauthClient.network': { connection: 'ANYWHERE' },
      'settings.oauthClient.initiate_login_uri': 'http://localhost:8080/login',
      'settings.oauthClient.idp_initiated_login': { mode: 'SPEC', default_scope: [] },
      'visibility.hide': { iOS: true, web: false },
    },
  ],
])('%s: adopted from the %s, planned and applied, and Okta has the same', async (_what, source, changes) => {
  const id = await created(changes);
  const trusted = idOf(await ask(org, 'POST', '/api/v1/trustedOrigins', ORIGIN));
  const before = await get(id);
  const originBefore = await origin(trusted);
  writeFileSync(join(cwd, 'app.json'), JSON.stringify(before));
  const adopted = await okta(['adopt', source === 'org' ? id : 'app.json', '--env', 'local', '--stack', 'web']);
  expect({ code: adopted.code, stderr: adopted.code === 0 ? '' : adopted.stderr }).toEqual({ code: 0, stderr: '' });
  const [what, stacks] =
    source === 'org'
      ? ['1 app and 1 trusted origin as Okta has them', ['origins-local']]
      : ['1 app as Okta has it', []];
  expect(adopted.stdout).toContain(`Proven on a throwaway org: the first apply leaves ${what}.\n`);
  expect(await okta(['adopt', 'app.json', '--env', 'prod', '--stack', 'web'])).toEqual({
    code: 1,
    stdout: '',
    stderr: `The app ${id} is already in env/local.ts. Nothing was written.\n`,
  });
  const options = ['web-local', ...stacks, '--env', 'local', '--provider', 'endpoint'];
  expect(await okta(['apply', ...options, '--auto-approve'])).toMatchObject({ code: 0 });
  expect(comparable(await get(id))).toEqual(comparable(before));
  expect(await origin(trusted)).toEqual(originBefore);
  expect(await okta(['plan', ...options])).toMatchObject({ code: 0 });
  if (source === 'org') return;
  const state = join(cwd, '.okta-local/state/web-local.tfstate');
  const again = await runCli(['adopt', '--state', state, '--env', 'dev', '--stack', 'web'], {
    cwd: exampleProject(parent.path),
  });
  expect(again.stdout).toContain('Proven on a throwaway org: the first apply leaves 1 app as Okta has it.\n');
});

/** A second environment of the same org, which is another one to the project. */
function addEnvironment(): void {
  const change = (name: string, to: string, edit: (text: string) => string): void => {
    writeFileSync(join(cwd, 'env', to), edit(readFileSync(join(cwd, 'env', name), 'utf8')));
  };
  change('local.ts', 'qa.ts', (text) => text.replace("name: 'local'", "name: 'qa'").replace('const local', 'const qa'));
  change('environments.ts', 'environments.ts', (text) =>
    `import { qa } from './qa';\n${text}`.replace('[local,', '[local, qa,'),
  );
}

test('a new app of two environments, like the template, has a client ID and a secret in each, as Okta proves', async () => {
  addEnvironment();
  const ids = `local=${TEMPLATE_FILE},qa=${TEMPLATE_FILE}`;
  const options = ['--as-template', '--label', 'Returns', '--client-id', 'returns-web', '--stack', 'web'];
  const declared = await okta(['adopt', '--ids', ids, ...options]);
  expect(declared).toMatchObject({ code: 0, stderr: '' });
  const stack = readFileSync(join(cwd, 'stacks/web-stack.ts'), 'utf8');
  expect(stack.match(/new OidcWebApp\(.*|clientId: .*/g)).toEqual([
    "new OidcWebApp(this, 'returns', {",
    'clientId: `returns-web-${environment.name}`,',
  ]);
  const commands = [...declared.stdout.matchAll(/^ {2}okta-apps (.*)$/gm)].map(([, command = '']) =>
    command.split(' '),
  );
  expect(commands).toHaveLength(4);
  for (const [at, environment] of ['local', 'qa'].entries()) {
    const secret = `${SECRET}-${environment}`;
    const env = { TF_VAR_returns_client_secret: secret };
    const [apply = [], verify = []] = commands.slice(2 * at);
    const applied = await okta([...apply, '--auto-approve', '--provider', 'endpoint'], env);
    expect(applied).toMatchObject({ code: 0 });
    const proven = await okta(verify, env);
    expect(proven).toMatchObject({ code: 0 });
    expect(proven.stdout).toContain(`client ID         returns-web-${environment}\n`);
    expect(proven.stdout).toContain('proven: Okta accepts it');
    expect(applied.stdout + applied.stderr + proven.stdout).not.toContain(secret);
  }
});
