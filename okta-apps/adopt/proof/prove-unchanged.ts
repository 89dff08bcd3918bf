import type { SeedApp } from '../../local/org/plant-app';
import type { Seed } from '../../local/org/seed';
import type { GroupsClaimOfApp } from '../../okta/app-companions';
import type { OrgClient } from '../../okta/client';
import { diagnosticTexts } from '../../plan/diagnostics';
import { addressIn, blocks } from '../../project/document';
import { applyDocument } from '../../rehearsal/apply-document';
import { seedFor, withGroups } from '../../rehearsal/lookups';
import { rehearsable } from '../../rehearsal/rehearsable';
import { openSandbox, type RehearsalTools } from '../../rehearsal/sandbox';
import { appDifferences, differenceText } from '../../resources/app-differences';
import { APP_OAUTH } from '../../resources/app-oauth';
import { originDifferences } from '../../resources/origin-differences';
import type { ResourceType } from '../../resources/resource-type';
import { TRUSTED_ORIGIN } from '../../resources/trusted-origin';
import { textField, type JsonObject } from '../../shared/json';
import { tailOf } from '../../shared/known-secrets';
import { sideBySide } from '../../shared/side-by-side';
import { shown } from '../../shared/visible-text';
import type { SourceApp } from '../sources/source';
import { documentOf, withOrigins } from './document-of';

/** Adopted apps and the stack that declares them. */
export interface Adoption {
  /** Such as `storefront-prod`. */
  readonly stack: string;
  /** Its synthesized `cdk.tf.json`, which imports each of the apps. */
  readonly document: JsonObject;
  readonly apps: readonly SourceApp[];
  /** Trusted origins that are adopted with them, and the stack that declares these. @default - none */
  readonly trusted?: TrustedAdoption;
}

/** Adopted trusted origins and the stack that declares them. */
interface TrustedAdoption {
  /** Such as `origins-prod`. */
  readonly stack: string;
  readonly document: JsonObject;
  /** As `GET /api/v1/trustedOrigins/{id}` answered them. */
  readonly origins: readonly JsonObject[];
}

/** A reason why the first apply would change something in Okta. */
export interface ProofFault {
  /** Okta's id of the app or trusted origin; undefined for what is about all of them. */
  readonly id: string | undefined;
  /** One line that names the field and both values, or what failed. */
  readonly text: string;
}

/** Requests at the same time. */
const AT_ONCE = 8;

/**
 * Proves that the first apply of adopted apps changes nothing in Okta: a throwaway org on this machine holds the apps as
 * Okta answered them, Terraform imports and applies the code there, and each app must be answered as before, but for the
 * time of its last change. Nothing outside of a temporary folder is read or written.
 *
 * @returns Nothing when it is proven.
 * @throws Interrupted
 */
export async function proveUnchanged(adoption: Adoption, tools: RehearsalTools): Promise<readonly ProofFault[]> {
  const { stack, apps, trusted = { stack: '', document: {}, origins: [] } } = adoption;
  if (apps.length === 0) return [];
  const ids = new Set(apps.map(({ app }) => idOf(app)));
  const originIds = new Set(trusted.origins.map(idOf));
  const missing = [
    ...notImported(ids, adoption.document, APP_OAUTH, stack),
    ...notImported(originIds, trusted.document, TRUSTED_ORIGIN, trusted.stack),
  ];
  if (missing.length > 0) return missing;
  const ofApps = documentOf(rehearsable(adoption.document).document, ids);
  const document =
    originIds.size === 0 ? ofApps : withOrigins(ofApps, rehearsable(trusted.document).document, originIds);
  const seed = { ...seedOf(document, apps), trustedOrigins: trusted.origins };
  const sandbox = await openSandbox(stack, seed, tools);
  try {
    const { openClient } = await import('../../okta/client.js');
    const client = openClient(sandbox.url, { type: 'api-token', token: sandbox.token });
    const before = await readAll(client, apps);
    const notTaken = apps.flatMap((one) => notHeld(one, before));
    if (notTaken.length > 0) return notTaken;
    const ran = await applyDocument(await sandbox.workspace('adopted'), document);
    if (!ran.ok) return [{ id: undefined, text: failureText(stack, ran) }];
    const after = await readAll(client, apps);
    return [...[...ids].flatMap((id) => faultsOf(id, before, after)), ...(await originFaults(client, trusted.origins))];
  } finally {
    await sandbox.close();
  }
}

function failureText(stack: string, { diagnostics, stderr }: Awaited<ReturnType<typeof applyDocument>>): string {
  const errors = diagnosticTexts(diagnostics.filter(({ severity }) => severity === 'error'));
  const said = errors.length > 0 ? errors.join('\n') : tailOf(stderr.trim(), 2_000);
  return `Terraform could not apply ${stack} to a throwaway org: ${said}`;
}

