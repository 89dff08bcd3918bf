import { rehearseStack, type Rehearsed } from '../../../okta-apps/rehearsal/rehearse-stack';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import { fakeProgram } from '../../support/fake-program';
import { NO_CHANGES, planning } from '../../support/fake-terraform';
import { oktaDocument } from '../../support/okta-document';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();

async function rehearsed(
  base: JsonObject | undefined,
  head: JsonObject,
  env: Readonly<Record<string, string | undefined>> = { PATH: process.env['PATH'] },
): Promise<Rehearsed> {
  const binary = await findTerraform(env, { cwd: folder.path, stop: neverStopped() });
  return await rehearseStack({ name: 'shop', base, head }, { runner: { binary, stop: neverStopped() }, env });
}

function changesOf({ plan }: Rehearsed): readonly string[] {
  return (plan?.changes ?? []).map(({ kind, address }) => `${kind} ${address}`);
}

const GROUP = '00g1a2b3c4d5e6f7g8h9';

/** An app with a policy and groups that are found by name and by id. */
function withLookUps(more: object = {}): JsonObject {
  return oktaDocument(
    { web: { authentication_policy: '${data.okta_policy.two.id}', skip_authentication_policy: undefined, ...more } },
    {
      data: {
        okta_policy: { two: { name: 'Two factors', type: 'ACCESS_POLICY' } },
        okta_group: {
          staff: {
            name: 'Staff ($${all})',
            lifecycle: { postcondition: [{ condition: '${self.name == "Staff ($${all})"}', error_message: 'no' }] },
          },
          everyone: { name: 'Everyone' },
        },
      },
      resource: {
        okta_app_group_assignments: {
          web: {
            app_id: '${okta_app_oauth.web.id}',
            group: ['${data.okta_group.staff.id}', '${data.okta_group.everyone.id}', GROUP].map((id) => ({
              id,
              profile: '{}',
            })),
          },
        },
      },
    },
  );
}

test('groups and policies that the code looks up by name or names by id are there', async () => {
  const { plan, notes } = await rehearsed(withLookUps(), withLookUps({ label: 'Web' }));
  expect(notes).toEqual([]);
  expect(plan?.changes.map(({ kind, address, changed }) => [kind, address, changed])).toEqual([
    ['no-op', 'okta_app_group_assignments.web', []],
    ['update', 'okta_app_oauth.web', ['label']],
  ]);
  expect(JSON.stringify(plan)).toContain(GROUP);
});

test('a group of another stack, of this one, of a type that is not rehearsed or of a variable can be assigned', async () => {
  const ids = {
    state: '${data.terraform_remote_state.desk.outputs.staff}',
    rule: '${okta_group_rule.staff.id}',
    group: '${okta_group.staff.id}',
    variable: '${var.staff}',
  };
  const document = (label: string): JsonObject =>
    oktaDocument(
      { web: { label } },
      {
        variable: { staff: { type: 'string' } },
        data: { terraform_remote_state: { desk: { backend: 'local', config: { path: 'desk.tfstate' } } } },
        resource: {
          okta_group: { staff: { name: 'Staff' } },
          okta_group_rule: { staff: { name: 'Staff' } },
          okta_app_group_assignments: {
            web: {
              app_id: '${okta_app_oauth.web.id}',
              group: Object.values(ids).map((id) => ({ id, profile: '{}' })),
            },
          },
        },
      },
    );
  const made = await rehearsed(document('Web'), document('Shop'));
  expect({ failure: made.failure, diagnostics: made.diagnostics }).toEqual({ failure: undefined, diagnostics: [] });
  expect(changesOf(made)).toEqual([
    'no-op okta_app_group_assignments.web',
    'update okta_app_oauth.web',
    'no-op okta_group.staff',
  ]);
});

test('two rehearsals of the same give the same plan, without a trace of the throwaway org', async () => {
  const plans = await Promise.all(
    [1, 2].map(() => rehearsed(withLookUps(), withLookUps({ client_id: 'other-client' }))),
  );
  expect(plans.map(changesOf)).toEqual(
    [1, 2].map(() => ['replace okta_app_group_assignments.web', 'replace okta_app_oauth.web']),
  );
  expect(plans[0]).toEqual(plans[1]);
  expect(JSON.stringify(plans)).not.toMatch(/127\.0\.0\.1/);
});

/** What an import cannot know, as with okta/okta itself. */
const ONLY_IN_STATE = ['omit_secret', 'refresh_token_leeway', 'refresh_token_rotation', 'skip_authentication_policy'];

