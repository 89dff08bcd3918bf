import type { DeclaredApp } from '../../run/declared-apps';
import { introspectionEndpoint } from '../introspect';

/** How an app moves. */
export type Way = 'cut-over' | 'second-app';

/** What is moved where. */
export interface Move {
  readonly app: DeclaredApp;
  readonly label: string;
  readonly clientId: string;
  /** `client_secret_basic` */
  readonly method: string;
  readonly jwksUri: string;
  /** `stacks/billing.ts:14` */
  readonly place: string;
  readonly orgUrl: string;
  readonly isInCode: boolean;
}

/** The change of the code, what happens when it is applied, and the way back. */
export function moveText(move: Move, way: Way): string {
  const lines = way === 'cut-over' ? cutOver(move) : secondApp(move);
  return `${lines.join('\n')}\n`;
}

const CONST = 'keysAt';
const NEW_PROPS = `{ tokenEndpointAuthMethod: 'private_key_jwt' as const, jwksUri: ${CONST} }`;

/** The team chooses its first secret, which an app with keys may not have. */
function hasOwnSecret({ app }: Move): boolean {
  return 'client_basic_secret_wo' in app.attributes;
}

function valueLines({ app, jwksUri }: Move): readonly string[] {
  return [
    `   In env/${app.manifest.environment}.ts, in apps of ${JSON.stringify(app.app)}: so no other environment moves.`,
    `     jwksUri: ${JSON.stringify(jwksUri)},`,
  ];
}

function readLine({ app }: Move): string {
  return `     const ${CONST} = environment.apps[${JSON.stringify(app.app)}]?.jwksUri;`;
}

function cutOver(move: Move): readonly string[] {
  const { app, method, place, isInCode, clientId, orgUrl } = move;
  const { environment, stack } = app.manifest;
  return [
    'The move is a cut-over at one moment. Okta accepts one method at a time: before the apply only the secret works, after it',
    'only the keys. There is no moment in which both work. Okta deletes the client secrets of the app, and the way back mints a new one.',
    '',
    ...(isInCode
      ? [`1. The code has the change already (${place}).`]
      : [
          '1. Change the code.',
          ...valueLines(move),
          `   In ${place}, above and inside of ${JSON.stringify(app.app)}${hasOwnSecret(move) ? ', in place of clientSecret' : ''}:`,
          readLine(move),
          hasOwnSecret(move)
            ? `     ...(${CONST} === undefined ? { clientSecret: /* as it is */ } : ${NEW_PROPS}),`
            : `     ...(${CONST} !== undefined && ${NEW_PROPS}),`,
          `   The review has the findings client-authentication/changed and, for a new host, keys/new-host.`,
        ]),
    `2. Prepare a release of the relying party that authenticates with private_key_jwt: iss and sub ${clientId}, aud the URL of`,
    `   the endpoint (${tokenEndpoint(orgUrl)}), a new jti and an exp within one hour. Do not deploy it yet.`,
    '3. Agree on a window with the owner of the app. In it, users cannot sign in and tokens cannot be refreshed.',
    `4. Begin: okta-apps apply ${stack}. From the moment of its update, Okta answers 401 to the secret.`,
    '5. At once after it: deploy the release of step 2 to every instance. With the last one, the window ends.',
    '6. Check: sign in once, and refresh a token. Then delete the old secret wherever it was stored.',
    '',
    `The way back: revert the change and apply it. Okta mints a new client secret; the old one stays invalid. Fetch it with`,
    `  okta-apps credentials ${app.app} --env ${environment} --to sink`,
    `and let the relying party use ${method} again. That is a cut-over, too.`,
  ];
}

function secondApp(move: Move): readonly string[] {
  const { app, label, clientId, place, orgUrl } = move;
  const { environment, stack } = app.manifest;
  const id = `${app.app}-keys`;
  const ownId = app.clientId === undefined ? [] : [`         clientId: ${secondClientId(clientId, environment)},`];
  return [
    'The move is a second app with its own client ID. Both apps work until the first one is removed, so no user is locked out, and',
    'the relying party can go back by configuration alone.',
    '',
    '1. Change the code.',
    ...valueLines(move),
    `   In ${place}, name the props of ${JSON.stringify(app.app)}, and declare the second app:`,
    readLine(move),
    `     const props = { /* the props of ${JSON.stringify(app.app)}, as they are */ };`,
    `     new OidcWebApp(this, ${JSON.stringify(app.app)}, props);`,
    `     if (${CONST} !== undefined) {`,
    ...(hasOwnSecret(move) ? ['       const { clientSecret: _none, ...shared } = props;'] : []),
    `       new OidcWebApp(this, ${JSON.stringify(id)}, {`,
    `         ...${hasOwnSecret(move) ? 'shared' : 'props'},`,
    `         label: ${JSON.stringify(secondLabel(label))},`,
    ...ownId,
    `         tokenEndpointAuthMethod: 'private_key_jwt',`,
    `         jwksUri: ${CONST},`,
    '       });',
    '     }',
    `   Give it also what is declared outside of the props: groups, access policies and authorization server policies that list client IDs.`,
    `2. Apply: okta-apps apply ${stack}. Nothing changes for users.`,
    `   Get its client ID: okta-apps credentials ${id} --env ${environment}`,
    '3. Let APIs and everything else that checks aud or cid accept both client IDs.',
    `4. Switch the relying party, one instance after the other: the new client ID and private_key_jwt, with aud the URL of the`,
    `   endpoint (${tokenEndpoint(orgUrl)}). The secret of the first app works all the time.`,
    '   A refresh token belongs to the app that it was issued to. Let an instance keep the first client ID for those, or let users sign in again.',
    `5. When no instance uses ${clientId}, remove ${JSON.stringify(app.app)} from the code and apply. Okta deletes it with its secrets.`,
    `   Never use the client ID ${clientId} again: what still trusts it would trust its next owner.`,
    '',
    'The way back, until step 5: let the relying party use the first client ID and its secret, and remove the second app.',
  ];
}

function tokenEndpoint(orgUrl: string): string {
  return introspectionEndpoint(orgUrl).replace(/introspect$/, 'token');
}

/** As code: names of environments are in `env/` only. */
function secondClientId(clientId: string, environment: string): string {
  const end = `-${environment}`;
  if (!clientId.endsWith(end)) return JSON.stringify(`${clientId}-keys`);
  return `\`${clientId.slice(0, -end.length)}-keys-\${environment.name}\``;
}

const LONGEST_LABEL = 100;
const SUFFIX = ' (key)';

function secondLabel(label: string): string {
  return label.slice(0, LONGEST_LABEL - SUFFIX.length) + SUFFIX;
}
