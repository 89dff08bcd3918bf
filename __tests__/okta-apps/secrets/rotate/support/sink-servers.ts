import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { SecretSink } from '../../../../../okta-apps/shared/secret-settings';
import { s3Server } from '../../../../support/s3-server';
import { fakeGithub, GITHUB_SINK_TOKEN, TOOLS } from '../../support/fake-github-secrets';
import { fakeVault, VAULT_TOKEN } from '../../support/fake-vault';
import type { Turn } from './killing-proxy';

/** A server that a sink stores at, and what a test has to know of it. */
export interface SinkServer {
  readonly url: string;
  /** @param at Where the server is reached. */
  setting(at: string): SecretSink;
  /** Variables of the command. */
  env(at: string): Readonly<Record<string, string>>;
  /** What a relying party reads there; undefined where there is nothing yet. */
  value(): Promise<string | undefined>;
  /** Whether a request changes something, by method, path and operation. */
  isWrite(what: string): boolean;
  /** Whether a request stores the secret. */
  storesSecret(what: string): boolean;
  /** Another program writes what the sink is about to write. */
  writeBefore(): Promise<void>;
  /** How it refuses. */
  readonly answers: Readonly<Record<'denied' | 'busy', Exclude<Turn, string>>>;
  /** The same for the next test. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const errors = (status: number, text: string) => ({ status, body: { errors: [text] } });

export async function vaultOfTest(): Promise<SinkServer> {
  const vault = await fakeVault();
  return {
    url: vault.url,
    setting: (address) => ({ type: 'vault-kv-v2', address, mount: 'secret', path: '{environment}/{app}' }),
    env: () => ({ VAULT_TOKEN }),
    value: () => Promise.resolve(vault.data.get('local/billing')?.['clientSecret'] as string | undefined),
    isWrite: (what) => what.startsWith('POST'),
    storesSecret: (what) => what.startsWith('POST'),
    writeBefore: () => {
      vault.data.set('local/billing', { ...vault.data.get('local/billing'), owner: 'identity team' });
      return Promise.resolve();
    },
    answers: { denied: errors(403, 'permission denied'), busy: errors(429, 'rate limited') },
    clear: () => {
      vault.data.set('local/billing', {});
      return Promise.resolve();
    },
    close: () => vault.close(),
  };
}

export async function githubOfTest(): Promise<SinkServer> {
  const github = await fakeGithub();
  return {
    url: github.url,
    setting: () => ({ type: 'github-actions', repository: 'acme/shop' }),
    env: (GITHUB_API_URL) => ({ GITHUB_TOKEN: GITHUB_SINK_TOKEN, GITHUB_API_URL }),
    value: () => Promise.resolve(github.secrets.get('repository OKTA_BILLING_CLIENT_SECRET')),
    isWrite: (what) => /^(?:POST|PUT|PATCH|DELETE) /.test(what),
    storesSecret: (what) => what.startsWith('PUT'),
    writeBefore: () => {
      github.variables.set('repository OKTA_BILLING_CLIENT_ID', 'billing-local');
      return Promise.resolve();
    },
    answers: {
      denied: { status: 403, body: { message: 'Resource not accessible by personal access token' } },
      busy: { status: 429, body: { message: 'You have exceeded a secondary rate limit' } },
    },
    clear: () => {
      github.secrets.clear();
      github.variables.clear();
      return Promise.resolve();
    },
    close: () => github.close(),
  };
}

const AWS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_REGION: 'eu-central-1' } as const;

/** @returns A sentence where moto cannot be installed. */
export async function awsOfTest(): Promise<SinkServer | string> {
  const moto = await s3Server();
  if (typeof moto === 'string') return moto;
  const url = `http://127.0.0.1:${moto.port}`;
  const { SecretsManagerClient, ...commands } = createRequire(join(TOOLS, 'package.json'))(
    '@aws-sdk/client-secrets-manager',
  ) as Readonly<Record<string, new (input: object) => unknown>>;
  const credentials = { accessKeyId: AWS.AWS_ACCESS_KEY_ID, secretAccessKey: AWS.AWS_SECRET_ACCESS_KEY };
  const client = new (SecretsManagerClient as new (input: object) => { send(command: unknown): Promise<unknown> })({
    region: AWS.AWS_REGION,
    endpoint: url,
    credentials,
  });
  const send = async (name: string, input: object): Promise<unknown> => {
    const Command = commands[`${name}Command`];
    return Command === undefined ? undefined : await client.send(new Command(input)).catch(() => undefined);
  };
  const SecretId = 'local/billing';
  return {
    url,
    setting: () => ({ type: 'aws-secrets-manager', region: AWS.AWS_REGION, name: '{environment}/{app}' }),
    // The SDK warns of old versions of Node.js.
    env: (AWS_ENDPOINT_URL) => ({ ...AWS, AWS_ENDPOINT_URL, NODE_NO_WARNINGS: '1' }),
    value: async () => {
      const { SecretString } = ((await send('GetSecretValue', { SecretId })) ?? {}) as { SecretString?: string };
      return SecretString === undefined
        ? undefined
        : (JSON.parse(SecretString) as { clientSecret?: string }).clientSecret;
    },
    isWrite: (what) => /\.(?:Create|Put|Tag|Untag)/.test(what),
    storesSecret: (what) => what.endsWith('.PutSecretValue'),
    // A secret without a value, as Terraform makes it.
    writeBefore: async () => void (await send('CreateSecret', { Name: SecretId })),
    answers: {
      denied: { status: 400, body: { __type: 'AccessDeniedException', message: 'not authorized' } },
      busy: { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } },
    },
    clear: async () => void (await send('DeleteSecret', { SecretId, ForceDeleteWithoutRecovery: true })),
    close: () => moto.close(),
  };
}
