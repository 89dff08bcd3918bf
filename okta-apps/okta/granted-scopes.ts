import { CallError } from './call-error';
import { openClient, type ClientOptions } from './client';
import type { ServiceApp } from './credential';

/**
 * Which of a service app's scopes the org gives it a token for, in the order asked. Nothing but tokens is asked for.
 *
 * An org gives what is granted of the scopes asked for, or refuses them all when one is not: then each is asked for
 * alone.
 *
 * @throws CallError when the app itself is rejected, or the org does not answer.
 */
export async function grantedScopes(
  orgUrl: string,
  app: ServiceApp,
  options: ClientOptions = {},
): Promise<readonly string[]> {
  const together = await tokenScopes(orgUrl, app, options);
  if (together !== undefined) return app.scopes.filter((scope) => together.includes(scope));
  const granted: string[] = [];
  for (const scope of app.scopes) {
    if ((await tokenScopes(orgUrl, { ...app, scopes: [scope] }, options)) !== undefined) granted.push(scope);
  }
  return granted;
}

/** The scopes of a token; undefined when the org refuses the scopes asked for. */
async function tokenScopes(
  orgUrl: string,
  app: ServiceApp,
  options: ClientOptions,
): Promise<readonly string[] | undefined> {
  try {
    const { scope } = await openClient(orgUrl, app, options).call((sdk) => sdk.oauth.getAccessToken());
    return typeof scope === 'string' ? scope.split(' ') : app.scopes;
  } catch (error) {
    if (error instanceof CallError && error.status === 400 && !error.isRejection) return undefined;
    throw error;
  }
}
