import type { OrgClient } from '../../../../okta-apps/okta/client';
import type { OidcClient } from '../../../../okta-apps/okta/oidc-clients';
import type { DeclaredApp } from '../../../../okta-apps/run/declared-apps';
import { CallError } from '../../../../okta-apps/okta/call-error';
import { checkApp } from '../../../../okta-apps/secrets/secretless/check-app';
import { stackManifest } from '../../../support/plain-project';

const KEYS = 'https://shop.example.org/jwks.json';

interface Case {
  readonly client?: Partial<OidcClient>;
  readonly attributes?: DeclaredApp['attributes'];
  readonly rotatedBy?: 'other' | 'infisical';
  readonly type?: string;
  readonly roles?: readonly string[] | CallError;
  readonly jwksUri?: string;
}

/** A list of the SDK. */
async function* pages<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const one of all) yield await Promise.resolve(one);
}

async function check({ client = {}, attributes = {}, rotatedBy, type = 'web', roles = [], jwksUri }: Case) {
  const manifest = stackManifest(
    'shop-dev',
    rotatedBy === undefined ? {} : { rotatedBy: { 'okta_app_oauth.web': rotatedBy } },
  );
  const app: DeclaredApp = {
    app: 'web',
    path: 'shop-dev/web',
    address: 'okta_app_oauth.web',
    label: 'Web',
    clientId: undefined,
    importId: undefined,
    attributes,
    folder: '',
    manifest,
  };
  const known: OidcClient = {
    appId: '0oa1',
    label: 'Web',
    status: 'ACTIVE',
    clientId: '0oa1',
    method: 'client_secret_basic',
    issuerMode: 'ORG_URL',
    redirectUris: [],
    ...client,
  };
  const list = () =>
    roles instanceof CallError
      ? Promise.reject(roles)
      : Promise.resolve(pages(roles.map((label) => ({ type: 'CUSTOM', label }))));
  const sdk = {
    baseUrl: 'https://acme.okta.com',
    http: { getJson: () => Promise.resolve({ id: '0oa1', settings: { oauthClient: { application_type: type } } }) },
    roleAssignmentApi: { listRolesForClient: list },
  };
  const call = ((work: (given: never) => unknown) => work(sdk as never)) as OrgClient['call'];
  return await checkApp({ app, client: known }, jwksUri, { client: { call, agent: undefined } }).catch(
    (error: unknown) => (error as Error).message,
  );
}

test.each<readonly [string, Case, unknown]>([
  ['keys of the option', { jwksUri: KEYS }, { jwksUri: KEYS, isInCode: false, notLookedAt: [] }],
  ['keys of the code', { attributes: { jwks_uri: KEYS } }, { jwksUri: KEYS, isInCode: false, notLookedAt: [] }],
  [
    'the code is changed and not applied yet',
    { attributes: { jwks_uri: KEYS, token_endpoint_auth_method: 'private_key_jwt' } },
    { jwksUri: KEYS, isInCode: true, notLookedAt: [] },
  ],
  [
    'roles that the credential may not read',
    { jwksUri: KEYS, roles: new CallError('answer', '403 E0000006: no', { status: 403 }) },
    {
      jwksUri: KEYS,
      isInCode: false,
      notLookedAt: [
        'Whether it holds an administrator role could not be looked at (403 E0000006: no). Okta refuses the move of an app that does.',
      ],
    },
  ],
  [
    'moved already',
    { client: { method: 'private_key_jwt' } },
    'shop-dev/web: it authenticates with private_key_jwt already. To replace its keys: okta-apps rotate web --env dev',
  ],
  [
    'a public client',
    { client: { method: 'none' } },
    'shop-dev/web: it authenticates with none, and only an app with a client secret can move',
  ],
  ['inactive', { client: { status: 'INACTIVE' } }, 'shop-dev/web: it is inactive in Okta; activate it first'],
  [
    'rotated by another tool',
    { rotatedBy: 'other' },
    'shop-dev/web: another tool rotates its secret (rotatedBy in the code), and would add a secret in the middle of the move. Stop that and remove rotatedBy first',
  ],
  ['no web app', { type: 'native' }, 'shop-dev/web: it is a native app in Okta, and only a web app is meant here'],
  [
    'an administrator',
    { roles: ['Application Administrator', 'Rotates secrets'] },
    'shop-dev/web: it holds 2 administrator roles (Application Administrator and Rotates secrets), and Okta refuses changes of its credentials. Remove the role first',
  ],
  [
    'no keys',
    {},
    'shop-dev/web: its code has no jwksUri; pass --jwks-uri with the address where the relying party publishes its public keys',
  ],
  [
    'keys in the code',
    { attributes: { jwks: [{ kty: 'RSA' }] } },
    'shop-dev/web: its keys are in the code (jwks). Publish them, remove jwks, and pass --jwks-uri: keys at an address rotate without a change in Okta',
  ],
  [
    'two addresses',
    { attributes: { jwks_uri: KEYS }, jwksUri: `${KEYS}?2` },
    `shop-dev/web: --jwks-uri is ${KEYS}?2, and the code has ${KEYS}; leave the option out, or change the code`,
  ],
])('%s', async (_name, one, says) => {
  expect(await check(one)).toEqual(says);
});
