import type { Violation } from '../../../rules/engine';
import { stateRemoval, typeIn } from '../../plan/address';
import { backendAdvice } from '../../plan/backend-advice';
import type { Diagnostic } from '../../plan/diagnostics';
import type { FailedCheck, OutputChange, Plan, PlannedChange } from '../../plan/plan';
import { isOfOkta } from '../../resources/resource-type';
import type { ChangeRule, Subject } from './change-rule';

/** One stack's plan as a whole: what Terraform said about it. */
export interface PlanSubject extends Subject {
  readonly plan: Plan | undefined;
  /** Why there is no plan; undefined when there is one, or when none was needed. */
  readonly failure: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const ERRORS = 'https://developer.hashicorp.com/terraform/internals/json-format#plan-representation';
const PREVENTED = 'Instance cannot be destroyed';
const GONE = /failed to get .*: 404 Not Found/;

function isPrevented({ summary }: Diagnostic): boolean {
  return summary === PREVENTED;
}

/** An import of an object that the org does not have says the same, and what to do about it. */
function isGone({ severity, summary, fix }: Diagnostic): boolean {
  return severity === 'error' && GONE.test(summary) && fix === undefined;
}

/** Terraform names the resource in the sentence only. */
function addressIn(diagnostic: Diagnostic): string {
  return (
    /^Resource (\S+) has lifecycle\.prevent_destroy/.exec(diagnostic.detail)?.[1] ?? diagnostic.address ?? 'resource'
  );
}

/** What helps against errors of Okta that say little. */
const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/\b401\b|Unauthorized/, 'check that the token of the plan credential is set, valid and of this org'],
  [/\b403\b|Forbidden/, 'give the plan credential the scopes and the role that reading needs'],
  [/\b429\b|rate limit/i, 'plan again when the rate limit of the org has been reset'],
  [/does not exist/, 'create it in this org first, or correct its name'],
];

/** What a backend or another provider says is not explained by Okta. */
function remedyFor(text: string, { address, fix: known }: Partial<Diagnostic> = {}): Pick<Violation, 'fix'> {
  const ofOther = address !== undefined && /^[a-z]/.test(typeIn(address)) && !isOfOkta(typeIn(address));
  const ofOkta = REMEDIES.find(([pattern]) => pattern.test(text))?.[1];
  const fix = known ?? (ofOther ? undefined : (backendAdvice(text)?.todo ?? ofOkta));
  return fix === undefined ? {} : { fix };
}

/** An errored plan whose messages were not kept: most likely, what it would destroy is what stopped it. */
function destroyedBy({ plan, diagnostics }: PlanSubject): readonly PlannedChange[] {
  if (plan?.errored !== true || diagnostics.some(({ severity }) => severity === 'error')) return [];
  return plan.changes.filter(({ kind }) => kind === 'delete' || kind === 'replace');
}

const prevented: ChangeRule<PlanSubject> = {
  id: 'plan/destroy-prevented',
  severity: 'block',
  leavesOut: true,
  title: 'The change would destroy a resource that prevent_destroy protects.',
  see: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy',
  impact:
    'Terraform refuses to destroy a protected resource, usually an app that users sign in to; this stack cannot be applied',
  fix: 'revert what makes Terraform destroy it; the planned change lists the attribute',
  waivable: false,
  *check(subject) {
    for (const diagnostic of subject.diagnostics.filter(isPrevented)) {
      const address = addressIn(diagnostic);
      yield { prop: 'resource', must: 'be kept (prevent_destroy)', value: diagnostic.summary, address };
    }
    for (const { address, kind, replacePaths } of destroyedBy(subject)) {
      const value = { errored: true, action: kind, because: replacePaths };
      yield { prop: 'resource', must: 'be kept (as it seems, prevent_destroy stopped the plan)', value, address };
    }
  },
};

