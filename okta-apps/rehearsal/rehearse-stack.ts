import { tailOf } from '../shared/known-secrets';
import { groupNames, seedForOrg, type EnvironmentSeed } from '../shared/environment-seed';
import type { Exchanges } from '../shared/exchanges';
import type { JsonObject } from '../shared/json';
import type { Seed } from '../local/org/seed';
import { readPlan } from '../resources/read-plan';
import type { Plan } from '../plan/plan';
import { diagnosticTexts, type Diagnostic } from '../plan/diagnostics';
import { callsIn, withoutDocuments } from '../document/modules/embedded';
import { addressesIn, without } from '../project/document';
import { StackFailure } from '../terraform/invoke';
import { applyDocument } from './apply-document';
import { fileFunctionsIn } from './file-functions';
import { leftOut } from './left-out';
import { differingOmissions } from './omissions';
import { importsOf, madeIds, withMadeIds, type Imports } from './imports';
import { seedFor, withGroups } from './lookups';
import { missingGroups, type LocalOrgOfStack } from './local-groups';
import { openVariables } from './placeholders';
import { rehearsable, type Rehearsable } from './rehearsable';
import { orgUrlOf, stable } from './stable';
import { openSandbox, type Ran, type RehearsalTools, type Sandbox, type Workspace } from './sandbox';
import { AppliedBase } from './witness/applied-base';
import { withTestUsers } from './witness/compare-orgs';

/** What a rehearsal adds to the input of a review. */
export interface Rehearsed {
  readonly plan?: Plan;
  /** Why there is no plan, where Terraform's diagnostics do not say it. */
  readonly failure?: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly notes?: readonly string[];
  /** Places of what the change touches and the rehearsal left out. */
  readonly notRehearsed?: readonly string[];
  /** Requests that base and head answer differently, where they were asked for. */
  readonly exchanges?: Exchanges;
}

/** What one stack is at the base and at the head, as `JSON.parse` makes it of `cdk.tf.json`. */
export interface Documents {
  /** How messages name the stack. */
  readonly name: string;
  /** Undefined for a stack that is new. */
  readonly base: JsonObject | undefined;
  /** Undefined for a stack that is no longer in the code. */
  readonly head: JsonObject | undefined;
  /** Whether the files beside the two are the same. @default true */
  readonly sameAssets?: boolean;
  /** Of a stack of the org on this machine whose environment says who is in it; groups of other orgs are taken as given. */
  readonly localOrg?: LocalOrgOfStack | undefined;
  /** Whether requests are sent to base and head. @default false */
  readonly witness?: boolean;
}

/**
 * Plans what the code changes: applies the base to a throwaway org, then plans the head against that org and state.
 * Nothing outside a temporary folder is read or written, and nothing beyond this machine is asked.
 *
 * @throws Interrupted when it was told to stop.
 */
export async function rehearseStack(documents: Documents, tools: RehearsalTools): Promise<Rehearsed> {
  const { base, head, sameAssets = true } = documents;
  const { notRehearsed: unshown = [], ...rehearsed } = await rehearsal(documents, tools);
  const notRehearsed = [...differingOmissions(base, head), ...(sameAssets ? [] : ['assets']), ...unshown];
  return { ...rehearsed, ...(notRehearsed.length > 0 && { notRehearsed }) };
}

async function rehearsal(
  { name, base, head, localOrg, witness = false }: Documents,
  tools: RehearsalTools,
): Promise<Rehearsed> {
  if (localOrg !== undefined && head !== undefined) {
    const known = [...groupNames(localOrg.seed), ...localOrg.created];
    const missing = missingGroups([{ name, document: head, places: localOrg.places }], known, { isRehearsal: true });
    if (missing.length > 0) return { failure: missing.join('\n') };
  }
  const sides = withoutHalfModules(base, head);
  const reads = [...new Set(sides.flatMap((document) => (document ? fileFunctionsIn(document) : [])))];
  if (reads.length > 0) return { failure: readsFiles(reads) };
  const [before, after] = sides.map((document) => document && rehearsable(document));
  const imports = importsOf(before?.document, after?.document ?? forgetting(before?.document));
  const documents = [before?.document, after?.document].filter((document) => document !== undefined);
  const notes = notesOn([before, after], imports, head === undefined);
  const seed = withSeed(seedFor(documents), localOrg?.seed);
  const sandbox = await openSandbox(name, witness ? withTestUsers(seed) : seed, tools);
  try {
    const { run, made, workspace, applied } = await planned(sandbox, before?.document, imports, witness);
    if (run.step !== 'plan' || run.json === undefined) return { ...failed(run, run.step), notes };
    const exchanges = applied && (await applied.compareWith(workspace, withMadeIds(imports.head, made)));
    const traces = { url: sandbox.url, orgUrl: orgUrlOf(head ?? base ?? {}), made, code: JSON.stringify([base, head]) };
    // As one text, so that an id has one number in both.
    const [text = '', said = ''] = stable([run.json, JSON.stringify(exchanges ?? null)].join(APART), traces).split(
      APART,
    );
    const plan = readPlan(text, { secrets: [sandbox.token] });
    const notRehearsed = imports.leftOut.map((address) => `import ${address}`);
    return {
      plan,
      diagnostics: run.diagnostics,
      notes,
      notRehearsed,
      ...(exchanges !== undefined && { exchanges: JSON.parse(said) as Exchanges }),
    };
  } catch (error) {
    if (error instanceof StackFailure) return { failure: error.message.replace(`${name}: `, ''), notes };
    throw error;
  } finally {
    await sandbox.close();
  }
}

