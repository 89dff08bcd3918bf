import type { Answered } from '../../shared/exchanges';
import { object, textField, type JsonObject } from '../../shared/json';
import { listed } from '../../shared/lists';
import type { Ask, ClientProof, SignInAsk } from './ask';
import { Browser, type Page } from './browser';
import { proofOf } from './client-proof';
import { framesOn, saidOn } from './said-on';

/** What a browser is sent back to an app with. */
const GIVEN = ['code', 'id_token', 'access_token'];

/** Milliseconds until the token endpoint must have answered. */
const LONGEST = 10_000;

/** Of PKCE, as in RFC 7636, appendix B. What is signed in to is an org on this machine. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** Where requests are sent. */
export interface OrgUnderTest {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Runs what is to happen so many seconds later by the clock of the org. */
  readonly later: <T>(seconds: number, work: () => Promise<T>) => Promise<T>;
}

/** Why an org does not accept a step. */
class Refused extends Error {}

/**
 * Sends a request to an org, with what comes before it: the user signs in through the org's pages, and allows what the app
 * asks for. Only the org is asked: where a browser would leave it, it stops.
 *
 * @throws Error when the org gives no answer at all
 */
export async function send(org: OrgUnderTest, ask: Ask): Promise<Answered> {
  try {
    return { accepted: true, says: await outcomeOf(org, ask) };
  } catch (error) {
    if (error instanceof Refused) return { accepted: false, says: error.message };
    throw error;
  }
}

async function outcomeOf(org: OrgUnderTest, { client, signIn, end }: Ask): Promise<string> {
  switch (end.kind) {
    case 'client-credentials':
      // The org's own server gives such tokens for Okta's API only.
      await exchange(org, client, { grant_type: 'client_credentials', scope: 'custom' }, '/oauth2/default/v1/token');
      return TOKENS;
    case 'sign-in':
    case 'no-consent': {
      const { given } = await signedIn(org, client, signIn, { allows: end.kind === 'sign-in' });
      return `the browser is sent to the app with ${[...given.keys()].filter((name) => GIVEN.includes(name)).join(' and ')}`;
    }
    case 'tokens':
      await tokensOf(org, client, signIn);
      return TOKENS;
    case 'refresh':
    case 'refresh-again': {
      const { refresh_token: token = 'none' } = await tokensOf(org, client, signIn, OFFLINE);
      const refresh = () => exchange(org, client, { grant_type: 'refresh_token', refresh_token: token });
      await refresh();
      if (end.kind === 'refresh-again') await org.later(end.seconds, refresh);
      return TOKENS;
    }
    case 'sign-out': {
      const { browser, given } = await signedIn(org, client, signIn, { allows: true });
      const idToken = given.get('id_token') ?? (await tokensFor(org, client, signIn, given)).id_token ?? '';
      const params = { id_token_hint: idToken, post_logout_redirect_uri: end.to };
      const page = await browser.open(`${org.url}/oauth2/v1/logout?${query(params)}`);
      if (page.status !== 0 || !page.url.startsWith(end.to)) throw new Refused(saidOn(page));
      return THERE;
    }
    case 'start': {
      const page = await new Browser(org.url).open(org.url + end.path);
      if (page.status === 200) throw new Refused('the browser stays at Okta, which signs the user in by itself');
      if (page.status !== 0) throw new Refused(saidOn(page));
      const there = plainAddress(page.url);
      if (there !== plainAddress(end.to)) throw new Refused(`the browser is sent to ${there}`);
      return THERE;
    }
    case 'session-end': {
      const { browser } = await signedIn(org, client, signIn, { allows: true });
      // Okta does not tell the app that asks for a logout: here, none asks.
      const page = await browser.open(`${org.url}/oauth2/v1/logout`);
      const frames = framesOn(page).map(plainAddress);
      if (!frames.includes(plainAddress(end.to)))
        throw new Refused(`the browser opens ${listed(frames) || 'no address'}`);
      return 'the browser opens it in a frame';
    }
  }
}

/** An address without what Okta adds to it: who it is, and which session ends. */
function plainAddress(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  for (const name of ['iss', 'sid']) url.searchParams.delete(name);
  return url.href;
}

