import { inner, object, textField, type JsonObject } from '../shared/json';

/** What proves to a backend who asks, by its type: names of variables that Terraform itself reads. */
export const BACKEND_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  s3: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  gcs: ['GOOGLE_CREDENTIALS'],
  azurerm: ['ARM_CLIENT_ID', 'ARM_CLIENT_SECRET', 'ARM_SUBSCRIPTION_ID', 'ARM_TENANT_ID'],
  pg: ['PG_CONN_STR'],
  http: ['TF_HTTP_USERNAME', 'TF_HTTP_PASSWORD'],
};

const DEFAULT_HOST = 'app.terraform.io';

/**
 * The variables that the backend of a document reads.
 *
 * @returns undefined for a backend whose state a machine of the CI system would lose.
 */
export function backendVariables(document: JsonObject): readonly string[] | undefined {
  const terraform = object(document['terraform']);
  const cloud = terraform['cloud'];
  if (cloud !== undefined) return [tokenOf(textField(object([cloud].flat()[0]), 'hostname') ?? DEFAULT_HOST)];
  const [type, body] = Object.entries(object(inner(terraform, 'backend')))[0] ?? [];
  if (type === 'remote') return [tokenOf(textField(object(body), 'hostname') ?? DEFAULT_HOST)];
  return type !== undefined && Object.hasOwn(BACKEND_VARIABLES, type) ? BACKEND_VARIABLES[type] : undefined;
}

/** @see https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials */
function tokenOf(host: string): string {
  return `TF_TOKEN_${host.replaceAll('-', '__').replaceAll('.', '_')}`;
}
