import type { Code, CodeApp } from '../code';
import { isUnset } from '../../plan/value-key';
import { byText, field } from '../../shared/json';
import type { ChangeRule, Subject } from './change-rule';

/** One app in the code before and after: for what the plan does not show. */
export interface CodeSubject extends Subject {
  readonly before: CodeApp;
  readonly after: CodeApp;
}

const LIFECYCLE = 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle';
const DECISIONS =
  'https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions';
const POLICY = 'authentication_policy';

function policyOf(app: CodeApp): unknown {
  return field(app.values, 'skip_authentication_policy') === true ? undefined : field(app.values, POLICY);
}

/** Whether a value of the code may be unset at the apply: an expression can be `null`, and only a reference to an object cannot. */
function mayBeUnset(value: unknown): boolean {
  if (isUnset(value)) return true;
  return typeof value === 'string' && value.includes('${') && !OBJECT_ID.test(value);
}

const OBJECT_ID = /^\$\{(?:data\.)?okta_\w+\.[\w-]+(?:\[[^\]]*\])?\.id\}$/;

const takenOut: ChangeRule<CodeSubject> = {
  id: 'authentication-policy/taken-out',
  severity: 'high',
  title: 'The authentication policy is removed from the code, which no plan shows.',
  see: 'https://github.com/okta/terraform-provider-okta/issues/1817',
  impact: 'nothing changes today, but Terraform no longer manages the policy: later manual changes are not detected',
  fix: 'set the policy in the code again',
  *check({ before, after }) {
    if (isUnset(policyOf(before)) || !mayBeUnset(policyOf(after)) || policyOf(before) === policyOf(after)) return;
    yield {
      prop: POLICY,
      must: 'stay in the code',
      value: policyOf(before),
    };
  },
};

const unprotected: ChangeRule<CodeSubject> = {
  id: 'app/unprotected',
  severity: 'medium',
  title: 'prevent_destroy is removed from an app, which no plan shows.',
  see: `${LIFECYCLE}#prevent_destroy`,
  impact: 'nothing changes today; the next change may delete the app, and Terraform does not stop it',
  fix: 'protect the app again',
  *check({ before, after }) {
    if (!before.preventDestroy || after.preventDestroy) return;
    yield { prop: 'prevent_destroy', must: 'stay true', value: false };
  },
};

const ignoring: ChangeRule<CodeSubject> = {
  id: 'app/changes-ignored',
  severity: 'medium',
  title: 'Terraform ignores changes to more attributes of an app, which no plan shows.',
  see: `${LIFECYCLE}#ignore_changes`,
  impact: 'later manual changes to these attributes are not detected',
  fix: 'keep the attribute in the code',
  *check({ before, after }) {
    for (const name of after.ignored) {
      if (before.ignored.includes(name)) continue;
      yield {
        prop: 'ignore_changes',
        must: 'not grow without need',
        value: name,
      };
    }
  },
};

/** Rules that compare the synthesized code with that of the base. */
export const codeRules: readonly ChangeRule<CodeSubject>[] = [takenOut, unprotected, ignoring];

/** One stack, as far as the tool can read it. */
export interface StackSubject extends Subject {
  readonly stack: string;
  readonly noLongerReviewed: boolean;
}

const noLongerReviewed: ChangeRule<StackSubject> = {
  id: 'stack/no-longer-reviewed',
  severity: 'high',
  title: 'A stack was an OktaStack at the base, and is a different kind of stack now.',
  see: DECISIONS,
  impact: 'this change is still reviewed; once it is merged, okta-apps neither reviews nor applies the stack',
  fix: 'derive it from OktaStack again, or remove it',
  waivable: false,
  *check({ stack, noLongerReviewed: value }) {
    if (!value) return;
    yield {
      prop: 'stack',
      must: 'be an OktaStack',
      value: stack,
    };
  },
};

/** Rules about what kind of stack a stack is. */
export const stackRules: readonly ChangeRule<StackSubject>[] = [noLongerReviewed];

/** The versions that a stack asks for, before and after. */
export interface VersionSubject extends Subject {
  readonly before: Code;
  readonly after: Code;
}

const terraformVersion: ChangeRule<VersionSubject> = {
  id: 'version/terraform-changed',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'A stack requires a different version of Terraform.',
  see: 'https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version',
  impact: 'sign-in is not affected; a newer Terraform may write a state that the older one cannot read',
  fix: 'read the release notes',
  *check({ before, after }) {
    if (before.terraform === after.terraform) return;
    const value = { before: before.terraform ?? null, after: after.terraform ?? null };
    yield { prop: 'required_version', must: 'change on purpose', value };
  },
};

const providerConstraint: ChangeRule<VersionSubject> = {
  id: 'version/provider-constraint-changed',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'A stack allows other versions of a provider.',
  see: 'https://developer.hashicorp.com/terraform/language/providers/requirements',
  impact: 'sign-in is not affected until a new version is locked; that version may send different values to Okta',
  fix: 'read the release notes',
  *check({ before, after }) {
    const sources = [...new Set([...before.providers.keys(), ...after.providers.keys()])].sort(byText);
    for (const source of sources) {
      const value = {
        source,
        before: before.providers.get(source) ?? null,
        after: after.providers.get(source) ?? null,
      };
      if (value.before === value.after) continue;
      yield { prop: 'required_providers', must: 'change on purpose', value };
    }
  },
};

export const versionRules: readonly ChangeRule<VersionSubject>[] = [terraformVersion, providerConstraint];
