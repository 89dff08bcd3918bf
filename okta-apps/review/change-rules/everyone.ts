import { EVERYONE, isAssignment } from '../meaning/assigned-groups';
import { addedGroups } from '../meaning/added-groups';
import type { ChangeRule } from './change-rule';
import type { ChangeSubject } from './change-subject';

/** The group of all users beside others: it makes them mean nothing. */
export const everyoneAssigned: ChangeRule<ChangeSubject> = {
  id: 'assignment/everyone',
  severity: 'high',
  outsideProduction: 'info',
  summary: 'The group Everyone is assigned to an app.',
  see: 'https://help.okta.com/oie/en-us/content/topics/users-groups-profiles/usgp-about-groups.htm',
  means: 'every user of the org can sign in to the app',
  grouped: true,
  *check(subject) {
    const { change, assigned } = subject;
    if (!isAssignment(change) || !addedGroups(subject).some(({ name }) => name === EVERYONE)) return;
    const apps = assigned.after.apps.filter((app) => app.includes('.'));
    const todo = 'assign the groups that need the app, or accept it with a waiver in env/ for this app';
    const of = (address: string) => ({ prop: 'group', must: 'not be Everyone', value: EVERYONE, todo, address });
    yield* apps.length === 0 ? [of(change.address)] : apps.map(of);
  },
};
