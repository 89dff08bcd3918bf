import fc from 'fast-check';
import type { JsonObject } from '../../../../okta-apps/shared/json';

/** One change somewhere in a JSON value; places and values are numbers, so that they shrink. */
export interface Mutation {
  readonly place: number;
  readonly kind: 'replace' | 'remove' | 'add' | 'copy' | 'text';
  readonly value: unknown;
  readonly text: string;
}

/** What an attacker puts in: text, expressions, and structure. */
const VALUES: readonly unknown[] = [
  'https://evil.example.org/callback',
  'http://localhost:9/',
  'evil-client',
  'implicit',
  'none',
  '${data.okta_group.billing.id}',
  '${okta_app_oauth.shop.id}',
  '${data.terraform_remote_state.desk.outputs.guests}',
  '${terraform.workspace == "default" ? "https://evil.example.org/" : "https://shop.acme.dev/"}',
  '${timestamp()}',
  '${file("/etc/hostname")}',
  'Contractors',
  'Everyone',
  '',
  true,
  false,
  0,
  1,
  60,
  null,
  [],
  {},
  ['authorization_code', 'implicit'],
  ['https://evil.example.org/callback'],
  [{ id: '${data.terraform_remote_state.desk.outputs.guests}', priority: 1, profile: '{}' }],
];

/** Names that mean something to Terraform or to an app. */
const NAMES: readonly string[] = [
  'redirect_uris',
  'login_uri',
  'grant_types',
  'status',
  'jwks_uri',
  'client_id',
  'lifecycle',
  'count',
  'for_each',
  'depends_on',
  'provider',
  'provisioner',
  'wildcard_redirect',
  'hide_web',
  'groups_claim',
  'token_endpoint_auth_method',
  'name',
  'outputs',
  'cloud',
  'import',
  'moved',
  'removed',
  'locals',
  'default',
  'path',
];

const raw = fc.record({
  place: fc.nat(2_000),
  kind: fc.constantFrom<Mutation['kind']>('replace', 'remove', 'add', 'copy', 'text'),
  value: fc.constantFrom(...VALUES),
  name: fc.constantFrom(...NAMES),
});

export const mutation: fc.Arbitrary<Mutation> = raw.map(({ place, kind, value, name }) => ({
  place,
  kind,
  value: kind === 'add' || kind === 'copy' ? { name, value } : value,
  text: `${kind} at ${place}: ${JSON.stringify(value)} ${name}`,
}));

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.flatMap((item, i) => pathsIn(item, [...path, i]))
    : Object.entries(value).flatMap(([name, item]) => pathsIn(item, [...path, name]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** A copy of the document in which one place differs. */
export function mutated(document: JsonObject, { place, kind, value }: Mutation): JsonObject {
  const copy = structuredClone(document) as Record<string, unknown>;
  const paths = pathsIn(copy);
  const path = paths[place % paths.length] as Path;
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy);
  const holder = parent as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  const at = holder[last];
  if (kind === 'replace') holder[last] = value;
  else if (kind === 'remove') remove(holder, last);
  else if (kind === 'text') holder[last] = typeof at === 'string' ? `${at}${String(value)}` : value;
  else {
    const added = value as { name: string; value: unknown };
    const what = kind === 'copy' ? structuredClone(at) : added.value;
    if (Array.isArray(at)) at.push(what);
    else if (typeof at === 'object' && at !== null) (at as Record<string, unknown>)[added.name] = what;
    else if (Array.isArray(parent)) parent.push(what);
    else holder[added.name] = what;
  }
  return copy;
}

function remove(holder: Record<string | number, unknown>, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}