const THERE = 'the browser is sent there';
const TOKENS = 'the app gets tokens';
const OFFLINE = 'offline_access';

interface SignedIn {
  readonly browser: Browser;
  /** What the app was given. */
  readonly given: URLSearchParams;
}

/** @throws Refused */
async function signedIn(
  { url }: OrgUnderTest,
  { clientId }: ClientProof,
  { redirectUri, responseType, withChallenge, login }: SignInAsk,
  { allows, scopes = [] }: { readonly allows: boolean; readonly scopes?: readonly string[] },
): Promise<SignedIn> {
  const params = {
    client_id: clientId,
    response_type: responseType,
    redirect_uri: redirectUri,
    scope: ['openid', ...scopes].join(' '),
    state: 'state',
    nonce: 'nonce',
    ...(withChallenge && { code_challenge: CHALLENGE, code_challenge_method: 'S256' }),
  };
  const browser = new Browser(url);
  let page = await browser.open(`${url}/oauth2/v1/authorize?${query(params)}`);
  if (page.status === 200) page = await browser.submit(page, { identifier: login, password: 'any' });
  if (page.status === 200 && !allows) throw new Refused('the user is asked for consent');
  if (page.status === 200) page = await browser.submit(page, { answer: 'allow' });
  if (page.text.includes(FAILED)) throw new Error(NO_ANSWER);
  const given = answerIn(page, redirectUri);
  if (given.has('error')) throw new Refused(textOf(Object.fromEntries(given)));
  return { browser, given };
}

/** Title of the page of an org that has a fault itself; what follows is for its developer. */
const FAILED = '<h1>The local org failed</h1>';
const NO_ANSWER = 'the org on this machine has a fault';

/** The parameters that a browser takes to an app: in the query, or behind the `#`. @throws Refused when it stays at the org */
function answerIn(page: Page, redirectUri: string): URLSearchParams {
  if (page.status !== 0) throw new Refused(saidOn(page));
  const { search, hash } = new URL(page.url);
  const given = new URLSearchParams(hash === '' ? search : hash.slice(1));
  if (!given.has('error') && !GIVEN.some((name) => given.has(name)))
    throw new Refused(`the browser is sent to ${redirectUri} with nothing`);
  return given;
}

interface Given {
  readonly id_token?: string;
  readonly refresh_token?: string;
}

/** @throws Refused */
async function tokensOf(
  org: OrgUnderTest,
  client: ClientProof,
  signIn: SignInAsk,
  ...scopes: readonly string[]
): Promise<Given> {
  const { given } = await signedIn(org, client, signIn, { allows: true, scopes });
  return await tokensFor(org, client, signIn, given);
}

/** @throws Refused */
async function tokensFor(
  org: OrgUnderTest,
  client: ClientProof,
  { redirectUri, withChallenge }: SignInAsk,
  given: URLSearchParams,
): Promise<Given> {
  return await exchange(org, client, {
    grant_type: 'authorization_code',
    code: given.get('code') ?? '',
    redirect_uri: redirectUri,
    ...(withChallenge && { code_verifier: VERIFIER }),
  });
}

/** @throws Refused */
async function exchange(
  { url }: OrgUnderTest,
  client: ClientProof,
  fields: Readonly<Record<string, string>>,
  path = '/oauth2/v1/token',
): Promise<Given> {
  const endpoint = url + path;
  const proof = await proofOf(client, endpoint);
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { accept: 'application/json', ...proof.headers },
    body: new URLSearchParams({ ...fields, ...proof.fields }),
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST),
  });
  const body = object(await answer.json());
  if (body['error'] === 'server_error') throw new Error(NO_ANSWER);
  if (!answer.ok) throw new Refused(textOf(body));
  const [idToken, refreshToken] = [textField(body, 'id_token'), textField(body, 'refresh_token')];
  return {
    ...(idToken !== undefined && { id_token: idToken }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
  };
}

/** An error as OAuth answers have it. */
function textOf(body: JsonObject): string {
  const description = textField(body, 'error_description');
  return [textField(body, 'error') ?? 'no error code', ...(description === undefined ? [] : [description])].join(': ');
}

function query(params: Readonly<Record<string, string>>): string {
  return new URLSearchParams(params).toString();
}
