import type { Fields, SchemaSpec } from './spec';

const text = { type: 'string', need: 'optional' } as const;
const amount = { type: 'number', need: 'optional' } as const;

const FIELDS: Fields = {
  org_name: text,
  base_url: text,
  http_proxy: text,
  api_token: { ...text, conflictsWith: ['access_token', 'client_id', 'scopes', 'private_key'] },
  access_token: { ...text, conflictsWith: ['api_token', 'client_id', 'scopes', 'private_key'] },
  client_id: { ...text, conflictsWith: ['access_token', 'api_token'] },
  private_key: { ...text, conflictsWith: ['access_token', 'api_token'] },
  private_key_id: { ...text, conflictsWith: ['api_token'] },
  scopes: { type: 'set', need: 'optional', conflictsWith: ['access_token', 'api_token'] },
  backoff: { type: 'bool', need: 'optional' },
  min_wait_seconds: amount,
  max_wait_seconds: amount,
  max_retries: amount,
  parallelism: amount,
  log_level: amount,
  max_api_capacity: amount,
  request_timeout: amount,
};

/** The provider block. */
export const PROVIDER_SCHEMA: SchemaSpec = { fields: FIELDS, timeouts: false };
