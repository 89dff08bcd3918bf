import type { Waiver } from '../shared/environment-rules';
import { shown } from '../shared/visible-text';
import type { RuleFinding } from './change-rules/change-rule';
import { evaluate, type Severities } from './change-rules/evaluate';
import { parityRules } from './change-rules/parity-rules';
import { reviewRules } from './change-rules/registry';
import { environmentsOf } from './environments';
import { headlineOf, verdictOf } from './headline';
import { ownFindings } from './own-findings';
import { parityOf, teamOf, type ParityStack } from './parity';
import { CATALOGUE, type Catalogue } from '../resources/catalogue';
import { byText } from '../shared/json';
import { ReviewError, type ReviewInput, type ReviewRules, type StackInput } from './review-input';
import type { Review, ReviewFinding } from './review-model';
import { reviewStack, type ReviewedStack } from './review-stack';
import { maskData, maskerFor } from '../shared/masker';
import { rankOf } from './severity';
import { isDay } from '../shared/day';
import { stricterSeverities } from './settings/stricter';
import { faultOf, keyOf, waiverIndex } from './waivers';

type WaiverIndexes = ReadonlyMap<string, ReadonlyMap<string, Waiver>>;

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

function withWaiver(finding: RuleFinding, production: boolean, waivers: WaiverIndexes, today: string): ReviewFinding {
  const { waivable, value, environment, stack, address, app, ...rest } = finding;
  const place = {
    ...(environment !== undefined && { environment }),
    ...(stack !== undefined && { stack }),
    ...(address !== undefined && { address }),
    ...(app !== undefined && { app }),
  };
  const result = { ...rest, ...place, production, value: shown(value) };
  const own = waivers.get(environment ?? '');
  const waiver =
    own?.get(keyOf(rest.rule, address ?? '')) ?? own?.get(keyOf(rest.rule, `${stack ?? ''}/${address ?? ''}`));
  if (!waivable || waiver === undefined) return result;
  const fault = faultOf(waiver, today);
  if (fault === undefined) return { ...result, waiver };
  return fault === 'expired' ? { ...result, expiredWaiver: waiver } : result;
}

const RULE_ORDER: ReadonlyMap<string, number> = new Map(reviewRules.map(({ id }, index) => [id, index]));

/** Accepted ones last, the worst first: the headline is that of the first. */
export function sortFindings(findings: readonly ReviewFinding[]): ReviewFinding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.waiver !== undefined) - Number(b.waiver !== undefined) ||
      rankOf(a.severity) - rankOf(b.severity) ||
      Number(b.production) - Number(a.production) ||
      (RULE_ORDER.get(a.rule) ?? 0) - (RULE_ORDER.get(b.rule) ?? 0) ||
      byText(a.environment ?? '', b.environment ?? '') ||
      byText(a.stack ?? '', b.stack ?? '') ||
      byText(a.address ?? '', b.address ?? '') ||
      byText(a.prop, b.prop) ||
      byText(a.message, b.message),
  );
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

/**
 * Says what plans mean for the people who sign in. Pure: the day is an input, the order of the input says nothing.
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
  const reviewed = stacks.map((stack) => reviewStack(stack, severitiesOf(stack.environment), catalogue));
  const parity = parityOf(stacks.map((stack, index) => parityStack(stack, reviewed[index] as ReviewedStack)));
  const found = [
    ...reviewed.flatMap(({ findings }) => findings),
    ...ownFindings(input, production),
    ...parity.flatMap((row) => {
      const environment = row.values.find((value) => value.production)?.environment;
      const place = { address: row.address, ...(environment !== undefined && { environment }) };
      return evaluate(parityRules, { place, production: true, row }, severitiesOf(environment ?? ''));
    }),
  ];
  const waivers: WaiverIndexes = new Map(
    Object.entries(rules).map(([name, own]) => [name, waiverIndex(own.waivers ?? [])]),
  );
  const findings = sortFindings(
    found.map((finding) => withWaiver(finding, production.get(finding.environment ?? '') ?? true, waivers, today)),
  );
  const stackReviews = reviewed.map((each) => each.review);
  return {
    version: 1,
    today,
    verdict: verdictOf(stackReviews, findings),
    headline: headlineOf(stackReviews, findings),
    environments: environmentsOf(stackReviews, findings),
    findings,
    parity,
    stacks: stackReviews,
  };
}