test('import targets are made from the code, under the ids that the code has for them', async () => {
  const app = '0oa1a2b3c4d5e6f7g8h9';
  const head = oktaDocument(
    { web: {}, desk: {} },
    {
      import: [
        { to: 'okta_app_oauth.desk', id: app },
        { to: 'okta_app_group_assignments.desk', id: app },
        { to: 'okta_app_group_assignments.web', id: '0oa9a9a9a9a9a9a9a9a9' },
      ],
      resource: {
        okta_app_group_assignments: Object.fromEntries(
          ['desk', 'web'].map((name) => [
            name,
            { app_id: `\${okta_app_oauth.${name}.id}`, group: [{ id: GROUP, profile: '{}' }] },
          ]),
        ) as object,
      },
    },
  );
  const result = await rehearsed(oktaDocument({ web: {} }), head);
  expect(
    result.plan?.changes.map(({ kind, address, importing, changed }) => [kind, address, importing, changed]),
  ).toEqual([
    ['no-op', 'okta_app_group_assignments.desk', app, []],
    ['create', 'okta_app_group_assignments.web', undefined, []],
    ['update', 'okta_app_oauth.desk', app, ONLY_IN_STATE],
    ['no-op', 'okta_app_oauth.web', undefined, []],
  ]);
  expect(result.notes).toEqual([
    'what is imported was made from the code, so how it differs in Okta is not in here',
    'imports that are not rehearsed and look like new resources: okta_app_group_assignments.web',
  ]);
});

test('an app that was made in the console has its id for its client id: its import replaces nothing', async () => {
  const id = '0oa1a2b3c4d5e6f7g8h9';
  const head = oktaDocument(
    { desk: { client_id: id } },
    {
      import: [{ to: 'okta_app_oauth.desk', id }],
      output: { desk: { value: `https://acme.okta.com/app/${id}` } },
    },
  );
  const { plan } = await rehearsed(undefined, head);
  expect(plan?.changes).toMatchObject([{ kind: 'update', importing: id, changed: ONLY_IN_STATE }]);
});

test('other providers, modules, other states and what this machine does not serve are left out by name', async () => {
  const others = {
    provider: { random: [{}], aws: [{ region: 'eu-central-1' }] },
    module: { net: { source: './net' } },
    ephemeral: { random_password: { web: { length: 32 } } },
    data: {
      terraform_remote_state: { other: { backend: 's3' } },
      okta_policy: { mfa: { name: 'm', type: 'MFA_ENROLL' } },
    },
    output: { zone: { value: '${module.net.zone}' } },
    resource: { aws_s3_bucket: { logs: { bucket: 'x' } }, okta_user: { jo: { login: 'jo' } } },
  };
  const web = (label: string) => ({
    label,
    client_basic_secret_wo: '${ephemeral.random_password.web.result}',
    client_basic_secret_wo_version: 1,
    client_uri: 'https://${data.terraform_remote_state.other.outputs.host}/',
    admin_note: '${aws_s3_bucket.logs.tags["a"]}',
    depends_on: ['aws_s3_bucket.logs'],
    logo: 'logo.png',
    provisioner: [{ 'local-exec': { command: 'touch /tmp/never' } }],
  });
  const result = await rehearsed(oktaDocument({ web: web('one') }, others), oktaDocument({ web: web('two') }, others));
  expect(changesOf(result)).toEqual(['update okta_app_oauth.web']);
  expect(result.plan?.changes[0]?.changed).toEqual(['label']);
  expect(result.notes).toEqual([
    'not rehearsed, with placeholders where it is referred to: aws_s3_bucket.logs, data.okta_policy.mfa, ' +
      'data.terraform_remote_state.other, ephemeral.random_password.web, module.net, okta_user.jo',
    'logos are not rehearsed',
  ]);
});

test('a moved app is no replacement; a plan that prevent_destroy refuses is an errored plan with its reason', async () => {
  const moved = { moved: [{ from: 'okta_app_oauth.old', to: 'okta_app_oauth.new' }] };
  const same = { client_id: 'same-client', label: 'x', redirect_uris: ['https://x.acme.dev/'] };
  const result = await rehearsed(oktaDocument({ old: same }), oktaDocument({ new: same }, moved));
  expect(result.plan?.changes).toMatchObject([{ kind: 'no-op', previousAddress: 'okta_app_oauth.old' }]);
  const kept = { lifecycle: { prevent_destroy: true } };
  const refused = await rehearsed(
    oktaDocument({ web: kept }),
    oktaDocument({ web: { ...kept, client_id: 'another' } }),
  );
  expect(refused.plan?.errored).toBe(true);
  expect(refused.diagnostics).toMatchObject([{ severity: 'error', summary: 'Instance cannot be destroyed' }]);
});

