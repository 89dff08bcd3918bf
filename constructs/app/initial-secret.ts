import type { Construct } from 'constructs';
import { appSettings } from './app-settings';
import { declareEphemeralSecret } from './ephemeral-secret';
import { declareInitialSecret, initialSecret, shortestSecret } from './initial-secret-variable';
import type { ResolvedProps } from './resolve-props';
import type { EphemeralSecret } from '../client-secret';

/**
 * Declares what an app's initial client secret comes from.
 *
 * @returns The expression of the secret; undefined when Okta makes it. The local org does so in place of an ephemeral
 * resource, whose provider may not be installable on this machine.
 */
export function declareSecretSource(app: Construct, props: ResolvedProps): string | undefined {
  const { variable, key, ephemeral } = props.clientSecret;
  const shortest = shortestSecret(props.tokenEndpointAuthMethod);
  if (variable !== undefined) {
    declareInitialSecret(app, variable, key, shortest);
    return initialSecret(variable, key);
  }
  const { local, providers = [] } = appSettings(app);
  if (ephemeral === undefined || local === true || !isNamed(ephemeral)) return undefined;
  return declareEphemeralSecret(app, ephemeral, shortest, providers);
}

/** Without these there is no block to write, only problems. */
function isNamed({ type, attribute }: EphemeralSecret): boolean {
  return [type, attribute].every((name: unknown) => typeof name === 'string');
}
