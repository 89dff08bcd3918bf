import { field } from '../../shared/json';
import type { PlannedChange } from '../../plan/plan';
import { attributeOf } from '../../resources/attribute-of';
import type { Reach } from '../../resources/reach';
import { isApp, isOfOkta } from '../../resources/resource-type';
import type { ChangeRule } from './change-rule';
import { isAssignment } from '../meaning/assigned-groups';
import { each, type ChangeSubject } from './change-subject';

const PROVIDER = 'https://registry.terraform.io/providers/okta/okta/latest/docs';
const FORMAT = 'https://developer.hashicorp.com/terraform/internals/json-format';

const goes = ({ kind, deposed }: PlannedChange) => (kind === 'delete' || kind === 'replace') && deposed === undefined;

function known({ before }: ChangeSubject) {
  return field(before, 'name') ?? field(before, 'label') ?? field(before, 'id') ?? null;
}

const farReaching: ChangeRule<ChangeSubject> = {
  id: 'resource/far-reaching-removed',
  severity: 'block',
  outsideProduction: 'high',
  title: 'An authorization server, a policy, a group or an identity provider is deleted or replaced.',
  see: PROVIDER,
  impact: 'users of several apps may not be able to sign in, or may sign in with fewer factors',
  fix: 'list what depends on it',
  *check(subject) {
    const { type, change } = subject;
    if (type.removalBreaks === undefined || !goes(change)) return;
    const must = `be kept while something depends on it, because ${type.removalBreaks}`;
    yield { prop: change.type, must, value: known(subject), note: type.removalBreaks };
  },
};

/** What decides more than these, and what is not known, has a finding by default when it is removed. */
const DECIDES_LITTLE: ReadonlySet<Reach | undefined> = new Set(['objects', 'display']);

const removed: ChangeRule<ChangeSubject> = {
  id: 'resource/removed',
  severity: 'medium',
  title: 'Another resource is deleted or replaced.',
  see: PROVIDER,
  impact: 'what depends on it stops working or needs the new ID',
  fix: 'list what uses it',
  *check(subject) {
    const { type, change } = subject;
    if (!goes(change) || isApp(type) || type.removalBreaks !== undefined) return;
    if (type.removalReviewed && change.kind === 'delete') return;
    const isFoundByDefault = type.eachAttribute !== true && type.harmless === undefined;
    if (isFoundByDefault && !DECIDES_LITTLE.has(type.decides?.reach)) return;
    yield { prop: 'resource', must: 'be kept while it is used', value: known(subject) };
  },
};

const nameAndId = ({ before }: ChangeSubject) => ({
  name: field(before, 'label') ?? field(before, 'name'),
  client_id: field(before, 'client_id'),
  id: field(before, 'id'),
});

const leftOver: ChangeRule<ChangeSubject> = {
  id: 'resource/deposed-deleted',
  severity: 'high',
  outsideProduction: 'medium',
  severityOf: (_, { type }) => (!isOfOkta(type.name) || DECIDES_LITTLE.has(type.decides?.reach) ? 'medium' : 'high'),
  title: 'An object that an interrupted replacement left behind is deleted.',
  needsOrg: true,
  see: FORMAT,
  impact: 'the old object still exists and is deleted; users of an app with its client ID can no longer sign in',
  fix: 'compare this id with the one that is in use in Okta; only the state says that the object was replaced, and anyone who may write the state can make it say so',
  *check(subject) {
    const { type, change } = subject;
    if (change.deposed === undefined || change.kind !== 'delete' || type.harmless !== undefined) return;
    yield { prop: 'deposed object', must: 'be out of use', value: nameAndId(subject) };
  },
};

const forgotten: ChangeRule<ChangeSubject> = {
  id: 'resource/forgotten',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'A resource other than an app leaves Terraform and stays in Okta.',
  see: 'https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources',
  impact: 'the object keeps its effect in Okta, and later changes of it are not reviewed',
  fix: 'document who owns it',
  grouped: true,
  *check(subject) {
    const { type, change } = subject;
    if (change.kind !== 'forget' || isApp(type) || type.harmless !== undefined) return;
    yield { prop: change.type, must: 'have an owner outside Terraform', value: known(subject) };
  },
};

const movedTo: ChangeRule<ChangeSubject> = {
  id: 'resource/moved',
  severity: 'info',
  title: "A resource moves to another address in Terraform's state.",
  see: 'https://developer.hashicorp.com/terraform/language/moved',
  impact: 'nothing changes in Okta',
  fix: 'keep the moved block until every state has it',
  *check({ change }) {
    if (change.previousAddress === undefined) return;
    yield { prop: 'address', must: 'be followed in every state', value: change.previousAddress };
  },
};

const hidden: ChangeRule<ChangeSubject> = {
  id: 'review/hidden-value',
  severity: 'high',
  outsideProduction: 'medium',
  title: 'A value that decides who gets in changes, and is marked as sensitive or looks like a secret.',
  see: FORMAT,
  impact: 'this review cannot show what access the change adds or removes',
  fix: 'remove the sensitive variable or function, and anything that looks like a secret',
  *check({ type, accessChanges }) {
    const concealed = accessChanges.filter(
      ({ direction, attribute }) => direction === 'hidden' && attributeOf(type, attribute).secret !== true,
    );
    yield* each(concealed, 'be readable in a review');
  },
};

const unknown: ChangeRule<ChangeSubject> = {
  id: 'review/unknown-value',
  severity: 'medium',
  title: 'A value that decides who gets in is known only after the apply.',
  see: FORMAT,
  impact: 'this review cannot show what access the change adds or removes',
  fix: 'write the value out, or first apply the resource that it is read from',
  *check({ type, accessChanges, change, assigned }) {
    // The document has the names of the groups, and a rule about assignments lists them.
    const isRead = isAssignment(change) && assigned.after.groups.length > 0;
    const later = accessChanges.filter(
      ({ direction, attribute }) =>
        direction === 'unknown' &&
        !(isRead && attribute.startsWith('group')) &&
        attributeOf(type, attribute).reviewedWhenUnknown !== true,
    );
    yield* each(later, 'be known in a review');
  },
};

const unknownAction: ChangeRule<ChangeSubject> = {
  id: 'review/unknown-action',
  severity: 'high',
  leavesOut: true,
  title: 'Terraform plans an action that this version of the review does not know.',
  see: FORMAT,
  impact: 'this review cannot show what the action would do',
  fix: 'review the plan itself',
  *check({ change }) {
    if (change.kind !== 'other') return;
    yield { prop: 'actions', must: 'be known to this review', value: change.address };
  },
};

/** Rules about every resource, also those that no other rule knows. */
export const resources: readonly ChangeRule<ChangeSubject>[] = [
  farReaching,
  removed,
  leftOver,
  forgotten,
  movedTo,
  hidden,
  unknown,
  unknownAction,
];
