import type { PartyKey } from '../../local/party/ask';
import { askOrg, tellOrg, type OrgApi } from '../../local/party/declared-app';
import { send, type OrgUnderTest } from '../../local/party/send';
import type { Exchange, Exchanges, NotAsked } from '../../shared/exchanges';
import { inner, object } from '../../shared/json';
import { counted } from '../../shared/lists';
import { askOf, requestText } from './asks';
import type { KnownApp } from './known-app';
import { probesOf, type People, type Probe, type Unasked } from './probes';

/** One app on both sides; undefined where it does not exist. */
export interface AppPair {
  /** Of the app and its assignments. */
  readonly addresses: readonly string[];
  readonly base: KnownApp | undefined;
  readonly head: KnownApp | undefined;
}

/** The orgs of base and head, and whose requests are sent to them. */
export interface Witnesses {
  readonly base: OrgApi & OrgUnderTest;
  readonly head: OrgApi & OrgUnderTest;
  readonly people: People;
  /** Login of a user who is assigned to each app beside those that the stack assigns. */
  readonly tester: string;
  /** Of an app that proves itself with a key: its own private one is not here. */
  readonly key: () => Promise<PartyKey>;
}

/** Most requests for one app, and milliseconds for all apps of a stack. */
const MOST_PROBES = 60;
const LONGEST = 120_000;

/** A probe as it is sent: each side fills in its own app, or both get the request of one side. */
interface Request {
  readonly probe: Probe;
  readonly of?: KnownApp | undefined;
}

/** Sends requests to both orgs and keeps those that they answer differently. */
export async function exchangesOf(pairs: readonly AppPair[], orgs: Witnesses, limit = LONGEST): Promise<Exchanges> {
  const until = Date.now() + limit;
  const differing: Exchange[] = [];
  const notAsked: NotAsked[] = [];
  let sent = 0;
  for (const pair of pairs.filter(isChanged)) {
    const { addresses } = pair;
    const { requests, unasked } = requestsOf(pair, orgs.people);
    notAsked.push(...unasked.flatMap(({ about, why }) => about.map((one) => ({ addresses, about: one, why }))));
    const asked = Date.now() < until ? requests.slice(0, MOST_PROBES) : [];
    if (asked.length > 0) await Promise.all([prepare(pair.base, orgs.base, orgs), prepare(pair.head, orgs.head, orgs)]);
    for (const [index, request] of asked.entries()) {
      if (Date.now() >= until) {
        notAsked.push(...cut(pair, requests.length - index));
        break;
      }
      sent += 1;
      const answer = await exchange(pair, request, orgs);
      if ('why' in answer)
        notAsked.push(...request.probe.about.map((about) => ({ addresses, about, why: answer.why })));
      else if (answer.before.accepted !== answer.after.accepted) differing.push(answer);
    }
    if (asked.length < requests.length) notAsked.push(...cut(pair, requests.length - asked.length));
  }
  return { sent, differing, notAsked };
}

function isChanged({ base, head }: AppPair): boolean {
  return base?.fingerprint !== head?.fingerprint || base?.isActive !== head?.isActive;
}

function cut({ addresses }: AppPair, count: number): readonly NotAsked[] {
  return [{ addresses, why: `${counted(count, 'request')} of this app were left out to keep the rehearsal short` }];
}

function requestsOf({ base, head }: AppPair, people: People) {
  const app = [{ attribute: 'app' }];
  if (base === undefined || head === undefined || base.id !== head.id || base.clientId !== head.clientId) {
    const sides = [base, head].filter((side) => side?.isActive === true);
    return {
      requests: sides.map((of): Request => ({ probe: { about: app, end: { kind: 'tokens' } }, of })),
      unasked:
        base === undefined || head === undefined
          ? []
          : [{ about: app, why: 'no request of the old app is one of the new app' }],
    };
  }
  if (!base.isActive && !head.isActive)
    return { requests: [], unasked: [{ about: app, why: 'the app is inactive before and after' }] };
  if (base.isActive !== head.isActive) {
    const probe: Probe = { about: [{ attribute: 'status' }], end: { kind: 'sign-in' } };
    const unasked =
      base.fingerprint === head.fingerprint ? [] : [{ about: app, why: 'the app is inactive before or after' }];
    return { requests: [{ probe }], unasked };
  }
  return split(probesOf({ base, head }, people));
}

function split(all: readonly (Probe | Unasked)[]) {
  return {
    requests: all.flatMap((each): Request[] => ('why' in each ? [] : [{ probe: each }])),
    unasked: all.flatMap((each) => ('why' in each ? [each] : [])),
  };
}

/** Sends one request to both sides. */
async function exchange(
  { addresses, base, head }: AppPair,
  { probe, of }: Request,
  orgs: Witnesses,
): Promise<Exchange | { readonly why: string }> {
  const usesKey = [base, head].some((side) => side?.method === 'private_key_jwt');
  const key = usesKey ? await orgs.key() : undefined;
  const askFor = (own: KnownApp | undefined, other: KnownApp | undefined) => {
    const [mine, theirs] = of === undefined ? [own ?? other, other ?? own] : [of, of];
    if (mine === undefined || theirs === undefined) throw new Error('an app exists on one side at least');
    return askOf(probe, mine, theirs, { key, login: orgs.tester });
  };
  try {
    const [ask, next] = [askFor(base, head), askFor(head, base)];
    const before = await send(orgs.base, ask);
    const after = await send(orgs.head, next);
    const { about } = probe;
    return { addresses, about, request: requestText(after.accepted ? next : ask, probe), before, after };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Assigns a user to an app, and gives it a key of this process where it proves itself with one: who may sign in and whose key
 * it is, other requests show.
 */
async function prepare(app: KnownApp | undefined, org: OrgApi, { tester, key }: Witnesses): Promise<void> {
  if (app === undefined) return;
  await tellOrg(org, 'POST', `/api/v1/apps/${app.id}/users`, { id: tester });
  if (app.method === 'private_key_jwt') await giveKey(app, org, await key());
}

/** No private key of the app is here, and its keys may be at an address, from which nothing is fetched. */
async function giveKey({ id }: KnownApp, org: OrgApi, { publicKey }: PartyKey): Promise<void> {
  const app = object(await askOrg(org, `/api/v1/apps/${id}`));
  const { jwks_uri: _address, ...oauthClient } = object(inner(app, 'settings', 'oauthClient'));
  const settings = { ...object(app['settings']), oauthClient: { ...oauthClient, jwks: { keys: [publicKey] } } };
  await tellOrg(org, 'PUT', `/api/v1/apps/${id}`, { ...app, settings });
}
