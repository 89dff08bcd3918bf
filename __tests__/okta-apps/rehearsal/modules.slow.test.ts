import { filesIn, withModules } from '../../../okta-apps/document/modules/read-module';
import { rehearseStack, type Rehearsed } from '../../../okta-apps/rehearsal/rehearse-stack';
import type { JsonObject } from '../../../okta-apps/shared/json';
import { findTerraform } from '../../../okta-apps/terraform/binary';
import { oktaDocument } from '../../support/okta-document';
import { neverStopped } from '../../support/run-cli';
import { temporaryFolder } from '../../support/temporary-folder';

// What a module that was read makes is planned like the rest of its stack.

const folder = temporaryFolder();

const TEAM = `
terraform {
  required_providers {
    okta = {
      source  = "okta/okta"
      version = ">= 6.9.0"
    }
  }
}
variable "name" {
  type = string
}
variable "app" {}
resource "okta_app_oauth" "team" {
  label                      = "Team \${var.name}" # shown to people
  type                       = "web"
  client_id                  = "team-client"
  grant_types                = ["authorization_code"]
  response_types             = ["code"]
  redirect_uris              = ["https://team.acme.dev/callback"]
  skip_authentication_policy = true
  omit_secret                = true
  admin_note                 = <<-EOT
    Everyone of \${upper(var.name)}.

      Ask the service desk.
  EOT
}
resource "okta_trusted_origin" "team" {
  name   = "\${var.name} of \${var.app}"
  origin = "https://team.acme.dev"
  scopes = ["CORS"]
}
output "client" {
  value = okta_app_oauth.team.client_id
}
`;

/** A stack that calls the module, which cdktf puts into a folder with another name after each change. */
function stackWith(text: string, name: string, at: string): JsonObject {
  const place = `assets/team/${at}`;
  const assets = new Map([[`${place}/main.tf`, Buffer.from(text)]]);
  const module = { team: { source: `./${place}`, name, app: '${okta_app_oauth.web.label}' } };
  return withModules(oktaDocument({ web: {} }, { module }), (one) => filesIn(assets, one));
}

async function rehearsed(base: JsonObject | undefined, head: JsonObject | undefined): Promise<Rehearsed> {
  const env = { PATH: process.env['PATH'] };
  const binary = await findTerraform(env, { cwd: folder.path, stop: neverStopped() });
  return await rehearseStack({ name: 'shop', base, head }, { runner: { binary, stop: neverStopped() }, env });
}

function changesOf({ plan }: Rehearsed): readonly unknown[] {
  return (plan?.changes ?? [])
    .filter(({ kind }) => kind !== 'no-op')
    .map(({ kind, address, changed, after }) => [
      kind,
      address,
      kind === 'update' ? changed.map((one) => after?.[one]) : [],
    ]);
}

test('a new module, a changed one, a removed one, and a stack that is no longer in the code', async () => {
  const before = stackWith(TEAM, 'Billing', '1');
  const after = stackWith(TEAM.replace('Team', 'The team'), 'Billing', '2');
  const runs = [
    await rehearsed(oktaDocument({ web: {} }), before),
    await rehearsed(before, after),
    await rehearsed(before, oktaDocument({ web: {} })),
    await rehearsed(before, undefined),
  ];
  expect(runs.map(({ failure, notRehearsed }) => [failure, notRehearsed])).toEqual(
    runs.map(() => [undefined, undefined]),
  );
  const [team, origin] = ['module.team.okta_app_oauth.team', 'module.team.okta_trusted_origin.team'];
  expect(runs.map(changesOf)).toEqual([
    [
      ['create', team, []],
      ['create', origin, []],
    ],
    [['update', team, ['The team Billing']]],
    [
      ['delete', team, []],
      ['delete', origin, []],
    ],
    [
      ['forget', team, []],
      ['forget', origin, []],
      ['forget', 'okta_app_oauth.web', []],
    ],
  ]);
  const made = runs[0]?.plan?.changes.find(({ address }) => address === team)?.after;
  expect(made?.['admin_note']).toBe('Everyone of BILLING.\n\n  Ask the service desk.\n');
});

test('what the sandbox cannot serve leaves the whole module out, by name', async () => {
  const data = `${TEAM}data "okta_group" "everyone" {\n  name = "Everyone"\n}\n`;
  const { plan, notRehearsed } = await rehearsed(stackWith(TEAM, 'Billing', '1'), stackWith(data, 'Billing', '2'));
  expect(notRehearsed).toEqual(['module.team']);
  expect(plan?.changes.map(({ kind, address }) => `${kind} ${address}`)).toEqual(['no-op okta_app_oauth.web']);
});
