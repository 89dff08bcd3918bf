import type { End, SignInAsk } from '../../local/party/ask';
import type { About } from '../../shared/exchanges';
import { counted } from '../../shared/lists';
import type { KnownApp } from './known-app';

/** One request that is sent to the orgs of base and head. What it leaves open, each side fills in with what works there. */
export interface Probe {
  readonly about: readonly About[];
  readonly signIn?: Partial<SignInAsk>;
  readonly method?: string;
  /** @default the user is signed in */
  readonly end?: End;
  /** Who signs in, where that is what it is about. */
  readonly by?: string;
}

/** A user of the rehearsal. */
export interface TestUser {
  readonly login: string;
  /** The group that only this user is in; undefined for the one who is in no group but Everyone. */
  readonly group: { readonly id: string; readonly name: string } | undefined;
}

/** The users of a rehearsal, and the group that all of them are in. */
export interface People {
  readonly users: readonly TestUser[];
  readonly everyone: string;
}

/** An app at the base and at the head. */
interface Both {
  readonly base: KnownApp;
  readonly head: KnownApp;
}

/** What a probe is about, and the probes, or why there are none. */
type Prober = (both: Both, people: People) => readonly (Probe | Unasked)[];

export interface Unasked {
  readonly about: readonly About[];
  readonly why: string;
}

/** Combinations that the authorization endpoint knows. @see https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html */
export const RESPONSE_TYPES = [
  'code',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
];

/** Grants for which the org on this machine has an endpoint. Those of users show in response types. */
const SERVED = ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'];

/** What stands for the `*` of a redirect URI. */
export const ANY_LABEL = 'witness';

const redirectUris: Prober = ({ base, head }) => {
  const isPattern = (uri: string) => uri.includes('*') && (base.hasWildcards || head.hasWildcards);
  return differingFirst(base.redirectUris, head.redirectUris).map((uri) => {
    const about = [{ attribute: 'redirect_uris', value: uri }];
    const mode = isPattern(uri) && base.hasWildcards !== head.hasWildcards ? [{ attribute: 'wildcard_redirect' }] : [];
    return {
      about: [...about, ...mode],
      signIn: { redirectUri: isPattern(uri) ? uri.replace('*', ANY_LABEL) : uri },
    };
  });
};

const responseTypes: Prober = ({ base, head }) => {
  const known = new Set([...base.responseTypes, ...head.responseTypes]);
  const types = RESPONSE_TYPES.filter((type) => type.split(' ').every((part) => known.has(part)));
  const others = differing(base.responseTypes, head.responseTypes).filter(
    (part) => !types.some((type) => type.split(' ').includes(part)),
  );
  return [
    ...types.map((type) => ({ about: aboutType(type.split(' '), base, head), signIn: { responseType: type } })),
    ...others.map((value) => ({
      about: [{ attribute: 'response_types', value }],
      why: 'the org on this machine has no such response type without another one',
    })),
  ];
};

const grants: Prober = ({ base, head }) => {
  const about = (value: string) => [{ attribute: 'grant_types', value }];
  const has = (grant: string) => base.grants.includes(grant) || head.grants.includes(grant);
  return [
    ...(has('refresh_token') ? [{ about: about('refresh_token'), end: { kind: 'refresh' } as const }] : []),
    ...(has('client_credentials')
      ? [{ about: about('client_credentials'), end: { kind: 'client-credentials' } as const }]
      : []),
    ...differing(base.grants, head.grants)
      .filter((grant) => !SERVED.includes(grant))
      .map((grant) => ({ about: about(grant), why: 'the org on this machine has no such grant' })),
  ];
};

const methods: Prober = ({ base, head }) =>
  [...new Set([base.method, head.method])].map((method) => ({
    about: [{ attribute: 'token_endpoint_auth_method' }],
    method,
    end: { kind: 'tokens' },
  }));

const keys: Prober = ({ base, head }) => [
  ...(base.keys === head.keys
    ? []
    : [{ about: [{ attribute: 'jwks' }], why: 'it would be signed with a private key, which only its owner has' }]),
  ...(base.keysUri === head.keysUri
    ? []
    : [
        {
          about: [{ attribute: 'jwks_uri' }],
          why: 'the org would have to fetch the keys, and a rehearsal fetches nothing',
        },
      ]),
];

const challenge: Prober = () => [
  { about: [{ attribute: 'pkce_required' }], signIn: { withChallenge: false }, end: { kind: 'tokens' } },
];

/** A used refresh token, at the end of each grace period: there only the longer one, or no rotation, accepts it. */
const refreshAgain: Prober = ({ base, head }) => {
  const sides = [base, head].filter(({ grants: own }) => own.includes('refresh_token'));
  const rotating = sides.filter(({ rotates }) => rotates);
  const isNewGrant = sides.length === 1;
  const about = [
    ...(isNewGrant ? [{ attribute: 'grant_types', value: 'refresh_token' }] : []),
    { attribute: rotating.length < 2 ? 'refresh_token_rotation' : 'refresh_token_leeway' },
  ];
  // Without rotation on any side, it is accepted whenever it is sent.
  const periods = isNewGrant && rotating.length === 0 ? [0] : rotating.map(({ grace }) => grace);
  return [...new Set(periods)].map((seconds) => ({ about, end: { kind: 'refresh-again', seconds } }));
};

const signOut: Prober = ({ base, head }) =>
  differingFirst(base.logoutUris, head.logoutUris).map((to) => ({
    about: [{ attribute: 'post_logout_redirect_uris', value: to }],
    end: { kind: 'sign-out', to },
  }));

const consent: Prober = () => [{ about: [{ attribute: 'consent_method' }], end: { kind: 'no-consent' } }];

