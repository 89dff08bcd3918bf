import { attributeOf } from '../../resources/attribute-of';
import { field } from '../../shared/json';
import { ownershipChanges } from '../meaning/ownership-changes';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

const OKTA = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/';

const ownerChanged: ChangeRule<ChangeSubject> = {
  id: 'app/owner-changed',
  severity: 'info',
  title: 'The owner, the contact or the criticality of an app changes.',
  see: OKTA,
  impact: 'other people are asked about the app, and sign-in stays the same',
  fix: 'make sure that the old and the new owner know',
  *check({ type, change, before, after, changed }) {
    if (change.kind !== 'update' && change.kind !== 'replace') return;
    for (const attribute of changed.filter((name) => attributeOf(type, name).ownership === true)) {
      for (const { name, from = null, to = null } of ownershipChanges(
        field(before, attribute),
        field(after, attribute),
      ))
        yield { prop: name, must: 'be known to those who change the app', value: { before: from, after: to } };
    }
  },
};

/** Whom people ask about an app. */
export const ownershipRules: readonly ChangeRule<ChangeSubject>[] = [ownerChanged];
