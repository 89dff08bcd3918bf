import { shown } from '../shared/visible-text';
import { acceptBy } from './accept';
import { evaluate, type Severities } from './change-rules/evaluate';
import { importRules } from './change-rules/import-rules';
import type { RuleFinding } from './change-rules/change-rule';
import { parityRules } from './change-rules/parity-rules';
import { renameRules } from './change-rules/rename-rules';
import { rehearsedUpdateRules } from './change-rules/update-rules';
import { environmentsOf } from './environments';
import { findingsOf } from './findings';
import { withPlaces } from './finding-places';
import { conclude } from './conclusion';
import { groupLikeIn } from './meaning/group-names';
import { groupsOfApps } from './meaning/groups-of-apps';
import { hostsInUse } from './meaning/hosts-in-use';
import type { EnvironmentAtBase } from './meaning/reaching';
import { importsOf } from './imports';
import { isOfRename, renamesOf, type Rename } from './renames';
import { ownFindings } from './own-findings';
import { parityOf, teamOf, type ParityStack } from './parity';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { byText } from '../shared/json';
import { ReviewError, type ReviewInput, type ReviewRules, type StackInput } from './review-input';
import type { Review } from './review-model';
import { reviewStack, type ReviewedStack } from './review-stack';
import { maskData, maskerFor } from '../shared/masker';
import { isDay } from '../shared/day';
import { stricterSeverities } from './settings/stricter';
import { witnessOf } from './witness/witness-of';

const SAID_BY_RENAME = new Set(['app/deleted', 'app/created', 'app/created-on-new-host']);

/**
 * Reviews plans and reports their effect on sign-in. Pure: the day is an input, the order of the input says nothing.
 *
 * @throws ReviewError when the input contradicts itself.
 */
export function review(given: ReviewInput, catalogue: Catalogue = CATALOGUE): Review {
  check(given);
  const input = maskData(given, maskerFor(given.secrets));
  const { rules, today } = input;
  const stacks = inOrder(input.stacks);
  const production = productionOf(stacks);
  const severitiesOf = (environment: string): Severities =>
    stricterSeverities(
      rulesOf(rules, environment).severities ?? {},
      rulesOf(input.proposedRules ?? rules, environment).severities ?? {},
      production.get(environment) ?? true,
    );
  const atBase = environmentsAtBase(stacks, input.seedGroups ?? [], catalogue);
  const reviewed = stacks.map((stack) =>
    reviewStack(stack, severitiesOf(stack.environment), atBase(stack.environment), catalogue),
  );
  const parity = parityOf(stacks.map((stack, index) => parityStack(stack, reviewed[index] as ReviewedStack)));
  const renames = renamesOf(stacks, catalogue);
  const found = [
    ...reviewed.flatMap(({ findings }) => findings.filter((finding) => !saidByRename(renames, finding))),
    ...importsOf(stacks, catalogue).flatMap((subject) =>
      evaluate(importRules, subject, severitiesOf(subject.place.environment ?? '')),
    ),
    ...renames.flatMap((rename) => renameFindings(rename, severitiesOf(rename.environment))),
    ...evaluate(rehearsedUpdateRules, { place: {}, production: true, apps: rehearsedUpdates(stacks, catalogue) }, {}),
    ...ownFindings(input, production),
    ...parity.flatMap((row) => {
      const environment = row.values.find((value) => value.production)?.environment;
      const place = { address: row.address, ...(environment !== undefined && { environment }) };
      return evaluate(parityRules, { place, production: true, row }, severitiesOf(environment ?? ''));
    }),
  ];
  const isProduction = (environment: string) => production.get(environment) ?? true;
  const requests = stacks.map((stack) =>
    witnessOf(
      stack,
      found.filter((finding) => finding.stack === stack.stack),
      severitiesOf(stack.environment),
    ),
  );
  const all = [...found, ...requests.flatMap(({ findings }) => findings)];
  const accepted = all.map(acceptBy(rules, today, input.proposedRules));
  const findings = withPlaces(findingsOf(accepted, isProduction), stacks);
  const stackReviews = reviewed.map((each) => each.review);
  return {
    version: 1,
    today,
    ...conclude(stackReviews, findings),
    environments: environmentsOf(stackReviews, findings),
    findings,
    parity,
    ...(stacks.some(({ exchanges }) => exchanges !== undefined) && {
      requests: {
        sent: stacks.reduce((sum, { exchanges }) => sum + (exchanges?.sent ?? 0), 0),
        shown: requests.flatMap(({ witnesses }) => witnesses),
      },
    }),
    stacks: stackReviews,
  };
}

