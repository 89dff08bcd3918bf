import type { Ask, ClientProof, PartyKey } from '../../local/party/ask';
import type { KnownApp } from './known-app';
import { ANY_LABEL, RESPONSE_TYPES, type Probe } from './probes';

/** What does not differ between two requests of one app. */
interface Surroundings {
  readonly key: PartyKey | undefined;
  /** A user who may sign in on both sides. */
  readonly login: string;
}

/**
 * The request of a probe to one side. What the probe leaves open is what both sides accept, where there is such a value, so
 * that an answer is about nothing but the probe.
 */
export function askOf(
  { signIn = {}, method, end = { kind: 'sign-in' } }: Probe,
  own: KnownApp,
  other: KnownApp,
  { key, login }: Surroundings,
): Ask {
  return {
    client: proof(own, other, method ?? own.method, key),
    signIn: {
      redirectUri: redirectUriOf(own, other),
      responseType: responseTypeOf(own),
      withChallenge: true,
      login,
      ...signIn,
    },
    end,
  };
}

/** A method that the app does not have has no credentials there: those of the other side are tried. */
function proof(own: KnownApp, other: KnownApp, method: string, key: PartyKey | undefined): ClientProof {
  return { clientId: own.clientId, method, secret: own.secret ?? other.secret, key };
}

/** One with a code if there is one: the token endpoint needs it. */
function responseTypeOf(own: KnownApp): string {
  const all = RESPONSE_TYPES.filter((type) => gives(own, type));
  return all.find((type) => type.split(' ').includes('code')) ?? all[0] ?? 'code';
}

function gives({ responseTypes }: KnownApp, type: string): boolean {
  return type.split(' ').every((part) => responseTypes.includes(part));
}

function redirectUriOf(own: KnownApp, other: KnownApp): string {
  const plain = own.redirectUris.filter((uri) => !uri.includes('*'));
  const [first = ''] = own.redirectUris;
  const shared = plain.find((uri) => other.redirectUris.includes(uri));
  return shared ?? plain[0] ?? (own.hasWildcards ? first.replace('*', ANY_LABEL) : first);
}

/** `POST /oauth2/v1/token with grant_type=…`: the request as a line of text, with the parameters that matter. */
export function requestText({ client, signIn, end }: Ask, probe: Probe): string {
  const { clientId } = client;
  switch (end.kind) {
    case 'sign-in':
    case 'no-consent':
      return authorizeText(clientId, signIn, probe);
    case 'client-credentials':
      return `POST /oauth2/default/v1/token with grant_type=client_credentials&client_id=${clientId}&scope=custom`;
    case 'tokens': {
      const proven = probe.method === undefined ? '' : `, ${PROOFS[client.method] ?? client.method}`;
      const without = signIn.withChallenge ? '' : ', after a sign-in without code_challenge';
      return `${TOKEN} grant_type=authorization_code&client_id=${clientId}&code=…${proven}${without}`;
    }
    case 'refresh':
      return `${TOKEN} grant_type=refresh_token&client_id=${clientId}&refresh_token=…`;
    case 'refresh-again':
      return `${TOKEN} grant_type=refresh_token&client_id=${clientId}&refresh_token=…, used before, ${end.seconds} s ago`;
    case 'sign-out':
      return `GET /oauth2/v1/logout?id_token_hint=…&post_logout_redirect_uri=${parameter(end.to)}`;
    case 'start':
      return `GET /home/oidc_client/…, the tile of the app, to be sent to ${address(end.to)}`;
    case 'session-end':
      return `GET /oauth2/v1/logout by a user who is signed in to the app, to open ${address(end.to)} in a frame`;
  }
}

const TOKEN = 'POST /oauth2/v1/token with';

/** How a client proves who it is, without what it proves it with. */
const PROOFS: Readonly<Record<string, string>> = {
  client_secret_basic: 'client_secret=… in the header (client_secret_basic)',
  client_secret_post: 'client_secret=… in the form (client_secret_post)',
  client_secret_jwt: 'client_assertion=… (client_secret_jwt)',
  private_key_jwt: 'client_assertion=… (private_key_jwt)',
  none: 'no client authentication (none)',
};

function authorizeText(clientId: string, signIn: Ask['signIn'], probe: Probe): string {
  const { redirectUri, responseType } = probe.signIn ?? {};
  const params = [
    `client_id=${clientId}`,
    `response_type=${responseType ?? signIn.responseType}`,
    ...(redirectUri === undefined ? [] : [`redirect_uri=${parameter(redirectUri)}`]),
  ];
  const who = probe.by === undefined ? '' : `, by ${probe.by}`;
  return `GET /oauth2/v1/authorize?${params.join('&')}${who}${probe.end?.kind === 'no-consent' ? ', without a consent page' : ''}`;
}

/** An address that is no value in a query. */
function address(text: string): string {
  return parameter(text).replace(/%2[56]/g, decodeURIComponent);
}

/** A value in a query. What needs no escape there stays readable. */
function parameter(text: string): string {
  const escaped = new URLSearchParams({ x: text }).toString().slice('x='.length);
  return escaped.replace(/%(?:3A|2F|3F|3D|40|2C|3B)/g, decodeURIComponent);
}
