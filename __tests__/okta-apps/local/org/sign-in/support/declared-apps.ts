import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, Agent, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';
import type { OidcWebAppProps } from '../../../../../../constructs/oidc-web-app';
import { OktaClient } from '../../../../../../okta-apps/local/provider/okta-client';
import { APP_OAUTH } from '../../../../../../okta-apps/local/provider/resources/app-oauth';
import type { ObjectValue } from '../../../../../../okta-apps/local/provider/sdk/value';
import { dataFor } from '../../../../../support/resource-data';
import { attributesOf } from '../../../../../support/synth-stack';
import { ask } from '../../support/client';
import { CALLBACK, type Made, type OrgAddress } from './relying-party';

/** What decides how an app signs users in: one declared combination. */
export interface Shape {
  readonly method: keyof typeof METHODS;
  readonly pkceRequired: boolean;
  readonly refresh: keyof typeof REFRESH;
  readonly responseType: 'code' | 'id_token' | 'code id_token';
  readonly consent: boolean;
}

export const SIGNED_OUT = 'https://app.example.com/signed-out';

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A public key as `jwks` takes it. */
const rsaJwk = { kid: 'rsa', ...(RSA.publicKey.export({ format: 'jwk' }) as { kty: 'RSA'; n: string; e: string }) };
const ecJwk = {
  kid: 'ec',
  ...(EC.publicKey.export({ format: 'jwk' }) as { kty: 'EC'; crv: string; x: string; y: string }),
};

interface Method {
  readonly props: (keys: string) => Partial<OidcWebAppProps>;
  /** Attributes of `okta_app_oauth` that no web app has. */
  readonly attributes?: ObjectValue;
  readonly auth: (app: Made) => Promise<oidc.ClientAuth> | oidc.ClientAuth;
}

const withSecret = (
  tokenEndpointAuthMethod: 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt',
  auth: (secret: string) => oidc.ClientAuth,
): Method => ({ props: () => ({ tokenEndpointAuthMethod }), auth: ({ secret }) => auth(secret) });

/** Each way in which an app authenticates: what is declared, and what its client library is told. */
const METHODS = {
  client_secret_basic: withSecret('client_secret_basic', oidc.ClientSecretBasic),
  client_secret_post: withSecret('client_secret_post', oidc.ClientSecretPost),
  client_secret_jwt: withSecret('client_secret_jwt', oidc.ClientSecretJwt),
  'RSA key': {
    props: () => ({ tokenEndpointAuthMethod: 'private_key_jwt', jwks: [rsaJwk] }),
    auth: () => withKey(RSA.privateKey, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, 'rsa'),
  },
  'EC key': {
    props: () => ({ tokenEndpointAuthMethod: 'private_key_jwt', jwks: [ecJwk] }),
    auth: () => withKey(EC.privateKey, { name: 'ECDSA', namedCurve: 'P-256' }, 'ec'),
  },
  'key at an address': {
    props: (jwksUri) => ({ tokenEndpointAuthMethod: 'private_key_jwt', jwksUri }),
    auth: () => withKey(RSA.privateKey, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, 'rsa'),
  },
  // Okta has it for apps in browsers and on devices only, which always use PKCE.
  none: {
    props: () => ({}),
    attributes: { type: 'browser', token_endpoint_auth_method: 'none' },
    auth: () => oidc.None(),
  },
} satisfies Readonly<Record<string, Method>>;

/** Each kind of refresh token. */
const REFRESH = {
  none: {},
  static: { refreshToken: { rotationType: 'STATIC' } },
  'rotated with a grace period': { refreshToken: { rotationType: 'ROTATE', leeway: 30 } },
  'rotated at once': { refreshToken: { rotationType: 'ROTATE', leeway: 0 } },
} as const satisfies Readonly<Record<string, Partial<OidcWebAppProps>>>;

