import { SENSITIVE } from '../shared/masker';
import { counted } from '../shared/lists';
import type { AppCredentials, ListedSecret } from './app-credentials';
import { CAUSES_OF_401, type Proof } from './introspect';

/** What of a secret is shown: nothing, its hash, or its value. */
export type Show = (secret: ListedSecret) => { readonly value: string; readonly hash?: string };

export const MASKED: Show = () => ({ value: SENSITIVE });

const WIDTH = 18;

/** The credentials of an app for a terminal. */
export function credentialsText(credentials: AppCredentials, show: Show): string {
  const { app, client, issuer, unknownIssuer = '', endpoints, consoleUrl, rotatedBy, secrets } = credentials;
  const rows: (readonly [string, readonly string[]])[] = [
    ['client ID', [client.clientId]],
    ['app ID', [client.appId]],
    ['status', [client.status]],
    ['issuer', [issuer ?? `not known: a custom domain of the org (issuer mode CUSTOM_URL), and ${unknownIssuer}`]],
    ['discovery', issuer === undefined ? [] : [`${issuer}/.well-known/openid-configuration`]],
    ...Object.entries(endpoints).map(([name, url]) => [ENDPOINTS[name] ?? name, [url]] as const),
    ['authentication', [client.method]],
    ['redirect URIs', client.redirectUris],
    ['Admin Console', consoleUrl === undefined ? [] : [consoleUrl]],
    ['rotated by', rotatedBy === undefined ? [] : [rotatedBy]],
    ['secrets', secrets.length > 0 ? secrets.map((secret) => secretText(secret, show)) : ['none']],
  ];
  const lines = rows.flatMap(([name, values]) =>
    values.map((value, at) => `  ${(at === 0 ? name : '').padEnd(WIDTH)}${value}\n`),
  );
  const notes = notesOf(credentials).map((note) => `  ${note}\n`);
  return [`${app.path}  ${client.label}\n`, ...lines, ...notes].join('');
}

/** The same as data; without what is masked. */
export function credentialsData(credentials: AppCredentials): Readonly<Record<string, unknown>> {
  const { app, client, issuer, unknownIssuer, endpoints, consoleUrl, rotatedBy, secrets } = credentials;
  return {
    app: app.app,
    path: app.path,
    environment: app.manifest.environment,
    label: client.label,
    clientId: client.clientId,
    appId: client.appId,
    status: client.status,
    ...(issuer !== undefined && { issuer, discoveryUrl: `${issuer}/.well-known/openid-configuration` }),
    ...(unknownIssuer !== undefined && { unknownIssuer }),
    issuerMode: client.issuerMode,
    endpoints,
    tokenEndpointAuthMethod: client.method,
    redirectUris: client.redirectUris,
    ...(consoleUrl !== undefined && { consoleUrl }),
    ...(rotatedBy !== undefined && { rotatedBy }),
    secrets: secrets.map(({ id, status, created, days, proof }) => ({
      id,
      status,
      created,
      days,
      ...(proof && { proof }),
    })),
    notes: notesOf(credentials),
  };
}

/** Names as people say them. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  authorization_endpoint: 'authorization',
  token_endpoint: 'token',
  userinfo_endpoint: 'userinfo',
  jwks_uri: 'keys',
  introspection_endpoint: 'introspection',
  revocation_endpoint: 'revocation',
  end_session_endpoint: 'sign-out',
};

function secretText(secret: ListedSecret, show: Show): string {
  const { id, status, days, proof } = secret;
  const { value, hash } = show(secret);
  const age = days === 0 ? 'less than a day old' : `${counted(days, 'day')} old`;
  return [
    id,
    status,
    age,
    value,
    ...(hash === undefined ? [] : [`hash ${hash}`]),
    ...(proof ? [proofText(proof)] : []),
  ].join('  ');
}

/** `proven: Okta accepts it`. The causes of a refusal are in a note. */
function proofText(proof: Proof): string {
  if (proof.outcome === 'proven') return 'proven: Okta accepts it';
  return proof.outcome === 'refused' ? 'refused: Okta answers 401' : `not known: ${proof.why}`;
}

/** What the owner has to do, or to know, about the secrets of an app. */
function notesOf({ client, secrets }: AppCredentials): readonly string[] {
  const active = secrets.filter(({ status }) => status === 'ACTIVE');
  const inactive = secrets.length - active.length;
  return [
    ...(active.length > 1
      ? ['2 active secrets: Okta accepts both. A rotation is not finished, or another person or tool added one.']
      : []),
    ...(inactive > 0 ? ['An inactive secret counts to the two that an app may have.'] : []),
    ...(secrets.some(({ proof }) => proof?.outcome === 'refused') ? [`Refused may mean: ${CAUSES_OF_401}.`] : []),
    ...(client.status === 'ACTIVE' ? [] : [`The app is ${client.status}: no user can sign in to it.`]),
  ];
}
