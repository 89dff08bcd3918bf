import { claimsOfJwt } from '../sign-in/jwt-claims';
import { pathOf, queryOf, type SignInRequest } from '../sign-in/request';
import { clientIn } from '../sign-in/token-requests';

/** What a request asks for. */
export interface Asked {
  readonly kind: string;
  /** Not yet proven. */
  readonly clientId: string | undefined;
  /** The id in the address of a page between an authorization request and its answer. */
  readonly interaction: string | undefined;
  /** Values that may be shown. */
  readonly details: readonly (readonly [name: string, value: string])[];
  /** Values that may not be shown, wherever they turn up. */
  readonly secrets: readonly string[];
}

/** The last part of each path, and what a request for it is called. */
const KINDS: Readonly<Record<string, string>> = {
  authorize: 'authorization request',
  token: 'token request',
  userinfo: 'userinfo request',
  introspect: 'introspection request',
  revoke: 'revocation request',
  logout: 'logout request',
  par: 'pushed authorization request',
};

/** Parameters whose values are settings, and not proof of anything. */
const SHOWN = [
  'grant_type',
  'response_type',
  'response_mode',
  'scope',
  'prompt',
  'code_challenge_method',
  'redirect_uri',
  'post_logout_redirect_uri',
  'token_type_hint',
];

/** All others that are known to carry no secret; what is unknown is taken for one. */
const HARMLESS = [...SHOWN, 'client_id', 'client_assertion_type', 'max_age', 'login_hint', 'identifier', 'answer'];

/** Reads a request of a client; undefined for what is of no client, such as one for the keys. */
export function readRequest(request: SignInRequest): Asked | undefined {
  const { headers, body } = request;
  const path = pathOf(request);
  const [, first, ...rest] = path.split('/');
  const last = rest.at(-1) ?? '';
  const page = first === 'signin' || /\/authorize\/[^/]+$/.test(path) ? last : undefined;
  const kind = page === undefined ? KINDS[last] : first === 'signin' ? 'sign-in form' : 'authorization request';
  if ((first !== 'signin' && first !== 'oauth2') || kind === undefined) return undefined;
  const parameters = queryOf(request);
  for (const [name, value] of formOf(headers['content-type'], body)) parameters.append(name, value);
  const authorization = [headers['authorization'] ?? []].flat()[0];
  return {
    kind,
    interaction: page,
    clientId: clientOf(parameters, authorization),
    details: SHOWN.flatMap((name) => {
      const values = parameters.getAll(name);
      return values.length === 0 ? [] : [[name, values.join(' and ')] as const];
    }),
    secrets: [
      ...[...parameters].filter(([name]) => !HARMLESS.includes(name)).map(([, value]) => value),
      ...secretsIn(authorization),
    ].filter((value) => value.length >= SHORTEST),
  };
}

/** Shorter texts are in every other word. */
const SHORTEST = 4;

function formOf(type: SignInRequest['headers'][string], body: Buffer): Iterable<[string, string]> {
  return /^application\/x-www-form-urlencoded/i.test([type ?? ''].flat()[0] ?? '')
    ? new URLSearchParams(body.toString('utf8'))
    : [];
}

function clientOf(parameters: URLSearchParams, authorization: string | undefined): string | undefined {
  const token = /^(?:bearer|dpop)\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  const named = clientIn(parameters, authorization);
  if (named !== undefined) return named;
  const claimed = claimsOfJwt(token ?? parameters.get('id_token_hint') ?? '');
  const fromToken = token === undefined ? claimed['aud'] : claimed['cid'];
  return typeof fromToken === 'string' ? fromToken : undefined;
}

function secretsIn(authorization = ''): readonly string[] {
  const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return [value];
  const password = Buffer.from(value, 'base64').toString('utf8').split(/:(.*)/s)[1] ?? '';
  return [value, password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
