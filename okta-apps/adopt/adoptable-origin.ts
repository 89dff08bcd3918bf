import { checkEnvironments } from '../../rules/check';
import type { EnvironmentRules } from '../shared/environment-rules';
import { isNothing } from '../resources/app-settings';
import { isObject, list, textField, type JsonObject } from '../shared/json';
import { normalOrigin } from '../shared/uri';
import { shown } from '../shared/visible-text';

/** A trusted origin as an entry of `TrustedOrigins`, or every reason why that cannot describe it as it is. */
export type AdoptableOrigin = { readonly props: JsonObject } | { readonly reasons: readonly string[] };

/** Fields that Okta sets itself. */
const OF_OKTA: readonly string[] = ['id', 'created', 'createdBy', 'lastUpdated', 'lastUpdatedBy', '_links'];
/** Fields that the code describes. */
const DESCRIBED: readonly string[] = ['origin', 'name', 'scopes', 'status'];

/**
 * Whether a trusted origin can be declared in code so that an apply changes nothing in Okta.
 *
 * @param origin the answer of `GET /api/v1/trustedOrigins/{id}`
 * @param rules what the environment says of its rules: one that refuses the origin keeps it out of the code
 */
export function adoptableOrigin(origin: JsonObject, rules: EnvironmentRules): AdoptableOrigin {
  const text = textField(origin, 'origin') ?? '';
  const scopes = list(origin['scopes']).map((scope) => (isObject(scope) ? scope : { type: scope }));
  const props: JsonObject = {
    origin: text,
    scopes: scopes.map(({ type }) => type),
    ...(origin['name'] !== text && { name: origin['name'] }),
    importFrom: origin['id'],
  };
  const reasons = [
    ...(origin['status'] === 'ACTIVE'
      ? []
      : [`status is ${shown(origin['status'])}: TrustedOrigins declares active origins only`]),
    ...reasonsOfOthers(origin, scopes),
    ...(text.startsWith('http') && normalOrigin(text) !== undefined && normalOrigin(text) !== text
      ? [`origin is ${shown(text)}: the code would write ${shown(normalOrigin(text))}`]
      : []),
    ...reasonsOfRules(props, rules),
  ];
  return reasons.length === 0 ? { props } : { reasons };
}

/** What the provider does not send, so that an update would remove it. */
function reasonsOfOthers(origin: JsonObject, scopes: readonly JsonObject[]): readonly string[] {
  const own = Object.entries(origin).filter(([name]) => ![...OF_OKTA, ...DESCRIBED].includes(name));
  const ofScopes = scopes.flatMap((scope) =>
    Object.entries(scope).flatMap(([name, value]) =>
      name === 'type' ? [] : [[`${String(scope['type'])}.${name}`, value] as const],
    ),
  );
  return [...own, ...ofScopes.map(([name, value]) => [`scopes.${name}`, value] as const)]
    .filter(([, value]) => !isNothing(value))
    .map(([name, value]) => `${name} is ${shown(value)}: TrustedOrigins has no prop for it`);
}

/** A waiver names an app, so a finding about an origin cannot be waived. */
function reasonsOfRules(props: JsonObject, rules: EnvironmentRules): readonly string[] {
  const asked = props as unknown as { origin: string; scopes: readonly string[] };
  const problems = checkEnvironments([
    {
      name: 'adopted',
      production: false,
      local: false,
      orgUrl: 'https://adopted.okta.com',
      states: [],
      origins: [],
      rules,
      apps: [],
      resources: [],
      trustedOrigins: [{ ...asked, path: 'adopted', prop: 'origins[0]' }],
    },
  ]);
  return problems
    .filter(({ severity, rule }) => severity === 'error' && rule.startsWith('trusted-origin/'))
    .map(
      ({ prop, value, rule }) =>
        `${prop.replace('origins[0].', '').replace('origins[0]', 'origin')} is ${value}: the rule ${rule} refuses it`,
    );
}
