import type { SecretSink } from '../shared/secret-settings';
import type { CiSystem, JobVariable } from './pipeline-facts';

/** What a job that rotates needs for a type of sink. */
export interface SinkNeeds {
  /** What its CI environment holds. */
  readonly variables: readonly JobVariable[];
  /** The system that the identity token of the job is for. @default - it needs none */
  readonly identity?: 'aws' | 'vault';
}

type Needs<T extends SecretSink['type']> = (
  sink: Extract<SecretSink, { readonly type: T }>,
  where: CiSystem,
) => SinkNeeds | { readonly refused: string };

const plain = (name: string): JobVariable => ({ name, isPlain: true });

const NEEDS: { readonly [T in SecretSink['type']]: Needs<T> } = {
  dotenv: () => ({
    refused: 'a dotenv file, which a CI job loses with its machine, and with it the only copy of the new secret',
  }),
  exec: ({ variables = [] }) => ({ variables: variables.map(plain) }),
  // The role is for this environment of this repository only. Static keys work wherever they are copied to.
  'aws-secrets-manager': () => ({ variables: [plain('AWS_ROLE_ARN')], identity: 'aws' }),
  'vault-kv-v2': () => ({
    variables: [plain('VAULT_ROLE'), plain('VAULT_AUTH_PATH'), { name: 'VAULT_TOKEN' }],
    identity: 'vault',
  }),
  // GitHub keeps names that begin with GITHUB_ for itself, and the token of a job may write no secrets.
  'github-actions': (_, where) => ({
    variables: [{ name: 'GITHUB_TOKEN', ...(where === 'github' && { from: 'OKTA_APPS_SINK_TOKEN' }) }],
  }),
};

/** What a job needs to hand a secret to this sink, or why a job cannot. */
export function sinkNeeds(sink: SecretSink, where: CiSystem): SinkNeeds | { readonly refused: string } {
  return (NEEDS[sink.type] as Needs<typeof sink.type>)(sink, where);
}