/** Other environments first, production last; by name, so that the order of the input says nothing. */
function inOrder<T extends { environment: string; production: boolean; stack: string }>(stacks: readonly T[]): T[] {
  return [...stacks].sort(
    (a, b) =>
      Number(a.production) - Number(b.production) || byText(a.environment, b.environment) || byText(a.stack, b.stack),
  );
}

/** @throws ReviewError */
function check({ today, stacks }: ReviewInput): void {
  if (!isDay(today)) throw new ReviewError(`today must be a day, YYYY-MM-DD, got ${shown(today)}`);
  const names = new Set<string>();
  for (const { stack, plan, failure } of stacks) {
    if (names.has(stack)) throw new ReviewError(`stack ${shown(stack)} is there twice; give each stack once`);
    names.add(stack);
    if (plan !== undefined && failure !== undefined && !plan.errored) {
      throw new ReviewError(`stack ${shown(stack)} has a plan and a failure; give one of them`);
    }
  }
}

function rulesOf(rules: Readonly<Record<string, ReviewRules>>, environment: string): ReviewRules {
  return (Object.hasOwn(rules, environment) ? rules[environment] : undefined) ?? {};
}

/** An environment is production when one of its stacks is. */
function productionOf(stacks: readonly StackInput[]): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  for (const { environment, production } of stacks) {
    found.set(environment, production || (found.get(environment) ?? false));
  }
  return found;
}

function parityStack(input: StackInput, reviewed: ReviewedStack): ParityStack {
  const { stack, environment, production, plan } = input;
  return {
    team: teamOf(stack, environment),
    environment,
    production,
    changes: plan?.changes ?? [],
    code: reviewed.code,
  };
}

/** Groups and hosts of apps at the base: a change in one stack may put users into a group of an app in another. */
function environmentsAtBase(
  stacks: readonly StackInput[],
  seedGroups: readonly string[],
  catalogue: Catalogue,
): (environment: string) => EnvironmentAtBase {
  const groupLike = groupLikeIn(stacks, seedGroups);
  const inUse = hostsInUse(stacks, catalogue);
  const groups = new Map(
    [...new Set(stacks.map(({ environment }) => environment))].map((environment) => [
      environment,
      groupsOfApps(stacks.filter((stack) => stack.environment === environment)),
    ]),
  );
  return (environment) => ({
    groups: groups.get(environment) ?? new Set(),
    inUse: () => inUse(environment),
    groupLike,
  });
}

/** Deleted and new apps have findings of their own, which would say half of it each. */
function saidByRename(renames: readonly Rename[], { rule, stack, address }: RuleFinding): boolean {
  return SAID_BY_RENAME.has(rule) && isOfRename(renames, stack, address);
}

function renameFindings(rename: Rename, severities: Severities): RuleFinding[] {
  const { environment, to, from } = rename;
  const { stack, address, label } = to;
  const place = { environment, stack, address, ...(label !== undefined && { app: label }) };
  return evaluate(renameRules, { place, production: to.production || from.production, rename }, severities);
}

function rehearsedUpdates(stacks: readonly StackInput[], { typeOf }: Catalogue): number {
  const changes = stacks.flatMap(({ rehearsal, plan }) => (rehearsal === true ? (plan?.changes ?? []) : []));
  return changes.filter(({ type, kind }) => kind === 'update' && typeOf(type).kind === 'oidc-app').length;
}