/** What of the ids a document does not import; `0oa…/skip_users` is an id with a flag. */
function notImported(
  ids: ReadonlySet<string>,
  document: JsonObject,
  { name: type }: ResourceType,
  stack: string,
): readonly ProofFault[] {
  const imported = new Set(
    blocks(document, 'import')
      .filter((block) => addressIn(block, 'to').startsWith(`${type}.`))
      .flatMap((block) => textField(block, 'id')?.split('/')[0] ?? []),
  );
  return [...ids].filter((id) => !imported.has(id)).map((id) => ({ id, text: `${stack} does not import it` }));
}

/** How trusted origins differ now from what Okta answered. */
async function originFaults(client: OrgClient, origins: readonly JsonObject[]): Promise<readonly ProofFault[]> {
  if (origins.length === 0) return [];
  const { listWholeOrigins } = await import('../../okta/whole-origin.js');
  const after = new Map((await listWholeOrigins(client)).map((one) => [idOf(one), one]));
  return origins.flatMap((origin) => {
    const id = idOf(origin);
    const is = after.get(id);
    if (is === undefined) return [{ id, text: 'the apply deletes it or replaces it' }];
    return originDifferences(origin, is).map((difference) => ({ id, text: differenceText(difference) }));
  });
}

function seedOf(document: JsonObject, apps: readonly SourceApp[]): Seed {
  const names = [...new Set(apps.flatMap(({ groups = [] }) => groups))];
  const groups = names.map((name) => ({ name }));
  return { ...withGroups(seedFor([document]), groups), apps: apps.map(seedAppOf) };
}

function seedAppOf({ app, groups, groupsClaim }: SourceApp): SeedApp {
  return { app, groups, ...(groupsClaim !== undefined && { idToken: idTokenOf(groupsClaim) }) };
}

/** As the console's endpoint has it. */
function idTokenOf({ name, filter, value }: GroupsClaimOfApp): JsonObject {
  if (filter === undefined) return { valueType: 'EXPRESSION', name, value };
  return { valueType: 'GROUPS', groupFilterType: filter, name, value };
}

/** All that an org answers of an app. */
interface Answered {
  readonly app: JsonObject;
  readonly groups: readonly string[];
  readonly idToken: JsonObject;
}

type Answers = ReadonlyMap<string, Answered>;

async function readAll(client: OrgClient, apps: readonly SourceApp[]): Promise<Answers> {
  const { listWholeApps } = await import('../../okta/whole-app.js');
  const { assignedGroups, idTokenSettings } = await import('../../okta/app-companions.js');
  const wanted = new Map(apps.map((one) => [idOf(one.app), one]));
  const listed = (await listWholeApps(client)).filter((app) => wanted.has(idOf(app)));
  const answers = await sideBySide(listed, AT_ONCE, async (app) => {
    const id = idOf(app);
    const { groups: known = [], groupsClaim } = wanted.get(id) ?? {};
    const groups = known.length > 0 ? await assignedGroups(client, id) : [];
    const idToken = groupsClaim === undefined ? {} : await idTokenSettings(client, id);
    return [id, { app, groups: groups.map(({ name, id: group }) => name ?? group).sort(), idToken }] as const;
  });
  return new Map(answers);
}

/** Values that the throwaway org does not answer as Okta did: of them nothing can be proven. */
function notHeld({ app, groups = [] }: SourceApp, before: Answers): readonly ProofFault[] {
  const id = idOf(app);
  const held = before.get(id);
  if (held === undefined) return [{ id, text: 'the throwaway org did not take it' }];
  const notTaken = appDifferences(app, held.app).filter((difference) => difference.before !== undefined);
  const lost = groups.filter((name) => !held.groups.includes(name));
  return [
    ...notTaken.map((difference) => `the throwaway org cannot hold ${differenceText(difference)}`),
    ...lost.map((name) => `the throwaway org cannot hold the group ${shown(name)}`),
  ].map((text) => ({ id, text }));
}

function faultsOf(id: string, before: Answers, after: Answers): readonly ProofFault[] {
  const [was, is] = [before.get(id), after.get(id)];
  if (was === undefined || is === undefined) return [{ id, text: 'the apply deletes it or replaces it' }];
  const claim = appDifferences({ groupsClaim: was.idToken }, { groupsClaim: is.idToken });
  const gone = was.groups.filter((name) => !is.groups.includes(name));
  const more = is.groups.filter((name) => !was.groups.includes(name));
  return [
    ...[...appDifferences(was.app, is.app), ...claim].map(differenceText),
    ...gone.map((name) => `the group ${shown(name)} is removed`),
    ...more.map((name) => `the group ${shown(name)} is added`),
  ].map((text) => ({ id, text }));
}

function idOf(app: JsonObject): string {
  return textField(app, 'id') ?? '';
}
