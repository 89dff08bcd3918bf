import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeProgram } from '../../support/fake-program';
import { WRITES_PLAN } from '../../support/plan-archive';
import { plainProject } from '../../support/plain-project';
import { runCli } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';
import { logLines, oktaError } from '../terraform/support/provider-log-lines';

const project = temporaryFolder();
const tools = temporaryFolder();

const ADDRESS = 'okta_app_oauth.web';
const PLAN = {
  format_version: '1.2',
  resource_changes: [
    {
      address: ADDRESS,
      type: 'okta_app_oauth',
      change: { actions: ['create'], before: null, after: { label: 'Shop' }, after_unknown: { id: true } },
    },
  ],
};
const LOG = logLines({
  id: 't-1',
  method: 'POST',
  uri: '/api/v1/apps?activate=true',
  request: { label: 'Shop', credentials: { oauthClient: { client_secret: 'canary-client-secret' } } },
  status: 400,
  answer: {
    ...oktaError("redirect_uris: ''redirect_uris'' must not contain a fragment identifier (apply-canary-90ab)."),
    debug: 'canary-answer',
  },
});
const SAYS = [
  { type: 'apply_errored', '@timestamp': '2026-11-21T01:00:01.260Z', hook: { resource: { addr: ADDRESS } } },
  {
    type: 'diagnostic',
    diagnostic: {
      severity: 'error',
      summary: 'failed to create OAuth application: 400 Bad Request',
      detail: '',
      address: ADDRESS,
    },
  },
];

/** A terraform that behaves as the real one with okta/okta on the way to an Okta org; `says` is its stdout of apply. */
function terraform(name: string, says: readonly object[]) {
  return fakeProgram(
    tools.path,
    name,
    `const { writeSync } = require('node:fs');
if (args[0] === 'version') console.log(args[1] ? '{}' : 'Terraform v1.11.4');
${WRITES_PLAN}
if (args[0] === 'plan') process.exitCode = 2;
if (args[0] === 'show') console.log(${JSON.stringify(JSON.stringify(PLAN))});
if (args[0] === 'apply') {
  if (process.env.TF_LOG_PROVIDER === 'DEBUG') writeSync(2, ${JSON.stringify(LOG)}.repeat(50));
  writeSync(2, 'panic: canary-panic Authorization: SSWS canary\\n');
  for (const line of ${JSON.stringify(says)}) console.log(JSON.stringify(line));
  process.exitCode = 1;
}`,
  );
}

async function apply(says: readonly object[], ...argv: string[]) {
  // Nothing answers there.
  const manifest = { org: { name: '127', baseUrl: '0.0.1:9' } };
  const { folder: cwd } = plainProject(project.path, { 'shop-dev': { manifest } });
  const fake = terraform(`terraform-${says.length}-${argv.length}`, says);
  const env = {
    ACME_APPLY: 'apply-canary-90ab',
    TERRAFORM_BINARY_NAME: fake.path,
    TF_LOG: 'TRACE',
    TF_LOG_PATH: 'log.txt',
  };
  const result = await runCli(['apply', '--auto-approve', ...argv], { cwd, env });
  return { ...result, cwd, env: fake.calls().find(({ args }) => args[0] === 'apply')?.env };
}

function filesBelow(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
}

test('Okta’s own cause is printed with the app and the prop; of the log nothing is shown and nothing written', async () => {
  const { code, stdout, stderr, cwd, env } = await apply(SAYS);
  expect({ code, end: stdout.split('\n').slice(-5).join('\n') }).toEqual({
    code: 1,
    end: `
shop-dev: the apply failed (nothing was done)
  Error: failed to create OAuth application: 400 Bad Request (${ADDRESS})
    Okta says of redirectUris: redirect_uris: ''redirect_uris'' must not contain a fragment identifier ((sensitive)).
`,
  });
  expect(env).toMatchObject({ TF_LOG_PROVIDER: 'DEBUG' });
  expect(Object.keys(env ?? {})).not.toEqual(expect.arrayContaining(['TF_LOG']));
  expect(Object.keys(env ?? {})).not.toEqual(expect.arrayContaining(['TF_LOG_PATH']));
  expect(stdout + stderr + filesBelow(cwd)).not.toContain('canary');
});

test('as JSON, and with no reason at all: no canary either', async () => {
  const json = await apply(SAYS, '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    stacks: [{ outcome: 'failed', diagnostics: [{ detail: expect.stringContaining('redirectUris') as string }] }],
  });
  const silent = await apply([]);
  expect(silent.stdout).toContain(
    'Error: Terraform gave no reason\n' +
      '    What it wrote outside its JSON is not shown: the provider logs there, secrets included.\n',
  );
  expect(json.stdout + json.stderr + silent.stdout + silent.stderr + filesBelow(silent.cwd)).not.toContain('canary');
});
