import { clientRoles } from '../../okta/app-companions';
import { unlessRefused } from '../../okta/refusal';
import { readWholeApp } from '../../okta/whole-app';
import type { OrgAccess } from '../../run/org-access';
import { usesSecret } from '../../shared/client-authentication';
import { UserError } from '../../shared/errors';
import { inner, textField } from '../../shared/json';
import { counted, listed } from '../../shared/lists';
import type { MatchedApp } from '../read-apps';

/** An app that may move, and where its keys are. */
export interface MovableApp {
  readonly jwksUri: string;
  /** The code has the move already, and it is not applied yet. */
  readonly isInCode: boolean;
  /** What could not be looked at, in one sentence each. */
  readonly notLookedAt: readonly string[];
}

/**
 * Whether an app can move to `private_key_jwt`.
 *
 * @param given The address of `--jwks-uri`.
 * @throws UserError that says why not, and what to do; CallError
 */
export async function checkApp(
  { app, client }: MatchedApp,
  given: string | undefined,
  org: Pick<OrgAccess, 'client'>,
): Promise<MovableApp> {
  const { path, attributes, manifest } = app;
  const refuse = (why: string) => new UserError(`${path}: ${why}`);
  const again = `okta-apps rotate ${app.app} --env ${manifest.environment}`;
  if (client.method === 'private_key_jwt')
    throw refuse(`it authenticates with private_key_jwt already. To replace its keys: ${again}`);
  if (!usesSecret(client.method))
    throw refuse(
      `it authenticates with ${client.method || 'no method that Okta tells'}, and only an app with a client secret can move`,
    );
  if (client.status !== 'ACTIVE') throw refuse(`it is ${client.status.toLowerCase()} in Okta; activate it first`);
  const rotator = manifest.rotatedBy?.[app.address];
  if (rotator !== undefined)
    throw refuse(
      `${rotator === 'other' ? 'another tool' : rotator} rotates its secret (rotatedBy in the code), and would add a secret in the middle of the move. Stop that and remove rotatedBy first`,
    );
  const whole = await readWholeApp(org.client, client.appId);
  const type = inner(whole, 'settings', 'oauthClient', 'application_type');
  if (type !== 'web') throw refuse(`it is a ${String(type)} app in Okta, and only a web app is meant here`);
  const notLookedAt = await refuseAdministrator(client.clientId, org, refuse);
  const inCode = textField(attributes, 'jwks_uri');
  const jwksUri = given ?? inCode;
  if (jwksUri === undefined || jwksUri.includes('${'))
    throw refuse(
      attributes['jwks'] === undefined
        ? 'its code has no jwksUri; pass --jwks-uri with the address where the relying party publishes its public keys'
        : 'its keys are in the code (jwks). Publish them, remove jwks, and pass --jwks-uri: keys at an address rotate without a change in Okta',
    );
  if (given !== undefined && inCode !== undefined && given !== inCode)
    throw refuse(`--jwks-uri is ${given}, and the code has ${inCode}; leave the option out, or change the code`);
  return { jwksUri, isInCode: textField(attributes, 'token_endpoint_auth_method') === 'private_key_jwt', notLookedAt };
}

/** Okta refuses changes of the credentials of an app that holds an administrator role. */
async function refuseAdministrator(
  clientId: string,
  { client }: Pick<OrgAccess, 'client'>,
  refuse: (why: string) => Error,
): Promise<readonly string[]> {
  const notLookedAt: string[] = [];
  const roles = await unlessRefused(
    () => clientRoles(client, clientId),
    (why) =>
      notLookedAt.push(
        `Whether it holds an administrator role could not be looked at (${why}). Okta refuses the move of an app that does.`,
      ),
  );
  if (roles !== undefined && roles.length > 0)
    throw refuse(
      `it holds ${counted(roles.length, 'administrator role')} (${listed(roles)}), and Okta refuses changes of its credentials. Remove the role first`,
    );
  return notLookedAt;
}
