import { canonicalText } from '../../okta-apps/document/canonical-text';
import { openingsOf } from '../../okta-apps/document/openings';
import { configurationOf } from '../../okta-apps/run/run-folder';
import type { JsonObject } from '../../okta-apps/shared/json';
import { MODULE, moduleFindings, REQUIRED, withModule, type Files } from './support/module-problems';

// Modules that teams write: what they make is in the plan, so nothing about them is a finding.

type Row = readonly [module: string, files: Files, args?: JsonObject, besides?: JsonObject];

const main = (text: string): Files => ({ 'main.tf': REQUIRED + text });

const ZONE = `
variable "name" {
  type        = string
  description = "What people call it."
}

variable "gateways" {
  type    = list(string)
  default = []
  validation {
    condition     = length(var.gateways) > 0
    error_message = "A zone needs a gateway."
  }
}

resource "okta_network_zone" "this" {
  name     = var.name # shown in the console
  type     = "IP"
  gateways = [for each in var.gateways : trimspace(each)]
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [status]
  }
}

output "id" {
  value = okta_network_zone.this.id
}
`;

const ASSIGNMENT = `
variable "app" {}
variable "group" {}
resource "okta_app_group_assignments" "this" {
  app_id = var.app
  group {
    id = var.group
  }
}
`;

const EVERYDAY: readonly Row[] = [
  ['a network zone with arguments', main(ZONE), { name: 'Office', gateways: ['198.51.100.0/24'] }],
  [
    'arguments by locals',
    main(ZONE),
    { name: '${local.name}', gateways: ['1.2.3.4/32'] },
    { locals: { name: 'Office' } },
  ],
  ['nothing but names', main('locals {\n  a = "x"\n}\noutput "a" {\n  value = upper(local.a)\n}')],
  [
    'an assignment of an app and a group of the caller',
    main(ASSIGNMENT),
    { app: '${okta_app_oauth.web.id}', group: '${okta_group.staff.id}' },
    { resource: { okta_group: { staff: { name: 'Staff' } } } },
  ],
  [
    'an assignment of a group that the caller looks up',
    main(ASSIGNMENT),
    { app: '${okta_app_oauth.web.id}', group: '${data.okta_group.staff.id}' },
    { data: { okta_group: { staff: { name: 'Staff' } } } },
  ],
  ['a module for each', main(ZONE), { for_each: { a: 'A' }, name: '${each.value}', gateways: ['1.2.3.4/32'] }],
  ['a number of modules', main(ZONE), { count: 2, name: 'Zone ${count.index}', gateways: ['1.2.3.4/32'] }],
  [
    'resources for each of an argument',
    main(
      'variable "names" {\n  type = set(string)\n}\nresource "okta_group" "g" {\n  for_each = var.names\n  name     = "Team ${each.key}"\n}',
    ),
    { names: ['a', 'b'] },
  ],
  [
    'a module in a module',
    {
      'main.tf':
        'variable "name" {}\nmodule "zone" {\n  source   = "./zone"\n  name     = "${var.name} 1"\n  gateways = ["1.2.3.4/32"]\n}\noutput "id" {\n  value = module.zone.id\n}',
      'zone/main.tf': REQUIRED + ZONE,
    },
    { name: 'Office' },
  ],
  [
    'an ID through two outputs, at a place that takes it',
    {
      'main.tf': `${REQUIRED}module "people" {\n  source = "./people"\n}\nresource "okta_app_group_assignments" "a" {\n  app_id = okta_app_oauth.x.id\n  group {\n    id = module.people.staff\n  }\n}\nresource "okta_app_oauth" "x" {\n  label = "x"\n  type = "web"\n  omit_secret = true\n}`,
      'people/main.tf': `${REQUIRED}resource "okta_group" "staff" {\n  name = "Staff"\n}\noutput "staff" {\n  value = okta_group.staff.id\n}`,
    },
  ],
  [
    'three files, one of them in JSON',
    {
      'versions.tf': REQUIRED,
      'main.tf': ZONE,
      'outputs.tf.json': '{"//":"x","output":{"name":{"value":"${var.name}"}}}',
    },
    { name: 'x' },
  ],
  ['Windows line ends', { 'main.tf': (REQUIRED + ZONE).replaceAll('\n', '\r\n') }, { name: 'x' }],
  ['a note and a license beside it', { ...main(ZONE), 'README.md': '# Zones', LICENSE: 'MIT' }, { name: 'x' }],
  [
    'a text on several lines',
    main(
      'resource "okta_group" "g" {\n  name        = "g"\n  description = <<-EOT\n    All of ${upper("staff")}.\n\n      Ask the service desk.\n  EOT\n}',
    ),
  ],
  [
    'a template of its own',
    {
      ...main('resource "okta_group" "g" {\n  name = templatefile("${path.module}/name.tftpl", { team = "a" })\n}'),
      'name.tftpl': 'Team ${team}',
    },
  ],
  [
    'blocks for each of a list',
    main(
      'variable "profiles" {\n  default = [{ name = "a" }]\n}\nresource "okta_app_oauth" "x" {\n  label       = "x"\n  type        = "web"\n  omit_secret = true\n  dynamic "groups_claim" {\n    for_each = var.profiles\n    content {\n      type  = "FILTER"\n      name  = groups_claim.value.name\n      value = ".*"\n    }\n  }\n}',
    ),
  ],
  [
    'comments of each kind',
    main(
      '# one\n// two\n/* three\n four */\nlocals { a = 1 } # five\nlocals {\n  b = [ # six\n    1, // seven\n  ]\n}',
    ),
  ],
  [
    'a moved resource',
    main('resource "okta_group" "b" {\n  name = "b"\n}\nmoved {\n  from = okta_group.a\n  to   = okta_group.b\n}'),
  ],
  ['a removed resource', main('removed {\n  from = okta_group.a\n  lifecycle {\n    destroy = false\n  }\n}')],
  [
    'a provider of the caller by its alias',
    main('resource "okta_group" "b" {\n  name = "b"\n}'),
    { providers: { okta: 'okta' }, depends_on: ['okta_app_oauth.web'] },
  ],
  [
    'a secret that no plan or state holds',
    main(
      'variable "secret" {\n  type      = string\n  sensitive = true\n  ephemeral = true\n}\nresource "okta_app_oauth" "x" {\n  label                          = "x"\n  type                           = "web"\n  omit_secret                    = true\n  client_basic_secret_wo         = var.secret\n  client_basic_secret_wo_version = 1\n}',
    ),
    { secret: '${var.x_secret}' },
    { variable: { x_secret: { type: 'string', sensitive: true, ephemeral: true } } },
  ],
  [
    'an output that a check asserts',
    main(
      'check "c" {\n  assert {\n    condition     = length(okta_group.g.name) > 0\n    error_message = "No name."\n  }\n}\nresource "okta_group" "g" {\n  name = "g"\n}',
    ),
  ],
  [
    'objects with optional members',
    main(
      'variable "o" {\n  type = object({\n    name = string # needed\n    size = optional(number, 3)\n  })\n  default = { name = "a" }\n}\nresource "okta_group" "g" {\n  name = var.o.name\n}',
    ),
  ],
  [
    'conditions and templates',
    main(
      'variable "long" {\n  type    = bool\n  default = false\n}\nresource "okta_group" "g" {\n  name = var.long ? "a long name" : "%{ if var.long }x%{ else }y%{ endif }"\n}',
    ),
    { long: true },
  ],
];

