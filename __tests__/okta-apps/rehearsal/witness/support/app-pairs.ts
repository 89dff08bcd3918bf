import fc from 'fast-check';
import { startOrg, type LocalOrg } from '../../../../../okta-apps/local/org/server';
import { OrgClock } from '../../../../../okta-apps/rehearsal/witness/clock';
import { compareOrgs, withTestUsers } from '../../../../../okta-apps/rehearsal/witness/compare-orgs';
import type { Exchanges } from '../../../../../okta-apps/shared/exchanges';
import type { Review } from '../../../../../okta-apps/review/review-model';
import { ask, idOf, type Seen } from '../../../local/org/support/client';
import { rawChange, rawPlan, SOUND_APP, type Attributes } from '../../../review/support/plan-json';
import { reviewOf, stackOf } from '../../../review/support/reviews';

/** An app as a stack declares it, by the names of the provider, with the groups that the stack assigns. */
export interface Declared {
  readonly redirect_uris: readonly string[];
  readonly wildcard_redirect: 'DISABLED' | 'SUBDOMAIN';
  readonly post_logout_redirect_uris: readonly string[];
  readonly login_uri: string;
  readonly login_mode: 'DISABLED' | 'SPEC';
  readonly frontchannel_logout_uri: string;
  readonly participate_slo: boolean;
  readonly grant_types: readonly string[];
  readonly response_types: readonly string[];
  readonly token_endpoint_auth_method: string;
  readonly pkce_required: boolean;
  readonly refresh_token_rotation: 'STATIC' | 'ROTATE';
  readonly refresh_token_leeway: number;
  readonly consent_method: 'TRUSTED' | 'REQUIRED';
  readonly implicit_assignment: boolean;
  readonly status: 'ACTIVE' | 'INACTIVE';
  readonly groups: readonly string[];
}

/** What changes at once. */
export interface Pair {
  readonly before: Declared;
  readonly after: Declared;
}

export const SOUND: Declared = {
  redirect_uris: ['https://web.acme.dev/cb'],
  wildcard_redirect: 'DISABLED',
  post_logout_redirect_uris: ['https://web.acme.dev/'],
  login_uri: 'https://web.acme.dev/login',
  login_mode: 'SPEC',
  frontchannel_logout_uri: 'https://web.acme.dev/out',
  participate_slo: true,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_basic',
  pkce_required: true,
  refresh_token_rotation: 'ROTATE',
  refresh_token_leeway: 15,
  consent_method: 'TRUSTED',
  implicit_assignment: false,
  status: 'ACTIVE',
  groups: ['Staff'],
};

const URIS = [
  'https://web.acme.dev/cb',
  'https://web.acme.dev/other',
  'https://pay.acme.dev/cb',
  'https://acme-login.test/cb?x=1',
  'https://*.acme.dev/cb',
  'http://localhost:8080/cb',
  'com.acme.web:/cb',
];

const some = (all: readonly string[], minLength = 0) => fc.shuffledSubarray([...all], { minLength });

