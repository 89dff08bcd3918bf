import { changeSubject, labelOf, type Surroundings } from './change-rules/change-subject';
import type { RuleFinding } from './change-rules/change-rule';
import { codeRules, stackRules, versionRules } from './change-rules/code-rules';
import { documentRules } from './change-rules/document-rules';
import { driftRules } from './change-rules/drift-rules';
import { evaluate, type Severities } from './change-rules/evaluate';
import { planPartRules } from './change-rules/plan-part-rules';
import { checkRules, outputRules, planRules } from './change-rules/plan-rules';
import { lookUpRules, unknownRules } from './change-rules/opening-rules';
import { changeRules } from './change-rules/registry';
import { rehearsalRules } from './change-rules/rehearsal-rules';
import { readCode, type Code } from './code';
import { UNREADABLE_PLACES } from './finding-places';
import { lookUpNotes } from './look-ups';
import { changeReview, driftReview, isDrift } from './change-review';
import { namingIn, withNames, withNamesIn } from './meaning/object-names';
import { owningAppsIn } from './meaning/owning-app';
import { reachingIn, type EnvironmentAtBase, type Reaching } from './meaning/reaching';
import type { Catalogue } from '../resources/catalogue';
import type { ResourceType } from '../resources/resource-type';
import { field, isObject } from '../shared/json';
import type { Plan, PlannedChange, Values } from '../plan/plan';
import type { StackInput } from './review-input';
import { unknownValues } from './unknown-values';
import type { Outcome, StackReview } from './review-model';

/** One stack with what the review made of it. */
export interface ReviewedStack {
  readonly review: StackReview;
  readonly findings: readonly RuleFinding[];
  readonly code: Code | undefined;
}

type Changes = ReadonlyMap<string, PlannedChange>;

/** Reviews one stack by itself. */
export function reviewStack(
  input: StackInput,
  severities: Severities,
  atBase: EnvironmentAtBase,
  catalogue: Catalogue,
): ReviewedStack {
  const { typeOf } = catalogue;
  const { plan, production, synthesized } = input;
  const drift = byAddress((plan?.drift ?? []).filter((each) => isDrift(typeOf(each.type), each)));
  const changes = byAddress(plan?.changes ?? []);
  const apps = appsById(plan, catalogue);
  const isApplied = (plan?.changes ?? []).some(isShown);
  // What is put off to a later plan is reviewed as far as it is known.
  const later = (plan?.deferred ?? []).flatMap(({ change }) => change ?? []);
  const reaching = reachingIn(input, atBase, catalogue);
  const [before, after] = [synthesized?.before, synthesized?.after].map((json) =>
    json === undefined ? undefined : readCode(json),
  );
  const findings = [
    ...documentFindings(input),
    ...planFindings(input, severities),
    ...openingFindings(input, severities),
    ...[...(plan?.changes ?? []), ...later].filter(isShown).flatMap((change) => {
      const outside = drift.get(change.address);
      const around = surroundings(input, change, outside, apps, typeOf(change.type), reaching(change));
      const subject = changeSubject(change, outside, around);
      return evaluate(changeRules, subject, severities);
    }),
    ...[...drift.values()].flatMap((each) => {
      const { place, type } = surroundings(input, each, undefined, apps, typeOf(each.type), reaching(each));
      const subject = { place, production, type, drift: each, change: changes.get(each.address), isApplied };
      return evaluate(driftRules, subject, severities);
    }),
    ...(before !== undefined && after !== undefined ? codeFindings(input, before, after, changes, severities) : []),
  ];
  const naming = namingIn(input);
  return {
    review: stackReview(input, drift, changes, catalogue),
    findings: named(findings, changes).map((finding) => withNamesIn(finding, naming)),
    code: after,
  };
}

/** By address; an old object that a replacement left behind does not hide the resource itself. */
function byAddress(changes: readonly PlannedChange[]): Changes {
  return new Map(changes.filter(({ deposed }) => deposed === undefined).map((change) => [change.address, change]));
}

/** Values before the change by Okta's id: for resources that name the app that they belong to. */
function appsById(plan: Plan | undefined, { typeOf }: Catalogue): ReadonlyMap<unknown, Values> {
  const isApp = ({ type, before }: PlannedChange) => before !== null && typeOf(type).kind === 'oidc-app';
  const apps = (plan?.changes ?? []).filter(isApp);
  return new Map(apps.map(({ before }) => [field(before ?? {}, 'id'), before ?? {}]));
}

function isShown({ kind, previousAddress, importing }: PlannedChange): boolean {
  return kind !== 'no-op' || previousAddress !== undefined || importing !== undefined;
}

function outcomeOf({ plan, failure, diagnostics = [] }: StackInput): Outcome {
  if (plan?.errored === true) return 'stopped';
  if (failure !== undefined || diagnostics.some(({ severity }) => severity === 'error')) return 'failed';
  return plan === undefined ? 'unchanged' : 'planned';
}