const NAMED = EVERYDAY.map((row) => [row[0], row] as const);

test.each(NAMED)('everyday: %s has nothing to find', (_, [, files, args, besides]) => {
  expect(moduleFindings(files, args, besides)).toEqual([]);
});

test('what was read is in the canonical text, and the only configuration of the module that Terraform gets', () => {
  const [, files, args] = EVERYDAY[8] as Row;
  const { document, assets } = withModule({ ...files, 'README.md': 'Zones' }, args);
  expect(canonicalText(document)).toContain('"okta_network_zone"');
  const written = configurationOf({ document, assets });
  expect([...written.keys()].sort()).toEqual([
    `${MODULE}/README.md`,
    `${MODULE}/main.tf.json`,
    `${MODULE}/zone/main.tf.json`,
    'cdk.tf.json',
  ]);
  const text = (name: string) => Buffer.from(written.get(name) ?? []).toString('utf8');
  expect(JSON.parse(text(`${MODULE}/main.tf.json`))).toEqual({
    variable: { name: {} },
    module: { zone: { source: './zone', name: '${"${var.name} 1"}', gateways: ['1.2.3.4/32'] } },
    output: { id: { value: '${module.zone.id}' } },
  });
  expect(JSON.parse(text('cdk.tf.json'))).toHaveProperty('module', {
    zones: { source: `./${MODULE}`, name: 'Office' },
  });
  expect([...written.values()].join('\n')).not.toContain('#document');
});

test('the digest names what a module takes from elsewhere by the address of the module', () => {
  const [, files, args, besides] = EVERYDAY[3] as Row;
  const { document } = withModule(files, args, besides);
  expect(openingsOf(document).map(({ address, path, origin }) => `${address} ${path} ${origin.text}`)).toEqual([
    'module.zones.okta_app_group_assignments.this app_id okta_app_oauth.web.id',
    'module.zones.okta_app_group_assignments.this group.id okta_group.staff.id',
  ]);
});