/** Okta wants the implicit grant for tokens in a URL; an app that has it without them is usual. */
const flows = fc
  .record({
    grants: some(['refresh_token', 'client_credentials', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code']),
    tokens: some(['id_token', 'token']),
    code: fc.boolean(),
  })
  .map(({ grants, tokens, code }) => {
    const own = grants.includes('implicit') ? tokens : [];
    return {
      grant_types: ['authorization_code', ...grants],
      response_types: [...(code || own.length === 0 ? ['code'] : []), ...own],
    };
  });

const declared: fc.Arbitrary<Declared> = fc
  .record({
    flows,
    redirect_uris: some(URIS, 1),
    wildcard_redirect: fc.constantFrom('DISABLED' as const, 'SUBDOMAIN' as const),
    post_logout_redirect_uris: some(['https://web.acme.dev/', 'https://web.acme.dev/bye', 'https://bye.test/']),
    login_uri: fc.constantFrom('https://web.acme.dev/login', 'https://web.acme.dev/start?a=1', 'https://start.test/'),
    login_mode: fc.constantFrom('DISABLED' as const, 'SPEC' as const),
    frontchannel_logout_uri: fc.constantFrom(
      'https://web.acme.dev/out',
      'https://web.acme.dev/end',
      'https://end.test/',
    ),
    participate_slo: fc.boolean(),
    token_endpoint_auth_method: fc.constantFrom(
      'client_secret_basic',
      'client_secret_post',
      'client_secret_jwt',
      'private_key_jwt',
    ),
    pkce_required: fc.boolean(),
    refresh_token_rotation: fc.constantFrom('STATIC' as const, 'ROTATE' as const),
    refresh_token_leeway: fc.constantFrom(0, 15, 16, 60),
    consent_method: fc.constantFrom('TRUSTED' as const, 'REQUIRED' as const),
    implicit_assignment: fc.boolean(),
    status: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'ACTIVE' as const, 'INACTIVE' as const),
    groups: some(['Staff', 'Buyers', 'Everyone']),
  })
  .map(({ flows: own, ...rest }) => ({ ...rest, ...own }));

const NAMES = Object.keys(SOUND) as (keyof Declared)[];

/** Two apps of which the second differs in a few settings, or in all. Grants and response types go together. */
export const pair: fc.Arbitrary<Pair> = fc
  .tuple(declared, declared, fc.subarray(NAMES, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([before, other, names, isOther]) => {
    const flow: readonly (keyof Declared)[] = ['grant_types', 'response_types'];
    const all = names.some((name) => flow.includes(name)) ? [...names, ...flow] : names;
    const changed = Object.fromEntries(all.map((name) => [name, other[name]]));
    return { before, after: isOther ? other : { ...before, ...changed } };
  });

const KEY = { kty: 'RSA', kid: 'own', use: 'sig', e: 'AQAB', n: 'sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri' };

/** The app as Okta's API takes it. */
function bodyOf(app: Declared, name: string): object {
  const usesKey = app.token_endpoint_auth_method === 'private_key_jwt';
  return {
    name: 'oidc_client',
    label: name,
    signOnMode: 'OPENID_CONNECT',
    credentials: {
      oauthClient: {
        client_id: `${name}-client`,
        token_endpoint_auth_method: app.token_endpoint_auth_method,
        pkce_required: app.pkce_required,
      },
    },
    settings: {
      implicitAssignment: app.implicit_assignment,
      oauthClient: {
        application_type: 'web',
        redirect_uris: app.redirect_uris,
        wildcard_redirect: app.wildcard_redirect,
        post_logout_redirect_uris: app.post_logout_redirect_uris,
        initiate_login_uri: app.login_uri,
        idp_initiated_login: { mode: app.login_mode, default_scope: [] },
        frontchannel_logout_uri: app.frontchannel_logout_uri,
        frontchannel_logout_session_required: true,
        participate_slo: app.participate_slo,
        grant_types: app.grant_types,
        response_types: app.response_types,
        consent_method: app.consent_method,
        refresh_token: { rotation_type: app.refresh_token_rotation, leeway: app.refresh_token_leeway },
        ...(usesKey && { jwks: { keys: [KEY] } }),
      },
    },
  };
}

async function done(work: Promise<Seen>): Promise<Seen> {
  const answer = await work;
  if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
  return answer;
}

/** Brings an app of an org to what is declared. */
async function apply(
  org: LocalOrg,
  name: string,
  app: Declared,
  old?: { readonly id: string; readonly was: Declared },
) {
  const path = '/api/v1/apps';
  const id =
    old === undefined
      ? idOf(await done(ask(org, 'POST', path, bodyOf(app, name))))
      : (await done(ask(org, 'PUT', `${path}/${old.id}`, bodyOf(app, name))), old.id);
  const all = (await ask(org, 'GET', '/api/v1/groups')).body as { id: string; profile: { name: string } }[];
  for (const { id: group, profile } of all) {
    const isOld = old?.was.groups.includes(profile.name) === true;
    if (app.groups.includes(profile.name)) await done(ask(org, 'PUT', `${path}/${id}/groups/${group}`, {}));
    else if (isOld) await done(ask(org, 'DELETE', `${path}/${id}/groups/${group}`));
  }
  const step = app.status === 'ACTIVE' ? 'activate' : 'deactivate';
  if ((old?.was.status ?? 'ACTIVE') !== app.status) await done(ask(org, 'POST', `${path}/${id}/lifecycle/${step}`));
  return id;
}

export const nameOf = (index: number) => `web${index}`;

/** Orgs in which the apps are as they were, and as they are. */
export interface Orgs {
  readonly base: LocalOrg;
  readonly head: LocalOrg;
  /** Ids of the apps, in their order. */
  readonly ids: readonly string[];
  readonly exchanges: Exchanges;
}

/**
 * Starts orgs of base and head with these apps, sends the requests of a witness, and does what is to be done with them.
 *
 * @param others Names of groups that no app has.
 */
export async function withOrgs<T>(
  pairs: readonly Pair[],
  use: (orgs: Orgs) => T | Promise<T>,
  others: readonly string[] = [],
): Promise<T> {
  const clock = new OrgClock();
  const seed = withTestUsers({ groups: [...others, 'Staff', 'Buyers'].map((name) => ({ name })) });
  const head = await startOrg({ seed, now: clock.now });
  try {
    const ids: string[] = [];
    for (const [index, { before }] of pairs.entries()) ids.push(await apply(head, nameOf(index), before));
    const base = await head.copy();
    try {
      for (const [index, { before, after }] of pairs.entries())
        await apply(head, nameOf(index), after, { id: ids[index] ?? '', was: before });
      const state = { resources: ids.flatMap((id, index) => resources(id, nameOf(index))) };
      const exchanges = await compareOrgs({ org: base, state }, { org: head, state }, clock);
      return await use({ base, head, ids, exchanges });
    } finally {
      await base.close();
    }
  } finally {
    await head.close();
  }
}

function resources(id: string, name: string): readonly object[] {
  return [
    { type: 'okta_app_oauth', name, instances: [{ attributes: { id } }] },
    { type: 'okta_app_group_assignments', name, instances: [{ attributes: { app_id: id } }] },
  ];
}

function attributesOf({ groups: _groups, ...app }: Declared, name: string): Attributes {
  return { ...SOUND_APP, ...app, label: name, client_id: `${name}-client` };
}

function groupsOf({ groups }: Declared): Attributes {
  return { app_id: '0oa1', group: groups.map((id) => ({ id, priority: 0, profile: '{}' })) };
}

/** The review of a plan that changes the apps, with what requests show. */
export function reviewWith(pairs: readonly Pair[], exchanges: Exchanges): Review {
  const changes = pairs.flatMap(({ before, after }, index) => {
    const name = nameOf(index);
    return [
      rawChange(`okta_app_oauth.${name}`, attributesOf(before, name), attributesOf(after, name)),
      rawChange(`okta_app_group_assignments.${name}`, groupsOf(before), groupsOf(after)),
    ];
  });
  return reviewOf([stackOf(rawPlan(changes), { exchanges })]);
}

/** One line for each request that shows findings. */
export function shownLines({ requests }: Review): readonly string[] {
  const said = ({ accepted, says }: { readonly accepted: boolean; readonly says: string }) =>
    accepted ? 'accepted' : says;
  return (requests?.shown ?? []).map(
    ({ rules, request, before, after }) => `${rules.join(' ')}: ${request} | ${said(before)} | ${said(after)}`,
  );
}