const deletedOutside: ChangeRule<PlanSubject> = {
  id: 'app/deleted-outside',
  severity: 'block',
  leavesOut: true,
  title: 'An app was deleted outside Terraform, so the plan fails.',
  see: 'https://github.com/okta/terraform-provider-okta/issues/2701',
  impact: 'the app was deleted in Okta, so users cannot sign in to it; this stack cannot be applied',
  fix: 'find out who deleted it; then remove it from the state, and a new apply recreates it: with a new ID and a new secret, and without users who were assigned one by one',
  waivable: false,
  *check({ diagnostics, place: { stack } }) {
    for (const { summary: value, address } of diagnostics.filter(isGone)) {
      const known = address === undefined ? {} : { address, fix: forgetting(address, stack) };
      yield { prop: 'app', must: 'exist in Okta', value, ...known };
    }
  },
};

/** The command that makes a state forget a resource, in the folder that the failed plan left initialized. */
function forgetting(address: string, stack: string | undefined): string {
  const folder = stack === undefined ? '' : ` in cdktf.out/run/${stack}`;
  return (
    `find out who deleted it; then "${stateRemoval([address])}"${folder} and a new apply recreate it: with a new ID ` +
    'and a new secret, and without users who were assigned one by one'
  );
}

const failed: ChangeRule<PlanSubject> = {
  id: 'plan/failed',
  severity: 'block',
  leavesOut: true,
  title: 'The plan failed, or is incomplete.',
  see: ERRORS,
  impact: 'the plan failed, so its effect is unknown; this stack cannot be applied',
  fix: 'fix the cause and plan again',
  waivable: false,
  *check(subject) {
    const { plan, failure, diagnostics } = subject;
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    for (const error of errors.filter((each) => !isPrevented(each) && !isGone(each))) {
      const value = [error.summary, error.detail].filter((text) => text !== '').join(': ');
      const at = error.address === undefined ? {} : { address: error.address };
      yield { prop: 'plan', must: 'succeed', value, ...remedyFor(value, error), ...at };
    }
    if (errors.length > 0) return;
    if (failure !== undefined) {
      yield { prop: 'plan', must: 'succeed', value: failure, ...remedyFor(failure) };
    } else if (plan?.errored === true && destroyedBy(subject).length === 0) {
      yield { prop: 'plan', must: 'be complete', value: 'errored', fix: 'read what Terraform printed' };
    }
  },
};

/** Rules about a plan as a whole. */
export const planRules: readonly ChangeRule<PlanSubject>[] = [prevented, deletedOutside, failed];

/** One output of a stack. */
export interface OutputSubject extends Subject {
  readonly output: OutputChange;
}

const exposed: ChangeRule<OutputSubject> = {
  id: 'output/no-longer-sensitive',
  severity: 'high',
  title: 'An output is no longer marked as sensitive.',
  see: 'https://developer.hashicorp.com/terraform/language/values/outputs#sensitive',
  impact: 'a value that was hidden appears in logs and plans',
  fix: 'mark it as sensitive again',
  *check({ output }) {
    if (output.kind === 'delete' || !output.sensitiveBefore || output.sensitiveAfter) return;
    yield { prop: `output ${output.name}`, must: 'stay sensitive', value: false };
  },
};

export const outputRules: readonly ChangeRule<OutputSubject>[] = [exposed];

/** One failed check of a stack. */
export interface CheckSubject extends Subject {
  readonly check: FailedCheck;
}

const checkFailed: ChangeRule<CheckSubject> = {
  id: 'check/failed',
  severity: 'high',
  title: 'A check of the org fails.',
  needsOrg: true,
  see: 'https://developer.hashicorp.com/terraform/language/checks',
  impact: 'the org is not what this code expects, so users may get different access from what the code describes',
  fix: 'fix what it reports before the apply',
  *check({ check }) {
    if (check.status === 'unknown') return;
    for (const problem of check.problems.length > 0 ? check.problems : [check.status]) {
      yield { prop: check.address, must: 'hold', value: problem };
    }
  },
};

const checkLater: ChangeRule<CheckSubject> = {
  id: 'check/not-evaluated',
  severity: 'info',
  leavesOut: true,
  title: 'A check of the org is evaluated only during the apply.',
  see: 'https://developer.hashicorp.com/terraform/language/checks',
  impact: 'whether the org is as this code expects is known only during the apply',
  fix: 'check what the apply reports',
  *check({ check }) {
    if (check.status !== 'unknown') return;
    yield { prop: check.address, must: 'hold', value: 'known after the apply' };
  },
};

export const checkRules: readonly ChangeRule<CheckSubject>[] = [checkFailed, checkLater];
