import { isUnset } from '../../plan/value-key';
import { field } from '../../shared/json';
import { isStricter } from '../meaning/stricter';
import type { ChangeRule } from './change-rule';
import { eachStep, accessOf, type ChangeSubject } from './change-subject';
import { accessRule } from './access-rule';

const ROTATION = 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14';
const OKTA = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/';
const POLICY = 'https://developer.okta.com/docs/guides/configure-signon-policy/main/';

const rotationStatic = accessRule({
  id: 'refresh-token/static',
  severity: 'high',
  summary: 'Refresh tokens no longer rotate.',
  see: ROTATION,
  means: 'a stolen refresh token goes on working, and nobody notices',
  attribute: 'refresh_token_rotation',
  directions: ['broadened'],
  must: 'be "ROTATE"',
  todo: 'let refresh tokens rotate',
});

const leewayRaised = accessRule({
  id: 'refresh-token/grace-period-raised',
  severity: 'medium',
  summary: 'A used refresh token stays valid for longer.',
  see: ROTATION,
  means: 'a refresh token that was used already can be replayed for longer',
  attribute: 'refresh_token_leeway',
  directions: ['broadened', 'shifted'],
  showsBoth: true,
  must: 'not be raised without need',
  todo: 'keep it as short as the network allows',
});

/** The policy of an app, or the assignment of one. */
const POLICIES = ['authentication_policy', 'policy_id'];

/** An app made anew whose policy Terraform neither knows nor sets: whether the old one had another, nobody can say here. */
function beginsWithDefault({ change, before, after }: ChangeSubject): boolean {
  const skips = field(after, 'skip_authentication_policy') === true;
  return change.kind === 'replace' && skips && isUnset(field(before, 'authentication_policy'));
}

/** An assignment that is added or removed has a rule of its own. */
function isAssignmentAsWhole({ type, change }: ChangeSubject): boolean {
  return type.kind === 'policy-assignment' && (change.kind === 'create' || change.kind === 'delete');
}

const policyChanged: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/changed',
  severity: 'high',
  summary: 'Another authentication policy guards the app.',
  see: POLICY,
  means: 'other rules decide who may sign in and with which factors: a second factor may no longer be asked for',
  *check(subject) {
    if (beginsWithDefault(subject) || isAssignmentAsWhole(subject)) return;
    const changes = POLICIES.flatMap((name) => accessOf(subject, name, 'shifted', 'unknown'));
    const todo = 'compare the rules of the two policies';
    yield* eachStep(changes, 'ask for no less than the old one', todo);
  },
};

const policyNotKept: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/not-kept',
  severity: 'medium',
  outsideProduction: 'info',
  summary: 'An app whose policy the code leaves to Okta is made anew.',
  see: POLICY,
  means: "the new app begins with the org's default policy: one that somebody assigned in Okta does not come along",
  *check(subject) {
    if (!beginsWithDefault(subject)) return;
    const todo = 'look in Okta which policy the app has, and name it in the code where it is not the default';
    yield { prop: 'authentication_policy', must: 'be in the code before the app is made anew', value: null, todo };
  },
};

const policyAssigned: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/assignment',
  severity: 'high',
  summary: 'The assignment of an authentication policy to an app comes or goes.',
  see: POLICY,
  means: 'other rules decide who may sign in and with which factors: a second factor may no longer be asked for',
  *check(subject) {
    const { change, before, after } = subject;
    if (!isAssignmentAsWhole(subject)) return;
    const value = field(change.kind === 'create' ? after : before, 'policy_id') ?? null;
    const todo = 'set authentication_policy on the app itself: the next update of the app undoes an assignment';
    yield { prop: 'policy_id', must: 'be assigned in one place', value, todo };
  },
};

const policyRule: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/rule-changed',
  severity: 'high',
  summary: 'A rule of an authentication policy comes, goes or changes.',
  see: POLICY,
  means: 'everybody who signs in to an app with this policy may be let in, kept out, or asked for fewer factors',
  *check(subject) {
    const { type, change, before, after, accessChanges, changed, newOwners } = subject;
    // No app has a policy that is new itself: what gives it to one is a finding.
    if (type.kind !== 'policy-rule' || newOwners.has('policy_id')) return;
    if (isStricter(changed, subject)) return;
    const must = 'ask for no less than before';
    const todo = 'name the apps that have this policy, and compare what it asks of their people';
    const name = field(after, 'name') ?? field(before, 'name') ?? null;
    if (change.before === null || change.after === null) yield { prop: 'rule', must, value: name, todo };
    else yield* eachStep(accessChanges, must, todo);
  },
};

const policyRuleStricter: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/rule-stricter',
  severity: 'info',
  summary: 'A rule of an authentication policy asks for more than before.',
  see: POLICY,
  means: 'users are asked for more than before, or are no longer let in',
  *check(subject) {
    const { type, change, accessChanges, changed } = subject;
    if (type.kind !== 'policy-rule' || change.kind !== 'update') return;
    if (!isStricter(changed, subject)) return;
    yield* eachStep(accessChanges, 'be announced', 'tell the users of the apps with this policy');
  },
};

const consentTrusted = accessRule({
  id: 'consent/trusted',
  severity: 'medium',
  summary: 'People are no longer asked for their consent.',
  see: OKTA,
  means: 'the app gets what it asks for, and people are not told',
  attribute: 'consent_method',
  directions: ['broadened', 'shifted'],
  must: 'stay "REQUIRED"',
  todo: 'say why nobody has to be asked',
});

const consentRequired = accessRule({
  id: 'consent/required',
  severity: 'info',
  summary: 'People are asked for their consent.',
  see: OKTA,
  means: 'people see a page more at their next sign-in',
  attribute: 'consent_method',
  directions: ['narrowed'],
  must: 'be announced',
  todo: 'tell the people who sign in',
});

const issuerMode = accessRule({
  id: 'issuer-mode/changed',
  severity: 'medium',
  summary: 'ID tokens get another issuer.',
  see: 'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation',
  means: 'a relying party that checks the issuer, as it must, refuses the sign-in',
  attribute: 'issuer_mode',
  directions: ['shifted', 'unknown'],
  showsBoth: true,
  must: 'change together with the relying parties',
  todo: 'give them the new issuer at the same time',
});

const networkChanged = accessRule({
  id: 'network/changed',
  severity: 'medium',
  summary: 'People may sign in from other networks.',
  see: OKTA,
  means: 'people may be let in from elsewhere, or kept out where they are',
  attribute: 'network',
  directions: ['shifted', 'unknown'],
  showsBoth: true,
  must: 'fit where people sign in from',
  todo: 'compare the zones',
});

/** Rules about what happens between a person and Okta when they sign in. */
export const signIn: readonly ChangeRule<ChangeSubject>[] = [
  rotationStatic,
  leewayRaised,
  policyChanged,
  policyNotKept,
  policyAssigned,
  policyRule,
  policyRuleStricter,
  consentTrusted,
  consentRequired,
  issuerMode,
  networkChanged,
];
