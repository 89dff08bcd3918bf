import { field, inner, isList, isObject, object, itemsOf, type JsonObject } from '../shared/json';
import {
  BODIES,
  EXTERNAL,
  LIFECYCLE,
  OKTA_ADDRESS,
  OKTA_TYPE,
  RESERVED,
  SECRET_ATTRIBUTES,
  SECRET_DATA,
  SECRET_TYPES,
  WITHOUT_SECRET,
} from './allow-list';
import { conditionProblems, unlisted } from './unlisted';
import { isServed, type ProviderContext } from './check-providers';
import { isOwnState, type StateContext } from './check-states';
import type { DocumentProblem } from './problem';

type Section = 'resource' | 'data' | 'ephemeral';

/** One block with two labels. */
interface Block {
  readonly section: Section;
  readonly type: string;
  readonly address: string;
  readonly body: JsonObject;
}

/** What may not be in resources, data sources and ephemeral resources: types, meta-arguments, secrets for the state. */
export function resourceProblems(
  document: JsonObject,
  states: StateContext,
  providers: ProviderContext,
): readonly DocumentProblem[] {
  return (['resource', 'data', 'ephemeral'] as const).flatMap((section) =>
    blocksOf(document, section).flatMap((block) => [
      ...typeProblems(block, states, providers),
      ...metaProblems(block, providers),
      ...secretProblems(block),
    ]),
  );
}

function blocksOf(document: JsonObject, section: Section): readonly Block[] {
  const prefix = section === 'resource' ? '' : `${section}.`;
  return Object.entries(object(field(document, section))).flatMap(([type, named]) =>
    Object.entries(object(named)).map(([name, body]) => ({
      section,
      type,
      address: `${prefix}${type}.${name}`,
      body: object(body),
    })),
  );
}

function typeProblems(
  { section, type, address, body }: Block,
  states: StateContext,
  providers: ProviderContext,
): readonly DocumentProblem[] {
  if (type === EXTERNAL) return [{ kind: 'runs-programs', address, prop: section, value: type }];
  if (section === 'data' && type === 'terraform_remote_state') {
    return isOwnState(body, states) ? [] : [{ kind: 'other-state', address, prop: 'config', value: body['backend'] }];
  }
  if (section === 'resource' && type === 'terraform_data') return [];
  if (section !== 'ephemeral' && OKTA_TYPE.test(type)) return [];
  if (isServed(section, type, field(body, 'provider'), providers)) return [];
  return [{ kind: 'type-not-listed', address, prop: section, value: type }];
}

function metaProblems({ section, type, address, body }: Block, providers: ProviderContext): readonly DocumentProblem[] {
  const whole = BODIES[type];
  const lifecycle = object(field(body, 'lifecycle'));
  const provider = field(body, 'provider');
  const isOkta = provider === undefined || (typeof provider === 'string' && OKTA_ADDRESS.test(provider));
  const isKnown = isOkta || isServed(section, type, provider, providers);
  return [
    ...(whole === undefined ? [] : unlisted(body, whole, (key) => [address, key])),
    ...Object.keys(body)
      .filter((key) => RESERVED.has(key) && whole === undefined)
      .map((key) => ({ kind: 'not-listed' as const, address, prop: key })),
    ...unlisted(lifecycle, LIFECYCLE[section] ?? new Set(), (key) => [address, `lifecycle.${key}`]),
    ...conditionProblems(lifecycle, address),
    ...(isKnown ? [] : [{ kind: 'type-not-listed' as const, address, prop: 'provider', value: provider }]),
  ];
}

function secretProblems({ section, type, address, body }: Block): readonly DocumentProblem[] {
  if (section === 'ephemeral') return [];
  const secret = (prop: string, value: unknown = 'a secret'): DocumentProblem => ({
    kind: 'secret-in-state',
    address,
    prop,
    value,
  });
  if (SECRET_TYPES.has(type) || (section === 'data' && SECRET_DATA.has(type))) return [secret(type)];
  if (section === 'data') return [];
  const attributes = Object.hasOwn(SECRET_ATTRIBUTES, type) ? (SECRET_ATTRIBUTES[type] ?? []) : [];
  return [
    ...attributes.filter((path) => isSet(body, path.split('.'))).map((path) => secret(path)),
    ...(type === 'okta_app_oauth' && keepsSecret(body)
      ? [secret('omit_secret', field(body, 'omit_secret') ?? null)]
      : []),
  ];
}

/** Whether the attribute has a value, or could have: `dynamic` makes blocks, and a block may be a list. */
function isSet(body: JsonObject, [key = '', ...rest]: readonly string[]): boolean {
  if (isObject(inner(body, 'dynamic', key)) || isList(inner(body, 'dynamic', key))) return true;
  const value = field(body, key);
  if (value === undefined || value === null) return false;
  if (rest.length === 0) return true;
  return itemsOf(value).some((item) => !isObject(item) || isSet(item, rest));
}

/** The provider writes the secret of an app into the state unless it is told to omit it. */
function keepsSecret(body: JsonObject): boolean {
  const method = field(body, 'token_endpoint_auth_method');
  return field(body, 'omit_secret') !== true && !(typeof method === 'string' && WITHOUT_SECRET.has(method));
}
