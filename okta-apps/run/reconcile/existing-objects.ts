import { CallError } from '../../okta/call-error';
import type { Refusal } from '../../review/refusals';
import { maskerFor } from '../../shared/masker';
import { createdIn, deletedClientIds, type Created, type CreatedApp, type CreatedOrigin } from '../planned-objects';
import type { Planned } from '../apply-stacks';
import type { Io } from '../../shared/io';
import { clientOf, type PreparedStack } from '../prepared-stack';
import type { ExistingApp, ExistingOrigin } from '../../okta/existing';
import { visible } from '../../shared/visible-text';

/** What was found before an apply. */
export interface Existing {
  readonly refusals: readonly Refusal[];
  /** Stacks whose org could not be asked, with why. */
  readonly unseen: ReadonlyMap<string, string>;
}

/**
 * Apps that are created with the client ID of one that is deleted by the same apply: Terraform deletes one, and may not
 * be able to create the other. A replacement in place is none: Terraform does that in order.
 */
export function recreatedApps(planned: readonly Planned[]): readonly Refusal[] {
  return planned.flatMap(({ stack, plan }): readonly Refusal[] => {
    const environment = planned.filter((other) => other.stack.manifest.environment === stack.manifest.environment);
    const deleted = deletedClientIds(environment.map((other) => other.plan.json));
    const replaced = new Set(plan.changes.flatMap(({ action, address }) => (action === 'replace' ? [address] : [])));
    return createdIn(plan.json)
      .apps.filter(({ address, clientId }) => clientId !== undefined && deleted.has(clientId) && !replaced.has(address))
      .map(({ address, clientId }) => ({
        stack: stack.name,
        reason: 'exists',
        message:
          `${stack.name}: ${address} is not created, because this apply would delete an app with its client ID ` +
          `"${visible(clientId ?? '')}"; declare app.movedFrom(…) with its former construct ID, or move it between stacks ` +
          'with a removed block and app.importFrom(…)',
      }));
  });
}

/**
 * Whether Okta has already what the plans create: an apply whose answer was lost leaves an app in Okta that no state
 * knows. Okta would refuse another one with its client id, and where Okta chooses that there would be two.
 * An org is only asked when something is created in it that Okta can have once.
 */
export async function existingObjects(planned: readonly Planned[], io: Io): Promise<Existing> {
  const unseen = new Map<string, string>();
  const found = await Promise.all(
    planned.map(async ({ stack, plan }): Promise<readonly Refusal[]> => {
      const created = createdIn(plan.json);
      const wanted = { apps: created.apps.length > 0, origins: created.origins.length > 0 };
      if (!wanted.apps && !wanted.origins) return [];
      const { name, manifest } = stack;
      const org = await orgObjects(stack, wanted, io);
      if (org instanceof CallError) {
        const why = maskerFor(stack.run.secrets).mask(org.message);
        unseen.set(name, `${name}: could not check whether Okta already has what it creates (${why})`);
        return [];
      }
      return existingIn(created, org).map(({ text }) => ({
        stack: name,
        reason: 'exists',
        message: `${name}: ${text(manifest.environment)}`,
      }));
    }),
  );
  return { refusals: found.flat(), unseen };
}

/**
 * Apps and trusted origins of a stack's org, seen with the credential that applies it.
 *
 * @param wanted Whether those are asked for at all.
 * @returns Why they could not be seen, where they could not.
 */
export async function orgObjects(
  stack: PreparedStack,
  wanted: { readonly apps: boolean; readonly origins: boolean },
  io: Io,
): Promise<OrgObjects | CallError> {
  const { oidcApps, trustedOrigins } = await import('../../okta/existing.js');
  try {
    const client = await clientOf(stack, io);
    return {
      apps: wanted.apps ? await oidcApps(client) : [],
      origins: wanted.origins ? await trustedOrigins(client) : [],
    };
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
}

/** What an org has, as far as plans create such things in it. */
export interface OrgObjects {
  readonly apps: readonly ExistingApp[];
  readonly origins: readonly ExistingOrigin[];
}

/** Something in the org that the plan would create, and that the state does not know. */
export interface ExistingObject {
  readonly address: string;
  readonly id: string;
  /** Why it is one, and what to do, for an environment. */
  readonly text: (environment: string) => string;
}

export function existingIn({ apps, origins, known }: Created, org: OrgObjects): readonly ExistingObject[] {
  const existingApps = apps.flatMap((app) => {
    const found = org.apps.find((one) => !known.has(one.id) && isSameApp(app, one));
    return found === undefined ? [] : [{ address: app.address, id: found.id, text: appText(app, found) }];
  });
  const existingOrigins = origins.flatMap((wanted) => {
    const found = org.origins.find(
      ({ id, origin, name }) => !known.has(id) && (origin === wanted.origin || name === wanted.name),
    );
    return found === undefined ? [] : [{ address: wanted.address, id: found.id, text: originText(wanted, found) }];
  });
  return [...existingApps, ...existingOrigins];
}

/** The same client id; where Okta is to choose that, the same label and redirect URIs. */
function isSameApp({ clientId, label, redirectUris }: CreatedApp, existing: ExistingApp): boolean {
  if (clientId !== undefined) return existing.clientId === clientId;
  return existing.label === label && existing.redirectUris.join('\n') === redirectUris.join('\n');
}

const LOST = 'an interrupted apply may have created it without recording it';

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
