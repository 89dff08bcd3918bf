import { EVERYONE } from '../../shared/environment-seed';
import { isAssignment } from '../meaning/assigned-groups';
import { addedGroups } from '../meaning/added-groups';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

/** The group of all users beside others: it makes them mean nothing. */
export const everyoneAssigned: ChangeRule<ChangeSubject> = {
  id: 'assignment/everyone',
  severity: 'high',
  outsideProduction: 'info',
  title: 'The group Everyone is assigned to an app.',
  see: 'https://help.okta.com/oie/en-us/content/topics/users-groups-profiles/usgp-about-groups.htm',
  impact: 'every user of the org can sign in to the app',
  fix: 'assign the groups that need the app, or accept it with a waiver in env/ for this app',
  grouped: true,
  *check(subject) {
    const { change, assigned } = subject;
    if (!isAssignment(change) || !addedGroups(subject).some(({ name }) => name === EVERYONE)) return;
    const apps = assigned.after.apps.filter((app) => app.includes('.'));
    const of = (address: string) => ({ prop: 'group', must: 'not be Everyone', value: EVERYONE, address });
    yield* apps.length === 0 ? [of(change.address)] : apps.map(of);
  },
};
