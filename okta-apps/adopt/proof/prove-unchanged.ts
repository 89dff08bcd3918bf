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
import { textField, type JsonObject } from '../../shared/json';
import { tailOf } from '../../shared/known-secrets';
import { sideBySide } from '../../shared/side-by-side';
import { shown } from '../../shared/visible-text';
import type { SourceApp } from '../sources/source';
import { documentOf } from './document-of';

/** Adopted apps and the stack that declares them. */
export interface Adoption {
  /** Such as `storefront-prod`. */
  readonly stack: string;
  /** Its synthesized `cdk.tf.json`, which imports each of the apps. */
  readonly document: JsonObject;
  readonly apps: readonly SourceApp[];
}

/** A reason why the first apply would change something in Okta. */
export interface ProofFault {
  /** Okta's id of the app; undefined for what is about all of them. */
  readonly appId: string | undefined;
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
  const { stack, apps } = adoption;
  if (apps.length === 0) return [];
  const ids = new Set(apps.map(({ app }) => idOf(app)));
  const imported = importedIds(adoption.document);
  const missing = [...ids].filter((id) => !imported.has(id));
  if (missing.length > 0) return missing.map((appId) => ({ appId, text: `${stack} does not import it` }));
  const document = documentOf(rehearsable(adoption.document).document, ids);
  const sandbox = await openSandbox(stack, seedOf(document, apps), tools);
  try {
    const { openClient } = await import('../../okta/client.js');
    const client = openClient(sandbox.url, { type: 'api-token', token: sandbox.token });
    const before = await readAll(client, apps);
    const notTaken = apps.flatMap((one) => notHeld(one, before));
    if (notTaken.length > 0) return notTaken;
    const ran = await applyDocument(await sandbox.workspace('adopted'), document);
    if (!ran.ok) return [{ appId: undefined, text: failureText(stack, ran) }];
    const after = await readAll(client, apps);
    return [...ids].flatMap((id) => faultsOf(id, before, after));
  } finally {
    await sandbox.close();
  }
}

function failureText(stack: string, { diagnostics, stderr }: Awaited<ReturnType<typeof applyDocument>>): string {
  const errors = diagnosticTexts(diagnostics.filter(({ severity }) => severity === 'error'));
  const said = errors.length > 0 ? errors.join('\n') : tailOf(stderr.trim(), 2_000);
  return `Terraform could not apply ${stack} to a throwaway org: ${said}`;
}

/** Ids of the apps that a document imports; `0oa…/skip_users` is an id with a flag. */
function importedIds(document: JsonObject): ReadonlySet<string> {
  return new Set(
    blocks(document, 'import')
      .filter((block) => addressIn(block, 'to').startsWith(`${APP_OAUTH.name}.`))
      .flatMap((block) => textField(block, 'id')?.split('/')[0] ?? []),
  );
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
  const appId = idOf(app);
  const held = before.get(appId);
  if (held === undefined) return [{ appId, text: 'the throwaway org did not take it' }];
  const notTaken = appDifferences(app, held.app).filter((difference) => difference.before !== undefined);
  const lost = groups.filter((name) => !held.groups.includes(name));
  return [
    ...notTaken.map((difference) => `the throwaway org cannot hold ${differenceText(difference)}`),
    ...lost.map((name) => `the throwaway org cannot hold the group ${shown(name)}`),
  ].map((text) => ({ appId, text }));
}

function faultsOf(appId: string, before: Answers, after: Answers): readonly ProofFault[] {
  const [was, is] = [before.get(appId), after.get(appId)];
  if (was === undefined || is === undefined) return [{ appId, text: 'the apply deletes it or replaces it' }];
  const claim = appDifferences({ groupsClaim: was.idToken }, { groupsClaim: is.idToken });
  const gone = was.groups.filter((name) => !is.groups.includes(name));
  const more = is.groups.filter((name) => !was.groups.includes(name));
  return [
    ...[...appDifferences(was.app, is.app), ...claim].map(differenceText),
    ...gone.map((name) => `the group ${shown(name)} is removed`),
    ...more.map((name) => `the group ${shown(name)} is added`),
  ].map((text) => ({ appId, text }));
}

function idOf(app: JsonObject): string {
  return textField(app, 'id') ?? '';
}
