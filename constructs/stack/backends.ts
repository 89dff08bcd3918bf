import { isAbsolute, posix } from 'node:path';
import {
  AzurermBackend,
  CloudBackend,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  PgBackend,
  type PgBackendConfig,
  S3Backend,
  type TerraformStack,
} from 'cdktf';
import { UsageError } from '../usage-error';
import type { Backend } from '../environment';

type Creators = { readonly [T in Backend['type']]: (stack: TerraformStack, backend: Backend & { type: T }) => void };

/** How each kind of backend is written; `in` puts the stack's name where a value says `{stack}`. */
const CREATE: Creators = {
  local: (stack, { path }) => {
    if (isAbsolute(path)) {
      throw new UsageError(
        `backend.path must be relative to the stack's folder, got ${JSON.stringify(path)}; ` +
          'write one that every machine has, such as "../../../state/{stack}.tfstate"',
      );
    }
    new LocalBackend(stack, { path: named(stack, path) });
  },
  s3: (stack, { bucket, key, region, kmsKeyId }) => {
    const backend = {
      bucket,
      key: named(stack, key),
      region,
      encrypt: true,
      ...(kmsKeyId !== undefined && { kmsKeyId }),
    };
    new S3Backend(stack, backend);
    // cdktf 0.21 has no prop for the lock file in the bucket, which Terraform has since 1.10.
    stack.addOverride('terraform.backend.s3.use_lockfile', true);
  },
  gcs: (stack, { bucket, prefix }) => new GcsBackend(stack, { bucket, prefix: named(stack, prefix) }),
  azurerm: (stack, { resourceGroupName, storageAccountName, containerName, key }) =>
    new AzurermBackend(stack, { resourceGroupName, storageAccountName, containerName, key: named(stack, key) }),
  // Where the database is comes from PG_CONN_STR: it holds a password.
  pg: (stack, { schemaName }) => new PgBackend(stack, { schemaName: named(stack, schemaName) } as PgBackendConfig),
  http: (stack, { address, lock = true }) => {
    const url = named(stack, address);
    new HttpBackend(stack, { address: url, ...(lock && { lockAddress: url, unlockAddress: url }) });
  },
  // The workspace must be in local-execution mode: a remote run has neither the endpoint nor the ephemeral values.
  hcp: (stack, { organization, workspace, hostname }) =>
    new CloudBackend(stack, {
      organization,
      workspaces: new NamedCloudWorkspace(named(stack, workspace)),
      ...(hostname !== undefined && { hostname }),
    }),
};

/**
 * Gives the stack its backend.
 *
 * @throws UsageError for a path that other machines do not have.
 */
export function addBackend(stack: TerraformStack, backend: Backend): void {
  const create = CREATE[backend.type] as (stack: TerraformStack, backend: Backend) => void;
  create(stack, backend);
}

type Places = { readonly [T in Backend['type']]: (backend: Backend & { type: T }) => readonly string[] };

/** The values that say where a state is. The others, such as a key or a lock, may differ and it is the same state. */
const PLACES: Places = {
  local: ({ path }) => [posix.normalize(path)],
  s3: ({ bucket, key }) => [bucket, key],
  gcs: ({ bucket, prefix }) => [bucket, prefix],
  azurerm: ({ storageAccountName, containerName, key }) => [storageAccountName, containerName, key],
  pg: ({ schemaName }) => [schemaName],
  http: ({ address }) => [address],
  hcp: ({ hostname = 'app.terraform.io', organization, workspace }) => [hostname, organization, workspace],
};

/** Says where the state is, such as `s3 terraform-prod okta/billing-prod`: stacks with equal answers share one state. */
export function stateOf(stack: string, backend: Backend): string {
  const place = PLACES[backend.type] as (backend: Backend) => readonly string[];
  return [backend.type, ...place(backend)].join(' ').replaceAll('{stack}', stack);
}

function named(stack: TerraformStack, text: string): string {
  return text.replaceAll('{stack}', stack.node.id);
}