function stackReview(input: StackInput, drift: Changes, changes: Changes, catalogue: Catalogue): StackReview {
  const { plan, failure, diagnostics = [], synthesized } = input;
  const { typeOf } = catalogue;
  const naming = namingIn(input);
  const owningApp = owningAppsIn(plan, synthesized?.after ?? synthesized?.before, catalogue);
  return {
    stack: input.stack,
    environment: input.environment,
    production: input.production,
    rehearsal: input.rehearsal ?? false,
    outcome: outcomeOf(input),
    ...(plan?.terraformVersion !== undefined && { terraformVersion: plan.terraformVersion }),
    ...(failure !== undefined && { failure }),
    errors: diagnostics.filter(({ severity }) => severity === 'error'),
    warnings: diagnostics.filter(({ severity }) => severity === 'warning'),
    changes: (plan?.changes ?? [])
      .filter(isShown)
      .map((change) => changeReview(typeOf(change.type), change, drift.get(change.address), owningApp(change)))
      .map((each) => ({ ...each, differences: withNames(each, naming) })),
    drift: [...drift.values()]
      .map((each) => driftReview(typeOf(each.type), each, changes.get(each.address), owningApp(each)))
      .map((each) => ({ ...each, differences: withNames(each, naming) })),
    outputs: (plan?.outputs ?? []).filter(({ kind }) => kind !== 'no-op').map(({ name, kind }) => ({ name, kind })),
    notes: [
      ...(input.notes ?? []),
      ...lookUpNotes(input),
      ...(input.places === 'unreadable' ? [UNREADABLE_PLACES] : []),
    ],
  };
}

function own<T>(byAddress: Readonly<Record<string, T>>, address: string): T | undefined {
  return Object.hasOwn(byAddress, address) ? byAddress[address] : undefined;
}

function surroundings(
  input: StackInput,
  change: PlannedChange,
  drift: PlannedChange | undefined,
  apps: ReadonlyMap<unknown, Values>,
  type: ResourceType,
  reaching: Reaching,
): Surroundings {
  const appId = field(change.before ?? change.after ?? {}, 'app_id');
  const label = labelOf(change, drift);
  const { activeSecrets = {}, lostSettings = {}, unreadApps = {} } = input;
  return {
    ...reaching,
    type,
    place: {
      environment: input.environment,
      stack: input.stack,
      address: change.address,
      ...(label !== undefined && { app: label }),
    },
    production: input.production,
    activeSecrets: own(activeSecrets, change.address) ?? 0,
    lostSettings: own(lostSettings, change.address) ?? [],
    restoresSettings: input.restoresSettings ?? false,
    unreadApp: own(unreadApps, change.address),
    names: input.plan?.names ?? {},
    app: typeof appId === 'string' ? apps.get(appId) : undefined,
  };
}

function planFindings(input: StackInput, severities: Severities): RuleFinding[] {
  const { plan, failure, diagnostics = [], production } = input;
  const place = { environment: input.environment, stack: input.stack };
  const subject = { place, production, plan, failure, diagnostics };
  const { stack, noLongerReviewed = false, notRehearsed = [] } = input;
  return [
    ...evaluate(stackRules, { place, production, stack, noLongerReviewed }, severities),
    ...evaluate(rehearsalRules, { place, production, notRehearsed }, severities),
    ...evaluate(planRules, subject, severities),
    ...(plan === undefined ? [] : evaluate(planPartRules, { place, production, plan }, severities)),
    ...(plan?.outputs ?? []).flatMap((output) =>
      evaluate(outputRules, { place: { ...place, address: `output.${output.name}` }, production, output }, severities),
    ),
    ...(plan?.failedChecks ?? []).flatMap((check) =>
      evaluate(checkRules, { place: { ...place, address: check.address }, production, check }, severities),
    ),
  ];
}

/** What a document may not hold. No environment lowers these, only a waiver accepts one; so they take no severities. */
function documentFindings({ documentProblems = [], ...input }: StackInput): RuleFinding[] {
  const place = { environment: input.environment, stack: input.stack };
  return documentProblems.flatMap((problem) =>
    evaluate(
      documentRules,
      { place: { ...place, address: problem.address }, production: input.production, problem },
      {},
    ),
  );
}

/** What the document leaves open, and what it may not. */
function openingFindings(input: StackInput, severities: Severities): RuleFinding[] {
  const { environment, stack, production, lookUps = [], plan, synthesized } = input;
  const at = (address: string) => ({ place: { environment, stack, address }, production });
  const document = synthesized?.after;
  const unknown = plan !== undefined && isObject(document) ? unknownValues(plan.changes, document) : [];
  return [
    ...lookUps.flatMap((lookUp) => evaluate(lookUpRules, { ...at(lookUp.address), lookUp }, severities)),
    ...unknown.flatMap((one) => evaluate(unknownRules, { ...at(one.address), unknown: one }, severities)),
  ];
}

/** An app that is deleted or recreated has no policy to lose. */
function codeFindings(input: StackInput, before: Code, after: Code, changes: Changes, severities: Severities) {
  const place = { environment: input.environment, stack: input.stack };
  const { production } = input;
  const apps = [...after.apps.values()].flatMap((app) => {
    const old = before.apps.get(app.address);
    const kind = changes.get(app.address)?.kind;
    if (old === undefined || kind === 'replace' || kind === 'create') return [];
    const label = field(app.values, 'label');
    const at = { ...place, address: app.address, ...(typeof label === 'string' && { app: label }) };
    return evaluate(codeRules, { place: at, production, before: old, after: app }, severities);
  });
  return [...apps, ...evaluate(versionRules, { place, production, before, after }, severities)];
}

/** Terraform's messages know addresses only; people know labels. */
function named(findings: readonly RuleFinding[], changes: Changes): RuleFinding[] {
  return findings.map((finding) => {
    const change = finding.app === undefined ? changes.get(finding.address ?? '') : undefined;
    const app = change === undefined ? undefined : labelOf(change);
    return app === undefined ? finding : { ...finding, app };
  });
}
