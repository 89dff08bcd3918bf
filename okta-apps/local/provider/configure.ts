import { isLoopback } from '../../shared/uri';
import type { Credentials } from './credentials';
import { ProviderError, LOCAL_PROVIDER } from './diagnostics';
import { OktaError, type OktaClient, type Target } from './okta-client';
import type { Fields, SchemaSpec } from './schema';
import { Unknown, isList, textOf, type ObjectValue, type Value } from './sdk/value';

const blockText = { type: 'string', need: 'optional' } as const;
const blockAmount = { type: 'number', need: 'optional' } as const;

const BLOCK_FIELDS: Fields = {
  org_name: blockText,
  base_url: blockText,
  http_proxy: blockText,
  api_token: { ...blockText, conflictsWith: ['access_token', 'client_id', 'scopes', 'private_key'] },
  access_token: { ...blockText, conflictsWith: ['api_token', 'client_id', 'scopes', 'private_key'] },
  client_id: { ...blockText, conflictsWith: ['access_token', 'api_token'] },
  private_key: { ...blockText, conflictsWith: ['access_token', 'api_token'] },
  private_key_id: { ...blockText, conflictsWith: ['api_token'] },
  scopes: { type: 'set', need: 'optional', conflictsWith: ['access_token', 'api_token'] },
  backoff: { type: 'bool', need: 'optional' },
  min_wait_seconds: blockAmount,
  max_wait_seconds: blockAmount,
  max_retries: blockAmount,
  parallelism: blockAmount,
  log_level: blockAmount,
  max_api_capacity: blockAmount,
  request_timeout: blockAmount,
};

/** The provider block. */
export const PROVIDER_SCHEMA: SchemaSpec = { fields: BLOCK_FIELDS, timeouts: false };

/** The org that the endpoint serves to provider blocks that name no other one. */
export interface DefaultOrg {
  readonly url: string;
  readonly token: string;
}

/** What a provider block for the default org may say, if anything. */
const LOCAL_ORG = { org_name: 'local', base_url: 'okta.test' };
const DEFAULT_MAX_RETRIES = 5;
const DEFAULT_MAX_WAIT_SECONDS = 300;

const refuse = (what: string, detail: string): ProviderError =>
  new ProviderError(`the ${LOCAL_PROVIDER} refuses ${what}`, detail);

/**
 * Where a provider block points and as whom. As in okta/okta `http_proxy` wins over org name and base URL; unlike it the
 * local provider reaches this machine only.
 * @throws ProviderError the block points elsewhere, or holds no credential
 */
export function targetOf(block: ObjectValue, defaultOrg: DefaultOrg | undefined): Target {
  const unknown = Object.keys(block).find((name) => block[name] instanceof Unknown);
  if (unknown !== undefined)
    throw refuse(`a provider block whose ${unknown} is not known yet`, 'Write the value itself.');
  const org = orgOf(block, defaultOrg);
  return {
    org,
    credentials: credentialsOf(
      block,
      defaultOrg !== undefined && originOf(defaultOrg.url) === org ? defaultOrg : undefined,
    ),
    maxRetries: amount(block['max_retries']) || DEFAULT_MAX_RETRIES,
    maxWaitSeconds: amount(block['max_wait_seconds']) || DEFAULT_MAX_WAIT_SECONDS,
  };
}

function amount(value: Value | undefined): number {
  return typeof value === 'number' ? value : 0;
}

function originOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' || parsed.username !== '') return undefined;
  return isLoopback(parsed.hostname) ? parsed.origin : undefined;
}

function orgOf(block: ObjectValue, defaultOrg: DefaultOrg | undefined): string {
  const proxy = textOf(block['http_proxy']);
  if (proxy !== '') {
    const origin = originOf(proxy);
    if (origin === undefined) {
      throw refuse(
        `http_proxy ${JSON.stringify(withoutUserInfo(proxy))}`,
        'It serves an org on this machine only: http://127.0.0.1:PORT, http://localhost:PORT or http://[::1]:PORT.',
      );
    }
    return origin;
  }
  for (const [name, expected] of Object.entries(LOCAL_ORG)) {
    const given = textOf(block[name]);
    if (given !== '' && given !== expected) {
      throw refuse(
        `${name} ${JSON.stringify(given)}`,
        `Only okta/okta itself reaches an Okta org: unset TF_REATTACH_PROVIDERS. ` +
          `For the local org leave ${name} out or write ${JSON.stringify(expected)}.`,
      );
    }
  }
  const origin = defaultOrg === undefined ? undefined : originOf(defaultOrg.url);
  if (origin === undefined)
    throw refuse('a provider block without http_proxy', 'It was started without an org of its own.');
  return origin;
}

function withoutUserInfo(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

function credentialsOf(block: ObjectValue, defaultOrg: DefaultOrg | undefined): Credentials {
  const accessToken = textOf(block['access_token']);
  if (accessToken !== '') return { kind: 'accessToken', token: accessToken };
  const apiToken = textOf(block['api_token']);
  if (apiToken !== '') return { kind: 'apiToken', token: apiToken };
  const privateKey = textOf(block['private_key']);
  if (privateKey !== '') {
    const scopes = block['scopes'];
    return {
      kind: 'privateKey',
      privateKey,
      clientId: textOf(block['client_id']),
      keyId: textOf(block['private_key_id']),
      scopes: isList(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    };
  }
  if (defaultOrg !== undefined) return { kind: 'apiToken', token: defaultOrg.token };
  throw refuse(
    'a provider block without a credential',
    'Set api_token, access_token, or client_id with private_key and scopes. Environment variables of Terraform do not reach it.',
  );
}

/**
 * Checks an API token the way okta/okta does: who am I, asked twice, once with each of its SDKs. OAuth is not checked.
 * @throws ProviderError the org does not know the token
 */
export async function verifyCredentials(okta: OktaClient): Promise<void> {
  if (okta.usesOAuth) return;
  for (const [sdk, wording] of [['v3', 'status'] as const, ['v2', 'body'] as const]) {
    try {
      await okta.call('GET', '/api/v1/users/me', { wording });
    } catch (error) {
      if (!(error instanceof OktaError)) throw error;
      const summary = `[ERROR] failed validate configuration: error with ${sdk} SDK client: ${error.message}`;
      throw new ProviderError(summary, error.detail);
    }
  }
}
