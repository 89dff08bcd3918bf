import { RATE_LIMIT_BUCKETS, type Credential, type RateLimits, type StackManifest } from './stack-manifest';
import { UserError } from './errors';

/** The name of the file that stands beside a stack's `cdk.tf.json`. */
export const STACK_MANIFEST_FILE = 'okta-apps.json';

/**
 * Reads the text of an `okta-apps.json`. The file is generated, yet all that the tool does with credentials hangs on
 * it: what does not have the right shape is refused.
 *
 * @param file How messages name the file.
 * @throws UserError that names the file and the first thing wrong in it.
 */
export function parseStackManifest(text: string, file: string): StackManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(`${file} is not JSON; synthesize again: okta-apps synth`);
  }
  const manifest = new Fields(value, file, '');
  const version = manifest.number('version');
  if (version !== 1) {
    throw new UserError(
      `${file} has version ${String(version)}, this okta-apps reads version 1; ` +
        'take the constructs and the tool from the same release of okta-oidc-cdktf',
    );
  }
  const org = manifest.object('org');
  const credentials = manifest.object('credentials');
  return {
    version,
    stack: manifest.string('stack'),
    environment: manifest.string('environment'),
    production: manifest.boolean('production'),
    local: manifest.boolean('local'),
    org: {
      name: org.string('name'),
      baseUrl: org.string('baseUrl'),
      ...(org.has('rateLimits') && { rateLimits: rateLimits(org.object('rateLimits')) }),
    },
    // Earlier releases wrote none, and the base of a review may be of one.
    approvals: manifest.has('approvals') ? manifest.count('approvals') : 0,
    credentials: { plan: credential(credentials.object('plan')), apply: credential(credentials.object('apply')) },
    birthSecrets: manifest
      .objects('birthSecrets')
      .map((secret) => ({ variable: secret.string('variable'), address: secret.string('address') })),
    rules: manifest.object('rules').fields,
    ...(manifest.has('rehearsal') && manifest.boolean('rehearsal') && { rehearsal: true }),
  };
}

function rateLimits(fields: Fields): RateLimits {
  return {
    ...(fields.has('perMinute') && { perMinute: perMinute(fields.object('perMinute'), fields) }),
    ...(fields.has('percent') && { percent: fields.amount('percent', 100) }),
  };
}

function perMinute(limits: Fields, parent: Fields): Readonly<Record<string, number>> {
  const buckets = Object.keys(limits.fields);
  if (!buckets.every((bucket) => RATE_LIMIT_BUCKETS.some((known) => known === bucket))) {
    throw parent.wrong('perMinute', `figures for ${RATE_LIMIT_BUCKETS.join(', ')}`);
  }
  return Object.fromEntries(buckets.map((bucket) => [bucket, limits.amount(bucket)]));
}

function credential(fields: Fields): Credential {
  const type = fields.string('type');
  switch (type) {
    case 'api-token':
      return { type, tokenVariable: fields.string('tokenVariable') };
    case 'service-app':
      return {
        type,
        clientId: fields.string('clientId'),
        ...(fields.has('privateKeyId') && { privateKeyId: fields.string('privateKeyId') }),
        privateKeyVariable: fields.string('privateKeyVariable'),
        scopes: fields.strings('scopes'),
      };
    default:
      throw fields.wrong('type', '"api-token" or "service-app"');
  }
}

/** The fields of one JSON object, read with their types; a wrong one is a UserError that names its path. */
class Fields {
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly file: string,
    private readonly path: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('', 'an object');
    this.fields = value as Record<string, unknown>;
  }

  wrong(key: string, must: string): UserError {
    const place = [this.path, key].filter((part) => part !== '').join('.') || 'it';
    return new UserError(`${this.file}: ${place} must be ${must}; synthesize again: okta-apps synth`);
  }

  has(key: string): boolean {
    return this.fields[key] !== undefined;
  }

  number(key: string): number {
    const value = this.fields[key];
    if (typeof value === 'number') return value;
    throw this.wrong(key, 'a number');
  }

  count(key: string): number {
    const value = this.fields[key];
    if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
    throw this.wrong(key, 'a whole number, 0 or more');
  }

  amount(key: string, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.fields[key];
    if (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= most) return Number(value);
    throw this.wrong(
      key,
      most === Number.MAX_SAFE_INTEGER ? 'a whole number, 1 or more' : `a whole number from 1 to ${String(most)}`,
    );
  }

  string(key: string): string {
    const value = this.fields[key];
    if (typeof value === 'string' && value !== '') return value;
    throw this.wrong(key, 'a string');
  }

  boolean(key: string): boolean {
    const value = this.fields[key];
    if (typeof value === 'boolean') return value;
    throw this.wrong(key, 'true or false');
  }

  strings(key: string): readonly string[] {
    const value = this.list(key);
    if (value.every((item) => typeof item === 'string')) return value;
    throw this.wrong(key, 'a list of strings');
  }

  object(key: string): Fields {
    return new Fields(this.fields[key], this.file, this.path === '' ? key : `${this.path}.${key}`);
  }

  objects(key: string): readonly Fields[] {
    return this.list(key).map((item, i) => new Fields(item, this.file, `${key}[${String(i)}]`));
  }

  private list(key: string): readonly unknown[] {
    const value = this.fields[key];
    if (Array.isArray(value)) return value;
    throw this.wrong(key, 'a list');
  }
}
