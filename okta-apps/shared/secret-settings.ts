import { field, isList, isObject } from './json';
import { anyOf } from './lists';
import { parseUri } from './uri';

/** A file for each app, `<app>.<environment>.env`, that only its owner may read; other lines in it stay. */
export interface DotenvSink {
  readonly type: 'dotenv';
  /** Relative to the folder of `cdktf.json`. Git must ignore what is in it. */
  readonly folder: string;
}

/** A command of the team: it gets one JSON document on standard input, and is started without a shell. */
export interface ExecSink {
  readonly type: 'exec';
  /** Program and arguments: stores the document; exit code 0 means that it did. */
  readonly write: readonly string[];
  /** Program and arguments: prints the last document that was stored for an app, or `{}`. @default - cannot be read back */
  readonly read?: readonly string[];
  /** Names of variables that both get besides `PATH`, `HOME`, locale and temporary folders. @default [] */
  readonly variables?: readonly string[];
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html */
export interface AwsSecretsManagerSink {
  readonly type: 'aws-secrets-manager';
  readonly region: string;
  /** Name of the secret; `{app}` and `{environment}` are replaced. */
  readonly name: string;
}

/** @see https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2 */
export interface VaultSink {
  readonly type: 'vault-kv-v2';
  /** `https://vault.acme.dev` */
  readonly address: string;
  /** Where the engine is mounted, such as `secret`. */
  readonly mount: string;
  /** Path of the secret; `{app}` and `{environment}` are replaced. */
  readonly path: string;
  /** Of Vault Enterprise. @default - none */
  readonly namespace?: string;
}

/** `OKTA_<APP>_CLIENT_SECRET` of a repository or of one of its environments. @see https://docs.github.com/en/rest/actions/secrets */
export interface GitHubActionsSink {
  readonly type: 'github-actions';
  /** `owner/name` */
  readonly repository: string;
  /** Environment of the repository. @default - all workflows of the repository */
  readonly environment?: string;
}

/** Where the client secrets of apps are handed to. Never its credentials: each sink takes those from its usual variables. */
export type SecretSink = DotenvSink | ExecSink | AwsSecretsManagerSink | VaultSink | GitHubActionsSink;

/** What an environment says about the client secrets of its apps. */
export interface SecretSettings {
  /** Where the secrets of its apps are handed to. @default - nowhere */
  readonly sink?: SecretSink;
  /** By construct ID of the app, where it is another sink. @default {} */
  readonly sinks?: Readonly<Record<string, SecretSink>>;
  /** Days after which `okta-apps rotate --due` replaces a secret. @default - secrets do not expire */
  readonly maxAge?: number;
}

/** Who may rotate the secrets of an app in place of `okta-apps rotate`. */
export const ROTATORS = ['aws-secrets-manager', 'infisical', 'other'] as const;

export type Rotator = (typeof ROTATORS)[number];

type MemberKind = 'text' | 'name' | 'command' | 'variables' | 'address' | 'repository';

interface SinkMember {
  readonly kind: MemberKind;
  readonly isOptional?: true;
}

/** The members of each type of sink, besides `type`. */
export const SINK_MEMBERS = {
  dotenv: { folder: { kind: 'text' } },
  exec: {
    write: { kind: 'command' },
    read: { kind: 'command', isOptional: true },
    variables: { kind: 'variables', isOptional: true },
  },
  'aws-secrets-manager': { region: { kind: 'text' }, name: { kind: 'name' } },
  'vault-kv-v2': {
    address: { kind: 'address' },
    mount: { kind: 'text' },
    path: { kind: 'name' },
    namespace: { kind: 'text', isOptional: true },
  },
  'github-actions': { repository: { kind: 'repository' }, environment: { kind: 'text', isOptional: true } },
} as const satisfies Readonly<Record<SecretSink['type'], Readonly<Record<string, SinkMember>>>>;

/** What is wrong with a setting of `secrets`. */
export interface SecretSettingFault {
  /** `secrets.sink.region` */
  readonly prop: string;
  readonly must: string;
  readonly value: unknown;
  readonly fix: string;
}

/**
 * What is wrong with the settings of an environment; members that nothing reads are not looked for.
 *
 * @param credentials Variables that hold credentials of the environment: no command of a sink gets them.
 */
export function* secretSettingFaults(
  settings: unknown,
  credentials: readonly string[] = [],
): Iterable<SecretSettingFault> {
  if (!isObject(settings)) {
    yield { prop: 'secrets', must: 'be an object', value: settings, fix: 'write one, or leave it out' };
    return;
  }
  const { sink, sinks, maxAge } = settings;
  if (sink !== undefined) yield* sinkFaults('secrets.sink', sink, { isShared: true, credentials });
  if (sinks !== undefined && !isObject(sinks)) {
    yield { prop: 'secrets.sinks', must: 'be an object', value: sinks, fix: 'write sinks by construct ID of the app' };
  }
  for (const [app, own] of Object.entries(isObject(sinks) ? sinks : {})) {
    yield* sinkFaults(`secrets.sinks[${JSON.stringify(app)}]`, own, { isShared: false, credentials });
  }
  if (maxAge !== undefined && !(typeof maxAge === 'number' && Number.isInteger(maxAge) && maxAge >= 1)) {
    const fix = 'write after how many days a secret is due, such as 90';
    yield { prop: 'secrets.maxAge', must: 'be an integer of at least 1', value: maxAge, fix };
  }
}

interface Use {
  /** By several apps, so that what they write must have different names. */
  readonly isShared: boolean;
  readonly credentials: readonly string[];
}

function* sinkFaults(prop: string, sink: unknown, use: Use): Iterable<SecretSettingFault> {
  if (!isObject(sink)) {
    yield { prop, must: 'be an object', value: sink, fix: 'write one with a type, such as { type: "dotenv", … }' };
    return;
  }
  const { type } = sink;
  const members = typeof type === 'string' ? field(SINK_MEMBERS, type) : undefined;
  if (!isObject(members)) {
    yield {
      prop: `${prop}.type`,
      must: `be ${anyOf(Object.keys(SINK_MEMBERS))}`,
      value: type,
      fix: 'write one of them',
    };
    return;
  }
  for (const [name, member] of Object.entries(members) as [string, SinkMember][]) {
    const value = sink[name];
    if (value === undefined && member.isOptional === true) continue;
    const must = faultOf(member.kind, value, use);
    if (must !== undefined) yield { prop: `${prop}.${name}`, must, value, fix: FIXES[member.kind] };
  }
}

const FIXES: Readonly<Record<MemberKind, string>> = {
  text: 'write one',
  name: 'write one such as "okta/{environment}/{app}"',
  command: 'write the program and each of its arguments, such as ["./store-secret", "--quiet"]',
  variables: 'list only names of variables that the command needs',
  address: 'write one such as "https://vault.acme.dev"; the token is taken from VAULT_TOKEN',
  repository: 'write one such as "acme/storefront"',
};

/** What a member must be; undefined when it is. */
function faultOf(kind: MemberKind, value: unknown, { isShared, credentials }: Use): string | undefined {
  if (kind === 'command') return isTexts(value) && value.length > 0 ? undefined : 'be a program and its arguments';
  if (kind === 'variables') return variablesFault(value, credentials);
  if (typeof value !== 'string' || value.trim() === '') return 'be a string';
  if (kind === 'address') return isAddress(value) ? undefined : 'be an https address without a user and a path';
  if (kind === 'repository')
    return /^[\w.-]+\/[\w.-]+$/.test(value) ? undefined : 'be the owner and the name of a repository';
  if (kind === 'name' && isShared && !value.includes('{app}')) return 'contain {app}, because all apps use this sink';
  return undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return isList(value) && value.every((one) => typeof one === 'string' && one !== '');
}

function variablesFault(value: unknown, credentials: readonly string[]): string | undefined {
  if (!isTexts(value) || !value.every((name) => VARIABLE.test(name))) return 'be a list of names of variables';
  const own = value.find((name) => credentials.includes(name));
  return own === undefined ? undefined : `not hold ${own}, which is a credential of this environment`;
}

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Of an origin only, so that no token is in it; http only on this machine. */
function isAddress(value: string): boolean {
  const { origin, scheme, isLoopback } = parseUri(value);
  return origin === value && (scheme === 'https' || isLoopback);
}

/** The sink of an app; undefined when its secret is handed to none. */
export function sinkOf({ sink, sinks = {} }: SecretSettings, app: string): SecretSink | undefined {
  return (field(sinks, app) as SecretSink | undefined) ?? sink;
}