/** The tile of the app is opened on both sides: which address it leads to is the answer. */
const starts: Prober = ({ base, head }) => {
  const mode = base.startMode === head.startMode ? [] : [{ attribute: 'login_mode' }];
  const addresses = differingFirst(one(base.startUri), one(head.startUri));
  const changes = mode.length > 0 || base.startUri !== head.startUri;
  return [
    ...addresses.map((to) => ({
      about: [{ attribute: 'login_uri', value: to }, ...mode],
      end: { kind: 'start', path: head.startPath, to } as const,
    })),
    ...(changes && [base, head].some(({ startMode }) => startMode === 'OKTA')
      ? [{ about: [{ attribute: 'login_mode' }], why: 'Okta would send tokens in a form, and a rehearsal sends none' }]
      : []),
  ];
};

/** The session of a user ends on both sides: which address the browser opens in a frame is the answer. */
const sessionEnd: Prober = ({ base, head }) => {
  const mode = base.isTold === head.isTold ? [] : [{ attribute: 'participate_slo' }];
  return differingFirst(one(base.frontChannelUri), one(head.frontChannelUri)).map((to) => ({
    about: [{ attribute: 'frontchannel_logout_uri', value: to }, ...mode],
    end: { kind: 'session-end', to },
  }));
};

const users: Prober = ({ base, head }, people) => {
  const differs = (id: string) => base.groups.includes(id) !== head.groups.includes(id);
  const withUser = new Set([people.everyone, ...people.users.map(({ group }) => group?.id)]);
  const without = differing(base.groups, head.groups).filter((id) => !withUser.has(id));
  const mode = base.isForAll === head.isForAll ? [] : [{ attribute: 'implicit_assignment' }];
  const everyone = differs(people.everyone) ? [{ attribute: 'group', value: 'Everyone' }] : [];
  const concerned = people.users.filter(({ group }) => {
    return group === undefined || base.groups.includes(group.id) || head.groups.includes(group.id);
  });
  const requests = concerned.map(({ login, group }): Probe => {
    const own = group !== undefined && differs(group.id) ? [{ attribute: 'group', value: group.name }] : [];
    const about = [...own, ...everyone, ...mode];
    return {
      about: about.length > 0 ? about : [{ attribute: 'group', value: group?.name ?? 'Everyone' }],
      signIn: { login },
      by: group === undefined ? 'a user in no group but Everyone' : `a user in ${group.name}`,
    };
  });
  if (without.length === 0) return requests;
  const most = people.users.filter(({ group }) => group !== undefined).length;
  const why = `${counted(without.length, 'group')} got no test user: a rehearsal has users for ${counted(most, 'group')}`;
  return [...requests, { about: [{ attribute: 'group' }], why }];
};

/** Which requests each kind of setting decides about. */
const PROBERS: readonly Prober[] = [
  redirectUris,
  responseTypes,
  grants,
  methods,
  keys,
  challenge,
  refreshAgain,
  signOut,
  consent,
  starts,
  sessionEnd,
  users,
];

/** Every request that one of the settings of an app decides about. */
export function probesOf(both: Both, people: People): readonly (Probe | Unasked)[] {
  const every = PROBERS.flatMap((prober) => prober(both, people));
  const all = [both.base, both.head].every(signsIn) ? every : withoutUsers(every);
  return all.map((each) => ('why' in each || !NEEDS_CODE.includes(each.end?.kind) ? each : withCode(each, both)));
}

/** Whether the org on this machine has a response type for the app. Okta has `token` alone, too. */
function signsIn({ responseTypes: own }: KnownApp): boolean {
  return own.length === 0 || RESPONSE_TYPES.some((type) => type.split(' ').every((part) => own.includes(part)));
}

/** Of an app of which no user gets an answer, each answer would be a difference that Okta does not have. */
function withoutUsers(all: readonly (Probe | Unasked)[]): readonly (Probe | Unasked)[] {
  const why =
    'no user signs in to the app on this machine, before or after: the org has no response type "token" alone';
  return [
    ...all.filter((each) => 'why' in each || each.end?.kind === 'client-credentials'),
    { about: [{ attribute: 'app' }], why },
  ];
}

/** They exchange a code first. */
const NEEDS_CODE: readonly (End['kind'] | undefined)[] = ['tokens', 'refresh', 'refresh-again'];

/** Where only one side gives codes, that decides, too. */
function withCode(probe: Probe, { base, head }: Both): Probe {
  if (base.responseTypes.includes('code') === head.responseTypes.includes('code')) return probe;
  return { ...probe, about: [...probe.about, { attribute: 'response_types', value: 'code' }] };
}

/** Members of either list, those of one list only first: they are what a limit must not leave out. */
function differingFirst(base: readonly string[], head: readonly string[]): readonly string[] {
  return [...differing(base, head), ...new Set(head.filter((text) => base.includes(text)))];
}

function one(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function differing(base: readonly string[], head: readonly string[]): readonly string[] {
  return [...new Set([...head, ...base])].filter((text) => base.includes(text) !== head.includes(text));
}

function aboutType(parts: readonly string[], base: KnownApp, head: KnownApp): readonly About[] {
  const changed = parts.filter((part) => base.responseTypes.includes(part) !== head.responseTypes.includes(part));
  const needed = [
    ...(parts.includes('code') ? ['authorization_code'] : []),
    ...(parts.some((part) => part !== 'code') ? ['implicit'] : []),
  ];
  return [
    ...(changed.length > 0 ? changed : parts).map((value) => ({ attribute: 'response_types', value })),
    ...needed
      .filter((grant) => base.grants.includes(grant) !== head.grants.includes(grant))
      .map((value) => ({ attribute: 'grant_types', value })),
  ];
}
