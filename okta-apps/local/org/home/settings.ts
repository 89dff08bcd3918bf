import { byText, textField } from '../../../shared/json';
import type { OrgContext } from '../call';
import type { App } from '../records';
import { GROUPS, groupsClaimText, type DeclaredApp, type Origin } from './code';

/** A setting of an app in the org, beside what the code says of it. */
export interface Setting {
  readonly name: string;
  /** For people. Empty when the app does not have it. */
  readonly values: readonly string[];
  /** What the code says instead, for people; undefined when that is the same, or is not known. */
  readonly declared: readonly string[] | undefined;
  /** Undefined when the code does not set it. */
  readonly from: Origin | undefined;
}

/** How one setting is read and shown. Secrets are none of them. */
interface Kind {
  readonly name: string;
  /** Its attribute in Terraform. */
  readonly attribute: string;
  readonly of: (app: App, org: OrgContext) => readonly string[];
  /** @default as they are */
  readonly shown?: (values: readonly string[]) => readonly string[];
  /** Okta does not keep the order. @default false */
  readonly isSet?: boolean;
}

const text = (value: unknown): readonly string[] => (typeof value === 'string' && value !== '' ? [value] : []);
const words = (names: Readonly<Record<string, string>>) => (values: readonly string[]) =>
  values.flatMap((value) => (names[value] === '' ? [] : [names[value] ?? value]));

const KINDS: readonly Kind[] = [
  { name: 'label', attribute: 'label', of: ({ label }) => [label] },
  {
    name: 'status',
    attribute: 'status',
    of: ({ status }) => [status],
    shown: words({ ACTIVE: 'active', INACTIVE: 'inactive' }),
  },
  { name: 'client ID', attribute: 'client_id', of: ({ credentials }) => [credentials.oauthClient.client_id] },
  {
    name: 'authentication',
    attribute: 'token_endpoint_auth_method',
    of: ({ credentials }) => [credentials.oauthClient.token_endpoint_auth_method],
  },
  { name: 'keys', attribute: 'jwks_uri', of: (app) => text(app.settings.oauthClient.jwks_uri) },
  { name: 'grant types', attribute: 'grant_types', of: (app) => app.settings.oauthClient.grant_types, isSet: true },
  {
    name: 'response types',
    attribute: 'response_types',
    of: (app) => app.settings.oauthClient.response_types,
    isSet: true,
  },
  { name: 'redirect URIs', attribute: 'redirect_uris', of: (app) => app.settings.oauthClient.redirect_uris },
  {
    name: 'wildcards in redirect URIs',
    attribute: 'wildcard_redirect',
    of: (app) => text(app.settings.oauthClient['wildcard_redirect'] ?? 'DISABLED'),
    shown: words({ DISABLED: '', SUBDOMAIN: 'allowed in the host' }),
  },
  {
    name: 'logout redirect URIs',
    attribute: 'post_logout_redirect_uris',
    of: (app) => app.settings.oauthClient.post_logout_redirect_uris ?? [],
    isSet: true,
  },
  {
    name: 'front-channel logout URI',
    attribute: 'frontchannel_logout_uri',
    of: (app) => text(app.settings.oauthClient.frontchannel_logout_uri),
  },
  {
    name: 'initiate login URI',
    attribute: 'login_uri',
    of: (app) => text(app.settings.oauthClient.initiate_login_uri),
  },
  {
    name: 'login initiated by',
    attribute: 'login_mode',
    of: (app) => text(app.settings.oauthClient.idp_initiated_login.mode),
    shown: words({
      DISABLED: 'the app only',
      SPEC: 'the app or Okta',
      OKTA: 'the app or Okta, which sends tokens at once',
    }),
  },
  {
    name: 'PKCE',
    attribute: 'pkce_required',
    of: ({ credentials }) => [String(credentials.oauthClient.pkce_required)],
    shown: words({ true: 'required', false: 'not required' }),
  },
  {
    name: 'consent',
    attribute: 'consent_method',
    of: (app) => text(app.settings.oauthClient['consent_method'] ?? 'TRUSTED'),
    shown: words({ REQUIRED: 'required', TRUSTED: '' }),
  },
  {
    name: 'refresh tokens',
    attribute: 'refresh_token_rotation',
    of: (app) => refreshOf(app, 'rotation_type'),
    shown: words({ ROTATE: 'replaced at each use', STATIC: 'stay the same' }),
  },
  {
    name: 'grace period of refresh tokens',
    attribute: 'refresh_token_leeway',
    of: (app) => (refreshOf(app, 'rotation_type')[0] === 'ROTATE' ? refreshOf(app, 'leeway') : []),
    shown: (values) => values.map((seconds) => `${seconds} seconds`),
  },
  { name: 'groups claim', attribute: 'groups_claim', of: groupsClaimOf },
  {
    name: 'assignment',
    attribute: 'implicit_assignment',
    of: (app) => [String(app.settings['implicitAssignment'] === true)],
    shown: words({ true: 'left to the app: all users may sign in', false: '' }),
  },
  {
    name: 'groups that may sign in',
    attribute: GROUPS,
    of: (app, { state }) => app.groups.map(({ id }) => state.groups.get(id)?.profile.name ?? id),
    isSet: true,
  },
];

/** The settings of an app as the org has them at the moment. */
export function settingsOf(org: OrgContext, app: App, declared: DeclaredApp | undefined): readonly Setting[] {
  return KINDS.map(({ name, attribute, of, shown = (values) => values, isSet = false }) => {
    const own = of(app, org);
    const said = declared?.attributes[attribute];
    const isOther = said?.values !== undefined && !isSame(own, said.values, isSet);
    return {
      name,
      values: shown(own),
      declared: isOther ? shown(said.values) : undefined,
      from: said?.from,
    };
  });
}

function groupsClaimOf({ idToken }: App): readonly string[] {
  const name = textField(idToken, 'name');
  const value = textField(idToken, 'value');
  if (name === undefined || value === undefined) return [];
  return [groupsClaimText(name, textField(idToken, 'groupFilterType') ?? '', value)];
}

function refreshOf({ settings }: App, key: 'rotation_type' | 'leeway'): readonly string[] {
  const { refresh_token: refresh, grant_types } = settings.oauthClient;
  return refresh === undefined || !grant_types.includes('refresh_token') ? [] : [String(refresh[key])];
}

function isSame(one: readonly string[], other: readonly string[], isSet: boolean): boolean {
  const ordered = (values: readonly string[]) => (isSet ? [...new Set(values)].sort(byText) : values);
  return ordered(one).join('\n') === ordered(other).join('\n');
}
