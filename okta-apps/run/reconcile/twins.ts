import type { ExistingApp, ExistingOrigin } from '../../okta/existing';
import { visible } from '../../shared/escape';
import type { Created, CreatedApp, CreatedOrigin } from '../planned-objects';

/** What an org has, as far as plans create such things in it. */
export interface OrgObjects {
  readonly apps: readonly ExistingApp[];
  readonly origins: readonly ExistingOrigin[];
}

/** Something in the org that the plan would create, and that the state does not know. */
export interface Twin {
  readonly address: string;
  readonly id: string;
  /** Why it is one, and what to do, for an environment. */
  readonly text: (environment: string) => string;
}

export function twinsOf({ apps, origins, known }: Created, org: OrgObjects): readonly Twin[] {
  const twinApps = apps.flatMap((app) => {
    const twin = org.apps.find((one) => !known.has(one.id) && isSameApp(app, one));
    return twin === undefined ? [] : [{ address: app.address, id: twin.id, text: appText(app, twin) }];
  });
  const twinOrigins = origins.flatMap((wanted) => {
    const twin = org.origins.find(
      ({ id, origin, name }) => !known.has(id) && (origin === wanted.origin || name === wanted.name),
    );
    return twin === undefined ? [] : [{ address: wanted.address, id: twin.id, text: originText(wanted, twin) }];
  });
  return [...twinApps, ...twinOrigins];
}

/** The same client id; where Okta is to choose that, the same label and redirect URIs. */
function isSameApp({ clientId, label, redirectUris }: CreatedApp, existing: ExistingApp): boolean {
  if (clientId !== undefined) return existing.clientId === clientId;
  return existing.label === label && existing.redirectUris.join('\n') === redirectUris.join('\n');
}

const LOST = 'an apply that was cut may have created it and not have heard of it';

const appText =
  ({ address, clientId, label }: CreatedApp, { id }: ExistingApp) =>
  (environment: string): string => {
    const [same, other] =
      clientId === undefined
        ? [`label "${visible(label)}" and redirect URIs`, 'label']
        : [`client id "${visible(clientId)}"`, 'client id'];
    return (
      `${address} is not created, because Okta has an app with its ${same} already, ${id}: ${LOST}. ` +
      `If so, declare app.importFrom('${id}') on it, for ${environment} only, and apply again: that takes it over. ` +
      `Else choose another ${other}`
    );
  };

const originText =
  ({ address, origin }: CreatedOrigin, { id }: ExistingOrigin) =>
  (environment: string): string =>
    `${address} is not created, because Okta has a trusted origin with its origin or name already, ${id}: ${LOST}. ` +
    `If so, declare { origin: '${visible(origin)}', importFrom: '${id}' } with its scopes in a TrustedOrigins, ` +
    `for ${environment} only, and apply again: that takes it over. Else choose another name`;
