import { isUnset } from '../../plan/value-key';
import { field, itemsOf } from '../../shared/json';
import { isStricter } from '../meaning/stricter';
import type { ChangeRule } from './change-rule';
import { each, eachStep, accessOf, type ChangeSubject } from './change-subject';
import { accessRule } from './access-rule';

const ROTATION = 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14';
const OKTA = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/';
const POLICY = 'https://developer.okta.com/docs/guides/configure-signon-policy/main/';

const rotationStatic = accessRule({
  id: 'refresh-token/static',
  severity: 'high',
  title: 'Refresh tokens no longer rotate.',
  see: ROTATION,
  impact: 'a stolen refresh token keeps working, and its use is not detected',
  attribute: 'refresh_token_rotation',
  directions: ['broadened'],
  must: 'be "ROTATE"',
  fix: 'let refresh tokens rotate',
});

const leewayRaised = accessRule({
  id: 'refresh-token/grace-period-raised',
  severity: 'medium',
  title: 'The refresh token grace period is raised.',
  see: ROTATION,
  impact: 'a used refresh token can be replayed for longer',
  attribute: 'refresh_token_leeway',
  directions: ['broadened', 'shifted'],
  showsBoth: true,
  must: 'not be raised without need',
  fix: 'keep it as short as your clients allow',
});

const rotates: ChangeRule<ChangeSubject> = {
  id: 'refresh-token/rotates',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'Refresh tokens begin to rotate.',
  see: ROTATION,
  impact:
    'a refresh token that is used twice ends the sign-in: users of clients that keep the old one must sign in again',
  fix: 'make sure that every client stores the refresh token that it gets with each answer',
  *check(subject) {
    // Without the grant there is nothing that rotates.
    if (!itemsOf(field(subject.after, 'grant_types')).includes('refresh_token')) return;
    const changes = accessOf(subject, 'refresh_token_rotation', 'narrowed');
    yield* each(changes, 'change after the clients keep the newest token');
  },
};

const leewayLowered = accessRule({
  id: 'refresh-token/grace-period-lowered',
  severity: 'info',
  title: 'The refresh token grace period is lowered.',
  see: ROTATION,
  impact: 'a client that repeats a request later than this loses the sign-in of its user',
  attribute: 'refresh_token_leeway',
  directions: ['narrowed'],
  showsBoth: true,
  must: 'be longer than the time after which clients repeat a request',
  fix: 'compare it with the time-outs of the clients',
});

/** The policy of an app, or the assignment of one. */
const POLICIES = ['authentication_policy', 'policy_id'];

/** A replaced app whose policy Terraform neither knows nor sets: the plan cannot show what policy the old app had. */
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
  title: 'The authentication policy of an app changes.',
  see: POLICY,
  impact: 'other rules decide who may sign in and with which factors: sign-in may no longer require a second factor',
  fix: 'compare the rules of the two policies',
  *check(subject) {
    if (beginsWithDefault(subject) || isAssignmentAsWhole(subject)) return;
    const changes = POLICIES.flatMap((name) => accessOf(subject, name, 'shifted', 'unknown'));
    yield* eachStep(changes, 'ask for no less than the old one');
  },
};

const policyNotKept: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/not-kept',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'An app whose policy the code leaves to Okta is replaced.',
  see: POLICY,
  impact: "the new app starts with the org's default policy: a policy that was assigned in Okta is not carried over",
  fix: 'check in Okta which policy the app has, and set it in the code if it is not the default',
  *check(subject) {
    if (!beginsWithDefault(subject)) return;
    yield { prop: 'authentication_policy', must: 'be in the code before the app is replaced', value: null };
  },
};

const policyAssigned: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/assignment',
  severity: 'high',
  title: 'The assignment of an authentication policy to an app is added or removed.',
  see: POLICY,
  impact: 'other rules decide who may sign in and with which factors: sign-in may no longer require a second factor',
  fix: 'set authentication_policy on the app itself: the next update of the app undoes an assignment',
  *check(subject) {
    const { change, before, after } = subject;
    if (!isAssignmentAsWhole(subject)) return;
    const value = field(change.kind === 'create' ? after : before, 'policy_id') ?? null;
    yield { prop: 'policy_id', must: 'be assigned in one place', value };
  },
};

const policyRule: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/rule-changed',
  severity: 'high',
  title: 'A rule of an authentication policy is added, removed or changed.',
  see: POLICY,
  impact: 'users of an app with this policy may be let in, kept out, or asked for fewer factors',
  fix: 'list the apps that have this policy, and compare what it requires of their users',
  *check(subject) {
    const { type, change, before, after, accessChanges, changed, newOwners } = subject;
    // No app has a policy that is new itself: what gives it to one is a finding.
    if (type.kind !== 'policy-rule' || newOwners.has('policy_id')) return;
    if (isStricter(changed, subject)) return;
    const must = 'ask for no less than before';
    const name = field(after, 'name') ?? field(before, 'name') ?? null;
    if (change.before === null || change.after === null) yield { prop: 'rule', must, value: name };
    else yield* eachStep(accessChanges, must);
  },
};

const policyRuleStricter: ChangeRule<ChangeSubject> = {
  id: 'authentication-policy/rule-stricter',
  severity: 'info',
  title: 'A rule of an authentication policy asks for more than before.',
  see: POLICY,
  impact: 'users are asked for more than before, or are no longer let in',
  fix: 'tell the users of the apps with this policy',
  *check(subject) {
    const { type, change, accessChanges, changed } = subject;
    if (type.kind !== 'policy-rule' || change.kind !== 'update') return;
    if (!isStricter(changed, subject)) return;
    yield* eachStep(accessChanges, 'be announced');
  },
};

const consentTrusted = accessRule({
  id: 'consent/trusted',
  severity: 'medium',
  title: 'Users are no longer asked for consent.',
  see: OKTA,
  impact: 'the app gets the scopes that it requests, and users are not told',
  attribute: 'consent_method',
  directions: ['broadened', 'shifted'],
  must: 'stay "REQUIRED"',
  fix: 'explain why users do not need to be asked',
});

const consentRequired = accessRule({
  id: 'consent/required',
  severity: 'info',
  title: 'Users are asked for consent.',
  see: OKTA,
  impact: 'users see one more page the next time they sign in',
  attribute: 'consent_method',
  directions: ['narrowed'],
  must: 'be announced',
  fix: 'tell the users',
});

const issuerMode = accessRule({
  id: 'issuer-mode/changed',
  severity: 'medium',
  title: 'The issuer of ID tokens changes.',
  see: 'https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation',
  impact: 'relying parties that check the issuer, as OpenID Connect requires, reject the sign-in',
  attribute: 'issuer_mode',
  directions: ['shifted', 'unknown'],
  showsBoth: true,
  must: 'change together with the relying parties',
  fix: 'switch them to the new issuer at the same time',
});

const networkChanged = accessRule({
  id: 'network/changed',
  severity: 'medium',
  title: 'Users may sign in from other networks.',
  see: OKTA,
  impact: 'users may be let in from elsewhere, or kept out of places where they work',
  attribute: 'network',
  directions: ['shifted', 'unknown'],
  showsBoth: true,
  must: 'match where users sign in from',
  fix: 'compare the zones',
});

/** Rules about what happens between a user and Okta at sign-in. */
export const signIn: readonly ChangeRule<ChangeSubject>[] = [
  rotationStatic,
  leewayRaised,
  rotates,
  leewayLowered,
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
