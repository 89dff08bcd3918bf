import type { EnvironmentRules, Waiver } from './environment-rules';
import type { StackManifest } from './stack-manifest';
import { items } from './values';
import { object } from './json';

/** The synthesis checks what is declared, the review what changes. */
type World = 'synthesis' | 'review';

/**
 * Rule ids that were renamed: old id → new id. `synthesis` holds those of `severities`, `review` those of
 * `reviewSeverities`; a waiver may have either. What `env/` says now must use the new ids; what a base commit said
 * is read with them, so that the change that renames them can be reviewed.
 */
export const RENAMED_RULES: Readonly<Record<World, Readonly<Record<string, string>>>> = {
  synthesis: {
    'assign-to/group': 'assignment/group',
    'assign-to/groups': 'assignment/groups',
    'assign-to/implicit-assignment': 'assignment/implicit-assignment',
    'client-auth/keys': 'client-authentication/keys',
    'client-auth/known': 'client-authentication/known',
    'client-auth/not-none': 'client-authentication/not-none',
    'client-auth/signing-key': 'client-authentication/signing-key',
    'grants/authorization-code': 'grant-type/authorization-code',
    'grants/implicit-discouraged': 'grant-type/implicit-discouraged',
    'grants/known': 'grant-type/known',
    'grants/no-password': 'grant-type/no-password',
    'grants/unique': 'grant-type/unique',
    'logout-uris/absolute': 'logout-uri/absolute',
    'logout-uris/characters': 'logout-uri/characters',
    'logout-uris/fragment': 'logout-uri/fragment',
    'logout-uris/https': 'logout-uri/https',
    'logout-uris/placeholder-host': 'logout-uri/placeholder-host',
    'logout-uris/unique': 'logout-uri/unique',
    'logout-uris/user-info': 'logout-uri/user-info',
    'logout-uris/wildcard': 'logout-uri/wildcard',
    'redirect-uris/absolute': 'redirect-uri/absolute',
    'redirect-uris/at-least-one': 'redirect-uri/at-least-one',
    'redirect-uris/characters': 'redirect-uri/characters',
    'redirect-uris/fragment': 'redirect-uri/fragment',
    'redirect-uris/https': 'redirect-uri/https',
    'redirect-uris/limit': 'redirect-uri/limit',
    'redirect-uris/placeholder-host': 'redirect-uri/placeholder-host',
    'redirect-uris/unique': 'redirect-uri/unique',
    'redirect-uris/user-info': 'redirect-uri/user-info',
    'redirect-uris/wildcard-disabled': 'redirect-uri/wildcard-disabled',
    'redirect-uris/wildcard-discouraged': 'redirect-uri/wildcard-discouraged',
    'redirect-uris/wildcard-last': 'redirect-uri/wildcard-last',
    'redirect-uris/wildcard-shape': 'redirect-uri/wildcard-shape',
    'redirect-uris/wildcard-shared-domain': 'redirect-uri/wildcard-shared-domain',
    'responses/code': 'response-type/code',
    'responses/implicit': 'response-type/implicit',
    'responses/known': 'response-type/known',
    'responses/unique': 'response-type/unique',
    'responses/without-implicit': 'response-type/without-implicit',
  },
  review: {
    'drift/guard-changed': 'drift/access-control-changed',
    'frontchannel-logout-uri/insecure': 'frontchannel-logout/insecure',
    'frontchannel-logout-uri/new-host': 'frontchannel-logout/new-host',
    'login-uri/insecure': 'initiate-login/insecure',
    'login-uri/new-host': 'initiate-login/new-host',
    'login-uri/removed': 'initiate-login/removed',
    'redirect-uri/fragment': 'redirect-uri/fragment-added',
    'resource/access-control-changed': 'resource/factors-changed',
    'resource/guard-changed': 'resource/factors-changed',
    'review/judges-itself': 'review/changes-the-review',
    'review/severities-or-waivers-changed': 'setting/looser',
    'user-name/changed': 'user-name-template/changed',
  },
};

/** The new id of a rule that was renamed; undefined for any other. */
export function newRuleId(world: World, id: string): string | undefined {
  return Object.hasOwn(RENAMED_RULES[world], id) ? RENAMED_RULES[world][id] : undefined;
}

/** A head with old ids does not synthesize: it is read like the base for the one id that either may have meant. */
export function manifestWithNewIds(manifest: StackManifest): StackManifest {
  return { ...manifest, rules: withNewRuleIds(manifest.rules) };
}

/** What the environment of a base commit says, with the ids that its rules have now. */
export function withNewRuleIds(rules: EnvironmentRules): EnvironmentRules {
  const { severities, reviewSeverities, waivers } = rules;
  return {
    ...rules,
    ...(severities !== undefined && { severities: renameKeys('synthesis', severities) }),
    ...(reviewSeverities !== undefined && { reviewSeverities: renameKeys('review', reviewSeverities) }),
    ...(waivers !== undefined && { waivers: items(waivers).flatMap((waiver) => renameWaiver(waiver as Waiver)) }),
  };
}

/** What is said with the new id counts more than what is said with the old one. */
function renameKeys<T>(world: World, byId: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const entries = Object.entries(object(byId)) as [string, T][];
  const old = entries.filter(([id]) => newRuleId(world, id) !== undefined);
  const renamed = old.map(([id, value]): [string, T] => [newRuleId(world, id) ?? id, value]);
  return Object.fromEntries([...renamed, ...entries.filter((entry) => !old.includes(entry))]);
}

/** `redirect-uri/fragment` was a rule of the review and is one of the synthesis now: such a waiver is for both. */
function renameWaiver(waiver: Waiver): readonly Waiver[] {
  const { rule } = object(waiver);
  if (typeof rule !== 'string') return [waiver];
  const ids = [newRuleId('synthesis', rule), newRuleId('review', rule)].filter((id) => id !== undefined);
  const stays = ids.length === 0 || Object.values(RENAMED_RULES.synthesis).includes(rule);
  return [...(stays ? [waiver] : []), ...ids.map((id) => ({ ...waiver, rule: id }))];
}