async function withKey(
  key: KeyObject,
  algorithm: Parameters<typeof crypto.subtle.importKey>[2],
  kid: string,
): Promise<oidc.ClientAuth> {
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const imported = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  return oidc.PrivateKeyJwt({ key: imported, kid });
}

const CHOICES = {
  method: Object.keys(METHODS) as Shape['method'][],
  pkceRequired: [true, false],
  refresh: Object.keys(REFRESH) as Shape['refresh'][],
  responseType: ['code', 'id_token', 'code id_token'] satisfies Shape['responseType'][],
  consent: [true, false],
} as const;

/** Every combination. */
export const EVERY_SHAPE: readonly Shape[] = Object.entries(CHOICES)
  .reduce<object[]>(
    (shapes, [name, values]) => shapes.flatMap((shape) => values.map((value) => ({ ...shape, [name]: value }))),
    [{}],
  )
  .filter((shape): shape is Shape => isPossible(shape as Shape));

function isPossible({ method, pkceRequired }: Shape): boolean {
  return method !== 'none' || pkceRequired;
}

/** The props of an app of this shape. @param keys where its keys are, for an app that has them at an address */
export function propsOf(shape: Shape, keys: string): Omit<OidcWebAppProps, 'label'> {
  const withIdToken = shape.responseType !== 'code';
  return {
    redirectUris: [CALLBACK],
    postLogoutRedirectUris: [SIGNED_OUT],
    grantTypes: [
      'authorization_code',
      ...(withIdToken ? (['implicit'] as const) : []),
      ...(shape.refresh === 'none' ? [] : (['refresh_token'] as const)),
    ],
    responseTypes: withIdToken ? ['code', 'id_token'] : ['code'],
    pkceRequired: shape.pkceRequired,
    consentMethod: shape.consent ? 'REQUIRED' : 'TRUSTED',
    implicitAssignment: true,
    ...REFRESH[shape.refresh],
    ...METHODS[shape.method].props(keys),
  };
}

export function authOf(shape: Shape, app: Made): Promise<oidc.ClientAuth> | oidc.ClientAuth {
  return METHODS[shape.method].auth(app);
}

let count = 0;

/** Declares an app and creates it as an apply does: `OidcWebApp`, then the local provider's `okta_app_oauth`. */
export async function declare(
  org: OrgAddress,
  shape: Shape,
  props: Omit<OidcWebAppProps, 'label'> & { readonly label?: string },
): Promise<Made> {
  count += 1;
  const label = `Declared ${count}`;
  const credentials = { kind: 'apiToken', token: org.token } as const;
  const target = { org: org.url, credentials, maxRetries: 0, maxWaitSeconds: 0 };
  const agent = new Agent();
  try {
    const { attributes }: Method = METHODS[shape.method];
    const synthesized = JSON.stringify(attributesOf({ label, ...props }));
    // Terraform takes the first `$` off.
    const declared = JSON.parse(synthesized.replace(/\$(?=\$\{)/g, '')) as ObjectValue;
    const data = dataFor(APP_OAUTH, { ...declared, ...attributes });
    await APP_OAUTH.create(data, new OktaClient(target, agent, new AbortController().signal));
    const { body } = await ask(org, 'GET', `/api/v1/apps/${data.id}/credentials/secrets`);
    const [newest] = body as { client_secret: string }[];
    return { id: data.id, label, clientId: data.string('client_id'), secret: newest?.client_secret ?? '' };
  } finally {
    agent.destroy();
  }
}

/** Serves the public key of an app at an address of this machine, for the tests of one file. @returns that address */
export function keysAtAnAddress(): () => string {
  let server: Server;
  beforeAll(async () => {
    // Under jest, oidc-provider cannot find the dispatcher that it would give, which is not used anyway, and says so.
    jest.spyOn(console, 'warn').mockReturnValue();
    server = createServer((_request, response) => response.end(JSON.stringify({ keys: [rsaJwk] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  return () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
}
