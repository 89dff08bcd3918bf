import type { EnvironmentRules, Waiver } from '../../shared/environment-rules';
import { isObject } from '../../shared/json';
import type { ListedProvider } from '../../shared/listed-providers';
import type { Rotator } from '../../shared/secret-settings';
import { INITIAL_SECRETS, secretVariable, type Credential, type StackManifest } from '../../shared/stack-manifest';
import { allRules } from '../../../rules/registry';
import { reviewRules } from '../change-rules/registry';
import { SEVERITIES } from '../severity';
import { secretSteps } from './secret-steps';
import {
  allowed,
  amount,
  anyOther,
  byName,
  grant,
  limit,
  listByName,
  noSetting,
  onlyThese,
  protection,
  rung,
  target,
  type Setting,
  type SettingContext,
  type Step,
} from './setting';

/** A row for every field: a field of `T` without one does not compile. */
export type SettingTable<T> = {
  readonly [K in keyof T]-?: Setting<NonNullable<T[K]>> | SettingTable<NonNullable<T[K]>>;
};

/** Okta's part of a limit for one token or app, where an environment says nothing. */
const USUAL_PERCENT = 50;

const RULES: SettingTable<EnvironmentRules> = {
  severities: byName((id) => rung(['error', 'warning', 'off'], allRules.find((rule) => rule.id === id)?.severity)),
  waivers: listByName(({ rule, address }) => `${rule} ${address}`, grant(waiverText, waiverSteps)),
  known: listByName(
    ({ type, attribute }) => (attribute === undefined ? type : `${type}.${attribute}`),
    grant(waiverText, waiverSteps),
  ),
  forbidPlaceholderHosts: protection,
  requireAuthenticationPolicy: protection,
  maxRedirectUris: limit,
  reviewSeverities: byName(
    (id) => (before, after, context) => rung(SEVERITIES, usual(id, context))(before, after, context),
  ),
};

const CREDENTIAL: Setting<Credential> = (before, after) => {
  const [from, to] = [before, after].map((credential) => credential && credentialText(credential));
  // A release before this one did not write all of them.
  if (before === undefined || after === undefined)
    return from === to ? [] : [{ direction: 'looser', from: from ?? 'none', to: to ?? 'none' }];
  if (from !== to) return [{ direction: 'other-target', from: from ?? '', to: to ?? '' }];
  if (before.type === 'api-token' || after.type === 'api-token') return [];
  const context = { production: true };
  const scopes = allowed(before.scopes, after.scopes, context).map((each) => ({ part: 'scopes', ...each }));
  const key =
    before.privateKeyId === after.privateKeyId
      ? []
      : [sideways('privateKeyId', before.privateKeyId, after.privateKeyId)];
  return [...scopes, ...key];
};

const OWN_TYPES = ['its ephemeral resources'];

/** Another source is another program, another configuration another server. */
const providerSteps: Setting<ListedProvider> = (before, after, context) => {
  const types = allowed(before?.types ?? OWN_TYPES, after?.types ?? OWN_TYPES, context);
  return [
    ...anyOther(before?.source, after?.source, context),
    ...byName<unknown>(() => anyOther)(before?.configuration, after?.configuration, context),
    ...types.map((each) => ({ part: 'types', ...each })),
  ];
};

/** Every field of a manifest: what it is as a setting, and which of its changes are tighter, sideways or looser. */
export const SETTINGS: SettingTable<StackManifest> = {
  // The form of the file, and what base and change are paired by.
  version: noSetting,
  stack: noSetting,
  environment: target,
  production: protection,
  local: target,
  org: {
    name: target,
    baseUrl: target,
    rateLimits: {
      perMinute: byName<number>(() => amount('looser', undefined)),
      percent: amount('looser', USUAL_PERCENT),
    },
  },
  approvals: amount('tighter', 0),
  approvers: onlyThese,
  credentials: { plan: CREDENTIAL, apply: CREDENTIAL, applyOrigins: CREDENTIAL, rotate: CREDENTIAL },
  // Of the apps: the document says where each is used.
  [INITIAL_SECRETS]: noSetting,
  rules: RULES,
  passVariables: allowed,
  records: recordsSetting,
  providers: listByName(
    ({ name }) => name,
    grant(({ source }) => source, providerSteps),
  ),
  providerAliases: listByName(
    ({ alias }) => alias,
    grant(
      ({ variable }) => variable,
      () => [],
    ),
  ),
  secrets: secretSteps,
  // Its secret is neither rotated nor counted then.
  rotatedBy: byName<Rotator>(() => grant(String, anyOther)),
  // Of the org on this machine.
  seed: noSetting,
  seedGroups: noSetting,
  // No synth writes it.
  rehearsal: noSetting,
};

/** The steps of every setting that differs, with its path. */
export function settingSteps(
  before: StackManifest,
  after: StackManifest,
  context: SettingContext,
): readonly (Step & { readonly path: string })[] {
  return stepsOf(SETTINGS as Node, '', before, after, context);
}

type Node = Setting<unknown> | { readonly [key: string]: Node };

function stepsOf(
  node: Node,
  path: string,
  before: unknown,
  after: unknown,
  context: SettingContext,
): readonly (Step & { readonly path: string })[] {
  if (typeof node === 'function') return node(before, after, context).map((step) => ({ path, ...step }));
  const [one, other] = [before, after].map((value) => (isObject(value) ? value : {}));
  return Object.entries(node).flatMap(([key, inner]) =>
    stepsOf(inner, path === '' ? key : `${path}.${key}`, one?.[key], other?.[key], context),
  );
}

/** Who signs in to Okta: `api-token OKTA_PROD_TOKEN`. */
function credentialText(credential: Credential): string {
  const client = credential.type === 'service-app' ? `${credential.clientId} ` : '';
  return `${credential.type} ${client}${secretVariable(credential)}`;
}

/** Without this place, an apply leaves its record only where the job can rewrite it; a new one is written to. */
function recordsSetting(before: string | undefined, after: string | undefined): readonly Step[] {
  if (before === after) return [];
  return [{ direction: before === undefined ? 'sideways' : 'looser', from: before ?? 'none', to: after ?? 'none' }];
}

function usual(id: string, { production }: SettingContext): string | undefined {
  const rule = reviewRules.find((one) => one.id === id);
  return production ? rule?.severity : (rule?.outsideProduction ?? rule?.severity);
}

/** What is accepted for a time. */
type Accepting = Pick<Waiver, 'expires' | 'reason'>;

function waiverText({ expires, reason }: Accepting): string {
  return `until ${expires}: ${reason}`;
}

function waiverSteps(before: Accepting | undefined, after: Accepting | undefined): readonly Step[] {
  const [from, to] = [before?.expires ?? '', after?.expires ?? ''];
  if (from === to) return [];
  return [{ direction: to > from ? 'looser' : 'tighter', from: `until ${from}`, to: `until ${to}` }];
}

function sideways(part: string, from: string | undefined, to: string | undefined): Step {
  return { direction: 'sideways', part, from: from ?? 'none', to: to ?? 'none' };
}
