import { Testing } from 'cdktf';
import { OidcWebApp, type OidcWebAppProps } from '../../../../constructs/oidc-web-app';
import { adoptable } from '../../../../okta-apps/adopt/adoptable';
import { appProps, type AppContext } from '../../../../okta-apps/adopt/app-props';
import type { SourceApp } from '../../../../okta-apps/adopt/sources/source';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import { bareStack } from '../../../support/synth-stack';

function contextOf({ groups, groupsClaim, activeSecrets, roles }: SourceApp): AppContext {
  return {
    ...(groups !== undefined && { groups }),
    ...(groupsClaim !== undefined && { groupsClaim }),
    ...(activeSecrets !== undefined && { activeSecrets }),
    ...(roles !== undefined && { roles }),
  };
}

/** Why an app is refused; nothing where it can be adopted. */
export function refusalsOf(one: SourceApp): readonly string[] {
  const found = adoptable(one.app, contextOf(one));
  return 'reasons' in found ? found.reasons : [];
}

/** The document of a stack that imports the apps, also those that are refused: as if they were not refused. */
export function adoptedDocument(apps: readonly SourceApp[]): JsonObject {
  const stack = bareStack('adopted');
  for (const [at, one] of apps.entries()) {
    const props = appProps(one.app, contextOf(one));
    const app = new OidcWebApp(stack, `app_${at}`, props as unknown as OidcWebAppProps);
    app.importFrom(String(one.app['id']));
  }
  // Without validations: rules may object to what an org has.
  return JSON.parse(Testing.synth(stack)) as JsonObject;
}