/** What documents look up together with what an environment says of its org. */
function withSeed(given: Seed, seed: EnvironmentSeed = {}): Seed {
  const { groups, users } = seedForOrg(seed);
  return { ...withGroups(given, groups), users };
}

/** A module that only one of the two can be rehearsed with is left out of both: else the plan would delete what it makes. */
function withoutHalfModules(...documents: readonly (JsonObject | undefined)[]): readonly (JsonObject | undefined)[] {
  const out = new Set(documents.flatMap((document) => (document === undefined ? [] : leftOut(document))));
  return documents.map((document) => document && withoutDocuments(document, (name) => out.has(`module.${name}`)));
}

/** Why a rehearsal made no plan. */
export function whyNoPlan({ failure, diagnostics = [] }: Rehearsed): string {
  return failure ?? diagnosticTexts(diagnostics).join('\n');
}

function readsFiles(names: readonly string[]): string {
  const calls = names.map((name) => `${name}(…)`).join(', ');
  return `A rehearsal reads no files of the machine that it runs on, but the stack calls ${calls}; put the content into the code, or plan against the org`;
}

type Step = 'import' | 'base' | 'plan';
type Run = Ran & { readonly step: Step; readonly json?: string | undefined };

/** No JSON has it. */
const APART = '\0';

interface Planned {
  readonly run: Run;
  readonly made: ReadonlyMap<string, string>;
  readonly workspace?: Workspace;
  /** The org as it was before the plan, where requests are to be sent to it. */
  readonly applied?: AppliedBase;
}

/** Makes the import targets, applies the base, plans the head; ends with the first that fails. */
async function planned(
  sandbox: Sandbox,
  base: JsonObject | undefined,
  { targets, making, head }: Imports,
  witness: boolean,
): Promise<Planned> {
  let made: ReadonlyMap<string, string> = new Map();
  if (making !== undefined) {
    const workspace = await sandbox.workspace('imports');
    const ran = await applyDocument(workspace, making);
    if (!ran.ok) return { run: { ...ran, step: 'import' }, made };
    made = madeIds(targets, await workspace.state());
  }
  const workspace = await sandbox.workspace('stack');
  if (base !== undefined && madeBy(base).length > 0) {
    const ran = await applyDocument(workspace, without(base, 'import', 'moved', 'removed'));
    if (!ran.ok) return { run: { ...ran, step: 'base' }, made };
  }
  const applied = witness ? await AppliedBase.of(sandbox, workspace) : undefined;
  const run: Run = { ...(await workspace.plan(withMadeIds(head, made))), step: 'plan' };
  return { run, made, workspace, ...(applied !== undefined && { applied }) };
}

const FAILED: Readonly<Record<Step, string>> = {
  import: 'what this stack imports could not be made in the throwaway org',
  base: 'the base could not be applied to the throwaway org',
  plan: 'Terraform could not plan this stack',
};

function failed({ diagnostics, stderr }: Ran, step: Step): Pick<Rehearsed, 'failure' | 'diagnostics'> {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (step === 'plan' && errors.length > 0) return { diagnostics };
  const [said = tailOf(stderr.trim(), 2_000)] = diagnosticTexts(errors);
  return { failure: said === '' ? FAILED[step] : `${FAILED[step]}: ${said}` };
}

/** Addresses of what a document makes: resources, and modules as a whole. */
function madeBy(document: JsonObject): readonly string[] {
  return [...addressesIn(document), ...callsIn(document).map(([name]) => `module.${name}`)];
}

/** A stack that is gone leaves its resources as they are, which Terraform calls forgetting. */
function forgetting(base: JsonObject | undefined): JsonObject {
  const { terraform, provider } = base ?? {};
  const removed = madeBy(base ?? {}).map((from) => ({ from, lifecycle: { destroy: false } }));
  return { ...(terraform !== undefined && { terraform }), ...(provider !== undefined && { provider }), removed };
}

function notesOn(sides: readonly (Rehearsable | undefined)[], imports: Imports, gone: boolean): readonly string[] {
  const present = sides.filter((side) => side !== undefined);
  const out = sorted(present.flatMap(({ leftOut }) => leftOut));
  const variables = sorted(present.flatMap(({ document }) => openVariables(document)));
  const unshown = sorted(imports.leftOut);
  return [
    ...(gone ? ['this stack is no longer in the code; what it manages stays in Okta as it is'] : []),
    ...(out === '' ? [] : [`not rehearsed, with placeholders where it is referred to: ${out}`]),
    ...(variables === '' ? [] : [`variables with placeholders instead of values: ${variables}`]),
    ...(present.some(({ withoutLogos }) => withoutLogos) ? ['logos are not rehearsed'] : []),
    ...(imports.targets.length === 0
      ? []
      : ['what is imported was made from the code, so how it differs in Okta is not in here']),
    ...(unshown === '' ? [] : [`imports that are not rehearsed and look like new resources: ${unshown}`]),
  ];
}

function sorted(names: readonly string[]): string {
  return [...new Set(names)].sort().join(', ');
}
