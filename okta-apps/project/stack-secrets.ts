import { textsInside } from '../shared/json';
import type { Io } from '../shared/io';
import { secretVariables, type StackManifest } from '../shared/stack-manifest';
import { secretValues } from '../shared/secret-variables';
import { environmentName } from './initial-secrets';

/**
 * Values that may appear nowhere: those of variables that look like secrets, and of those that the manifests name.
 * From here on they are masked in everything that the run writes, too.
 */
export function secretsOf(
  manifests: readonly StackManifest[],
  { env, secrets }: Pick<Io, 'env' | 'secrets'>,
): readonly string[] {
  const names = manifests.flatMap((manifest) => [
    ...secretVariables(manifest),
    ...[...manifest.birthSecrets, ...(manifest.providerAliases ?? [])].map(({ variable }) => environmentName(variable)),
  ]);
  const named = names.map((name) => env[name] ?? '').filter((value) => value !== '');
  const values = [...secretValues(env), ...named, ...named.flatMap(textsInside)];
  secrets?.add(values);
  return values;
}
