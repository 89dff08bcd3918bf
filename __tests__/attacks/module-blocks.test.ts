import { MODULE, moduleFindings, REQUIRED, withModule, type Files } from './support/module-problems';
import type { JsonObject } from '../../okta-apps/shared/json';

// threats.md, section 3: what a local module says is held to the lists of the document.

const GROUP = 'resource "okta_group" "staff" {\n  name = "Staff"\n}\n';

/** Files of the module, what is found, and the arguments of its call. */
type Row = readonly [attack: string, files: Files, found: readonly string[], args?: JsonObject, besides?: JsonObject];

const main = (text: string): Files => ({ 'main.tf': text });

const ATTACKS: readonly Row[] = [
  [
    'a provisioner',
    main(
      `${REQUIRED}resource "okta_group" "x" {\n  name = "x"\n  provisioner "local-exec" {\n    command = "id"\n  }\n}`,
    ),
    ['runs-programs module.zones.okta_group.x x.provisioner main.tf:8'],
  ],
  [
    'a provisioner of a removed block',
    main(
      'removed {\n  from = okta_group.x\n  provisioner "local-exec" {\n    when = destroy\n    command = "id"\n  }\n}',
    ),
    [
      'runs-programs module.zones.okta_group.x removed.provisioner',
      'undecidable module.zones.removed [0].provisioner.local-exec.when main.tf:3',
    ],
  ],
  [
    'an external data source',
    main('data "external" "x" {\n  program = ["id"]\n}'),
    ['runs-programs module.zones.data.external.x data main.tf:1'],
  ],
  [
    'a block of a provider',
    main('provider "okta" {\n  base_url = "evil.com"\n}'),
    [
      'not-listed module.zones.provider provider',
      'provider-configuration module.zones.provider.okta org_name main.tf:1',
      'provider-configuration module.zones.provider.okta base_url main.tf:2',
    ],
  ],
  [
    'another provider',
    main('terraform {\n  required_providers {\n    okta = { source = "evil/okta" }\n  }\n}'),
    ['type-not-listed module.zones.provider.okta required_providers.okta'],
  ],
  ['a provider without its source', main(GROUP), ['type-not-listed module.zones.terraform required_providers.okta']],
  [
    'a type of another provider',
    main('resource "null_resource" "x" {\n}'),
    ['type-not-listed module.zones.null_resource.x resource main.tf:1'],
  ],
  [
    'a backend, and HCP Terraform',
    main('terraform {\n  backend "local" {}\n  cloud {}\n}'),
    ['not-listed module.zones.terraform backend main.tf:2', 'not-listed module.zones.terraform cloud main.tf:3'],
  ],
  [
    'an import',
    main('import {\n  to = okta_group.x\n  id = "a"\n}'),
    ['not-listed module.zones.import import main.tf:1'],
  ],
  ['an action', main('action "x" "y" {\n}'), ['not-listed module.zones.action action']],
  [
    'a state of another company',
    main('data "terraform_remote_state" "x" {\n  backend = "http"\n  config = { address = "https://evil.com" }\n}'),
    ['other-state module.zones.data.terraform_remote_state.x config main.tf:3'],
  ],
  [
    'a secret for the state',
    main(`${REQUIRED}resource "okta_app_oauth" "x" {\n  label = "x"\n  type = "web"\n}`),
    ['secret-in-state module.zones.okta_app_oauth.x omit_secret main.tf:6'],
  ],
  [
    'a file above the module',
    main('locals {\n  a = file("../../x")\n  b = file("${path.module}/../x")\n}'),
    ['function module.zones.local.a  main.tf:2', 'function module.zones.local.b  main.tf:3'],
  ],
  [
    'a template that reads a file of the machine',
    { ...main('locals {\n  a = templatefile("${path.module}/a.tftpl", {})\n}'), 'a.tftpl': '${file("/etc/passwd")}' },
    ['function module.zones.local.a  main.tf:2'],
  ],
  ['a time', main('output "x" {\n  value = timestamp()\n}'), ['function module.zones.output.x value main.tf:2']],
  [
    'an override',
    { ...main(GROUP), 'override.tf': GROUP, 'x_override.tf.json': '{}' },
    [
      'module-not-read module.zones source override.tf: only files in .tf and .tf.json are read, and none that overrides others',
    ],
  ],
  [
    'a file that OpenTofu alone reads',
    { ...main(REQUIRED), 'main.tofu': GROUP },
    [
      'module-not-read module.zones source main.tofu: only files in .tf and .tf.json are read, and none that overrides others',
    ],
  ],
  [
    'no configuration',
    { 'README.md': '' },
    [`module-not-read module.zones source ${MODULE}: it holds no file that ends in .tf or .tf.json`],
  ],
  [
    'one name in two files',
    { 'main.tf': GROUP, 'more.tf.json': '{"resource":{"okta_group":{"staff":{"name":"Other"}}}}' },
    ['module-not-read module.zones source more.tf.json: "resource.okta_group.staff" is there twice in this module'],
  ],
  [
    'a provisioner in a .tf.json beside a .tf',
    {
      'main.tf': REQUIRED,
      'x.tf.json': '{"resource":{"okta_group":{"x":{"name":"x","provisioner":{"local-exec":{}}}}}}',
    },
    ['runs-programs module.zones.okta_group.x x.provisioner'],
  ],
  [
    'a byte order mark',
    main(`\ufeff${GROUP}`),
    [
      'module-not-read module.zones source main.tf:1:1: the file begins with a byte order mark; synthesize again: okta-apps synth',
    ],
  ],
  [
    'blocks nested 10,000 deep',
    main('a {\n'.repeat(10_000)),
    ['module-not-read module.zones source main.tf:51: it is nested more than 100 levels deep'],
  ],
  [
    'lists nested 10,000 deep',
    main(`locals {\n  a = ${'['.repeat(10_000)}\n}`),
    ['module-not-read module.zones source main.tf:2: it is nested more than 100 levels deep'],
  ],
  [
    'an attribute twice',
    main('locals {\n  a = 1\n  a = 2\n}'),
    ['module-not-read module.zones source main.tf:3: "a" is there twice'],
  ],
  [
    'a key twice',
    main('locals {\n  a = { b = 1, "b" = 2 }\n}'),
    ['module-not-read module.zones source main.tf:2: the key "b" is there twice'],
  ],
  [
    'a name that objects lose',
    main('locals {\n  __proto__ = 1\n}'),
    ['module-not-read module.zones source main.tf:2: the name "__proto__" is not allowed'],
  ],
  [
    'the key of what was read',
    { 'main.tf.json': '{"module":{"x":{"source":"./x","#document":{}}}}' },
    [
      'module-not-read module.zones source main.tf.json:1:32: the key "#document" is not allowed; synthesize again: okta-apps synth',
    ],
  ],
  [
    'a text that is not NFC',
    main('locals {\n  a = "e\u0301"\n}'),
    [expect.stringMatching(/^module-not-read module.zones source .*not in Unicode normalization form C/) as string],
  ],
  [
    'a heredoc whose word has other blanks beside it',
    main('locals {\n  a = <<EOT\nx\nEOT\u00a0\n}'),
    ['module-not-read module.zones source main.tf:4: the line of EOT holds unusual blanks'],
  ],
  [
    'the word of a heredoc in an expression of it',
    main('locals {\n  a = <<EOT\n${\nEOT\n}${file("/etc/passwd")}\nEOT\n}'),
    [expect.stringMatching(/^module-not-read module.zones source main.tf:\d: /) as string],
  ],
  [
    'a call in a heredoc',
    main('locals {\n  a = <<-EOT\n    ${file("/etc/passwd")}\n  EOT\n}'),
    ['function module.zones.local.a  main.tf:2'],
  ],
  [
    'a call behind a comment',
    main('locals {\n  a = file /* x */ ("/etc/passwd") # b\n}'),
    ['function module.zones.local.a  main.tf:2'],
  ],
  [
    'a remote module in a module',
    main('module "far" {\n  source = "git::https://evil.com/far"\n}'),
    ['module-not-read module.zones.module.far source git::https://evil.com/far'],
  ],
  [
    'a module outside of the assets',
    main('module "out" {\n  source = "../../../../x"\n}'),
    ['module-not-read module.zones.module.out source ../../../../x'],
  ],
  [
    'a module that calls itself',
    main('module "me" {\n  source = "./"\n}'),
    [
      expect.stringMatching(
        /^module-not-read module\.zones(?:\.module\.me){10} source .*called too often or by itself$/,
      ) as string,
    ],
  ],
  [
    'a provisioner two modules down',
    {
      'main.tf': 'module "in" {\n  source = "./in"\n}',
      'in/main.tf': `resource "okta_x" "y" {\n  provisioner "local-exec" {\n  }\n}\n${REQUIRED}`,
    },
    ['runs-programs module.zones.module.in.okta_x.y y.provisioner in/main.tf:2'],
  ],
  [
    'an argument that hides its value',
    main('variable "label" {\n  sensitive = true\n}\noutput "x" {\n  value = 1\n  sensitive = true\n}'),
    ['not-listed module.zones.var.label sensitive main.tf:2', 'not-listed module.zones.output.x sensitive main.tf:6'],
  ],
  [
    'an opening as an argument',
    main(
      `${REQUIRED}variable "to" {\n}\nresource "okta_app_oauth" "x" {\n  omit_secret = true\n  redirect_uris = [var.to]\n}`,
    ),
    ['undecidable module.zones.okta_app_oauth.x redirect_uris[0] main.tf:10'],
    { to: '${var.target}' },
    { variable: { target: {} } },
  ],
  [
    'an opening inside of an argument',
    main(`${REQUIRED}variable "to" {\n}\nresource "okta_group" "x" {\n  name = var.to\n}`),
    ['undecidable module.zones.okta_group.x name main.tf:9'],
    { to: '${okta_app_oauth.web.client_id == "a" ? "b" : "c"}' },
  ],
  [
    'an opening by an output of another module',
    {
      'main.tf': `${REQUIRED}module "in" {\n  source = "./in"\n}\nresource "okta_group" "x" {\n  name = module.in.x\n}`,
      'in/main.tf':
        'resource "terraform_data" "x" {\n  input = "a"\n}\noutput "x" {\n  value = terraform_data.x.output\n}',
    },
    ['undecidable module.zones.okta_group.x name main.tf:10'],
  ],
  [
    'how many there are is not known',
    main(`${REQUIRED}variable "n" {\n}\nresource "okta_group" "x" {\n  for_each = var.n\n  name = each.key\n}`),
    ['undecidable module.zones.okta_group.x for_each main.tf:9'],
    { n: '${data.okta_groups.all.groups}' },
  ],
  [
    'how many modules there are is not known',
    main(REQUIRED),
    ['undecidable module.zones count'],
    { count: '${okta_app_oauth.web.id == "" ? 0 : 1}' },
  ],
  [
    'a secret by an output',
    main(
      `${REQUIRED}output "x" {\n  value = okta_app_oauth.y.client_secret\n}\nresource "okta_group" "x" {\n  name = local.a\n}\nlocals {\n  a = okta_app_oauth.y.client_secret\n}`,
    ),
    ['undecidable module.zones.okta_group.x name main.tf:10'],
  ],
];

test.each(ATTACKS.map((row) => [row[0], row] as const))('attack: %s', (_, [, files, found, args, besides]) => {
  expect(moduleFindings(files, args, besides)).toEqual(found);
});

test('attack: what a document says of the output of a module is followed into it', () => {
  const files = main(
    'resource "terraform_data" "x" {\n  input = "a"\n}\noutput "x" {\n  value = terraform_data.x.output\n}',
  );
  const resource = { okta_group: { staff: { name: '${module.zones.x}' } } };
  expect(moduleFindings(files, {}, { resource })).toEqual(['undecidable okta_group.staff name']);
});

test('attack: a document that brings the text of a module with it', () => {
  const { document } = withModule({ 'README.md': '' }, { '#document': { resource: {} } });
  expect(document['module']).toEqual({ zones: { source: `./${MODULE}` } });
});
