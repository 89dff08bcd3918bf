import { randomBytes } from 'node:crypto';
import { startOrg } from '../../okta-apps/local/org/server';
import { CallError } from '../../okta-apps/okta/call-error';
import type { OrgCredential } from '../../okta-apps/okta/credential';
import { askOrg } from './ask';
import { verify, type Outcome } from './verify';

const SCOPES = ['okta.apps.manage', 'okta.apps.read', 'okta.trustedOrigins.manage', 'okta.trustedOrigins.read'];

const USAGE = `Compares what the local org answers with what an org of Okta answers. In that org it makes one app and one
trusted origin, named okta-apps-verify-<random>, and deletes them again. Take a test tenant. Set

  OKTA_VERIFY_ORG_URL           https://acme-test.okta.com
  OKTA_VERIFY_API_TOKEN         an API token of a user with APP_ADMIN and ORG_ADMIN

or, in place of the token, for a service app with these roles and the scopes
${SCOPES.join(', ')}:

  OKTA_VERIFY_CLIENT_ID         its client id
  OKTA_VERIFY_PRIVATE_KEY       its private key (RSA, PEM)
  OKTA_VERIFY_PRIVATE_KEY_ID    the id of that key, when it has several
`;

type Variables = Readonly<Record<string, string | undefined>>;

/** The credential that the environment holds; undefined when it holds none. */
function credentialOf(env: Variables): OrgCredential | undefined {
  const { OKTA_VERIFY_API_TOKEN: token, OKTA_VERIFY_CLIENT_ID: clientId, OKTA_VERIFY_PRIVATE_KEY: privateKey } = env;
  if (token) return { type: 'api-token', token };
  if (!clientId || !privateKey) return undefined;
  const privateKeyId = env['OKTA_VERIFY_PRIVATE_KEY_ID'];
  return { type: 'service-app', clientId, privateKey, scopes: SCOPES, ...(privateKeyId && { privateKeyId }) };
}

function line({ step, result, lines }: Outcome): string {
  return [`${result.padEnd(11)}${step}`, ...lines.map((text) => `${' '.repeat(11)}  ${text}`)].join('\n');
}

async function main(env: Variables): Promise<number> {
  const orgUrl = env['OKTA_VERIFY_ORG_URL'];
  const credential = credentialOf(env);
  if (!orgUrl || credential === undefined) {
    process.stderr.write(USAGE);
    return 1;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop.abort();
    });
  }
  const other = askOrg(orgUrl, credential);
  const local = await startOrg();
  try {
    const label = `okta-apps-verify-${randomBytes(4).toString('hex')}`;
    process.stdout.write(`${orgUrl} beside a local org started for this; all is named ${label}\n\n`);
    const outcomes: Outcome[] = [];
    const { same, left } = await verify(
      { local: askOrg(local.url, { type: 'api-token', token: local.token }), other },
      {
        label,
        secrets: [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')],
        stop: stop.signal,
        onOutcome: (outcome) => {
          outcomes.push(outcome);
          process.stdout.write(`${line(outcome)}\n`);
        },
      },
    );
    const not = outcomes.filter(({ result }) => result !== 'same').length;
    process.stdout.write(`\n${stop.signal.aborted ? 'Interrupted. ' : ''}${outcomes.length} steps, `);
    process.stdout.write(`${not} not the same. `);
    process.stdout.write(left.length === 0 ? 'All that was made is deleted.\n' : `Not deleted:\n${left.join('\n')}\n`);
    return same && left.length === 0 ? 0 : 1;
  } finally {
    await local.close();
  }
}

main(process.env).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof CallError ? error.message : String((error as Error).stack)}\n`);
    process.exitCode = 1;
  },
);