test('a base that the throwaway org refuses, and a head that Terraform cannot plan, say which of the two it was', async () => {
  const wrong = oktaDocument({ web: { redirect_uris: [] } });
  const { failure, plan } = await rehearsed(wrong, oktaDocument({ web: {} }));
  expect(plan).toBeUndefined();
  expect(failure).toMatch(
    /^the base could not be applied to the throwaway org: Error: failed to create OAuth application: /,
  );
  const head = oktaDocument({ web: { label: '${nothing.here}' } });
  const { diagnostics, ...rest } = await rehearsed(undefined, head);
  expect(rest).toEqual({ notes: [] });
  expect(diagnostics).toMatchObject([{ severity: 'error', summary: 'Reference to undeclared resource' }]);
});

test('a base whose issuer is a custom domain is applied, as in an org that has one', async () => {
  const custom = oktaDocument({ web: { issuer_mode: 'CUSTOM_URL' } });
  const result = await rehearsed(custom, oktaDocument({ web: { issuer_mode: 'ORG_URL' } }));
  expect(result.failure).toBeUndefined();
  expect(result.plan?.changes[0]?.changed).toEqual(['issuer_mode']);
});

test('Terraform gets no variable and no secret of the environment, and an empty home', async () => {
  const program = "if (args[0] === 'version') console.log('Terraform v1.11.4'); else process.exit(1);";
  const fake = fakeProgram(folder.path, 'terraform-rehearsed', program);
  const env = {
    PATH: process.env['PATH'],
    TERRAFORM_BINARY_NAME: fake.path,
    HOME: '/home/jo',
    OKTA_API_TOKEN: 'canary',
    TF_VAR_web_secret: 'canary',
    TF_CLI_ARGS: 'canary',
    AWS_SECRET_ACCESS_KEY: 'canary',
  };
  const variable = { variable: { web_secret: { type: 'string', ephemeral: true }, many: { type: 'list(string)' } } };
  const result = await rehearsed(undefined, oktaDocument({ web: {} }, variable), env);
  expect(result.failure).toBe('Terraform could not plan this stack');
  const [, call] = fake.calls();
  expect(call?.args).toEqual(['plan', '-input=false', '-json', '-detailed-exitcode', '-out=plan.tfplan']);
  expect(JSON.stringify(call?.env)).not.toContain('canary');
  expect(call?.env).toMatchObject({
    TF_VAR_web_secret: expect.stringMatching(/^okta-apps-placeholder-[0-9a-f]{32}$/) as string,
    TF_VAR_many: '[]',
    HOME: expect.stringMatching(/okta-apps-[^/]+\/home$/) as string,
    OKTA_HTTP_PROXY: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
  });
});

test('what the change touches and the rehearsal leaves out is named', async () => {
  const role = (name: string) => ({ resource: { random_pet: { x: { prefix: name } } } });
  const { plan, notRehearsed } = await rehearsed(
    oktaDocument({ web: {} }, role('a')),
    oktaDocument({ web: {} }, role('b')),
  );
  expect(plan?.changes.map(({ kind }) => kind)).toEqual(['no-op']);
  expect(notRehearsed).toEqual(['random_pet.x']);
});

test('a Terraform that hides its exit codes gives no plan', async () => {
  const changes = { ...NO_CHANGES, applyable: true };
  const program = `if (args[0] === 'version') console.log('Terraform v1.11.4'); ${planning(changes, 0)}`;
  const { path } = fakeProgram(folder.path, 'terraform-wrapped', program);
  const env = { PATH: process.env['PATH'], TERRAFORM_BINARY_NAME: path };
  const { plan, failure } = await rehearsed(undefined, oktaDocument({ web: {} }), env);
  expect(plan).toBeUndefined();
  expect(failure).toBe(
    'Terraform plan ended with exit code 0, which means no changes, but the plan that it saved has changes. ' +
      'The outcome is unknown. A wrapper around Terraform does that, such as the one that hashicorp/setup-terraform ' +
      'installs by default: set "terraform_wrapper: false" for that action, or name the program itself in TERRAFORM_BINARY_NAME.',
  );
});

test('a stack that reads files of this machine is not rehearsed: its change may come from anybody', async () => {
  const label = '${nonsensitive(file("/proc/self/environ"))} ${join("", fileset("/proc", "*"))}';
  const { plan, failure } = await rehearsed(oktaDocument({ web: {} }), oktaDocument({ web: { label } }));
  expect(plan).toBeUndefined();
  expect(failure).toBe(
    'A rehearsal reads no files of the machine that it runs on, but the stack calls file(…), fileset(…); put the content into the code, or plan against the org',
  );
  const literal = await rehearsed(
    oktaDocument({ web: {} }),
    oktaDocument({ web: { label: 'file (old) $${file(x)}' } }),
  );
  expect(changesOf(literal)).toEqual(['update okta_app_oauth.web']);
});
