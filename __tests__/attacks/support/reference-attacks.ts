import { assigned, BILLING, type Attack } from './attack';

/** Ids, secrets and outputs, which may be open, and are not as they should be. */
export const REFERENCE_ATTACKS: readonly Attack[] = [
  {
    name: 'a group that is searched for by a variable',
    more: { data: { okta_group: { g: { name: '${var.group}' } } } },
    found: 'data.okta_group.g name',
  },
  {
    name: 'the name of a group as its id',
    more: assigned('${data.okta_group.staff.name}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'the first of a search as a group',
    more: assigned('${data.okta_groups.all.groups[0].id}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'the id of another kind of object',
    more: assigned('${okta_app_oauth.billing.id}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'a group id from a variable',
    more: assigned('${var.group}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'a group id through terraform_data',
    more: assigned('${terraform_data.g.output}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'an element of the output of another stack',
    more: assigned('${data.terraform_remote_state.o.outputs.groups[0]}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'a group that a variable chooses',
    more: assigned('${okta_group.g[var.which].id}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'one of two groups',
    more: assigned('${var.x ? data.okta_group.a.id : data.okta_group.b.id}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'all groups of a loop',
    more: assigned('${okta_group.g[*].id}'),
    found: 'okta_app_group_assignments.billing group[0].id',
  },
  {
    name: 'the client id of an app from elsewhere',
    app: { client_id: '${okta_app_oauth.other.client_id}' },
    found: `${BILLING} client_id`,
  },
  {
    name: 'a secret that is not ephemeral',
    app: { client_basic_secret_wo: '${var.s}' },
    more: { variable: { s: { sensitive: true } } },
    found: `${BILLING} client_basic_secret_wo`,
  },
  {
    name: 'a secret that is not sensitive',
    app: { client_basic_secret_wo: '${var.s}' },
    more: { variable: { s: { ephemeral: true } } },
    found: `${BILLING} client_basic_secret_wo`,
  },
  {
    name: 'a secret that is computed',
    app: { client_basic_secret_wo: '${substr(var.s, 0, 14)}' },
    more: { variable: { s: { sensitive: true, ephemeral: true } } },
    found: `${BILLING} client_basic_secret_wo`,
  },
  {
    name: 'a member that a variable names',
    app: { client_basic_secret_wo: '${jsondecode(var.s)[var.app]}' },
    more: { variable: { s: { sensitive: true, ephemeral: true } } },
    found: `${BILLING} client_basic_secret_wo`,
  },
  {
    name: 'a member of a member',
    app: { client_basic_secret_wo: '${jsondecode(var.s)["a"]["b"]}' },
    more: { variable: { s: { sensitive: true, ephemeral: true } } },
    found: `${BILLING} client_basic_secret_wo`,
  },
  {
    name: 'a secret in the label',
    app: { label: '${var.s}' },
    more: { variable: { s: { sensitive: true, ephemeral: true } } },
    found: `${BILLING} label`,
  },
  {
    name: 'the version of a secret',
    app: { client_basic_secret_wo_version: '${var.v}' },
    found: `${BILLING} client_basic_secret_wo_version`,
  },
  {
    name: 'a secret for another provider, outside of a write-only attribute',
    more: {
      resource: { vault_generic_secret: { s: { data_json: '${ephemeral.x.y.z}' } } },
    },
    found: 'vault_generic_secret.s data_json',
  },
  {
    name: 'a variable as an output, which other stacks read',
    more: { output: { group: { value: '${var.group}' } } },
    found: 'output.group value',
  },
  {
    name: 'a choice as an output',
    more: { output: { group: { value: '${var.x == "" ? okta_group.a.id : okta_group.b.id}' } } },
    found: 'output.group value',
  },
  {
    name: 'a value in the text of a refusal',
    more: {
      output: { o: { value: 'x', precondition: { condition: '${var.x == ""}', error_message: 'It is ${var.x}.' } } },
    },
    found: 'output.o precondition.error_message',
  },
  {
    name: 'an attribute that is called condition',
    more: { resource: { okta_group_rule: { r: { condition: '${var.x == ""}' } } } },
    found: 'okta_group_rule.r condition',
  },
  {
    name: 'a rule of an authentication policy',
    more: { resource: { okta_app_signon_policy_rule: { r: { factor_mode: '${var.mode}' } } } },
    found: 'okta_app_signon_policy_rule.r factor_mode',
  },
  {
    name: 'another provider computes with a value',
    more: { resource: { aws_ssm_parameter: { p: { name: '/apps/${okta_app_oauth.billing.id}' } } } },
    found: 'aws_ssm_parameter.p name',
  },
  {
    name: 'a dependency that is an expression',
    app: { depends_on: ['${var.x ? okta_group.a : okta_group.b}'] },
    found: `${BILLING} depends_on`,
  },
  {
    name: 'an unknown section',
    more: { action: { local_command: { c: { config: { command: '${var.c}' } } } } },
    found: 'action local_command.c.config.command',
  },
  {
    name: 'a section with the name of something that every object has',
    more: { constructor: { a: '${var.x}' } },
    found: 'constructor a',
  },
];
