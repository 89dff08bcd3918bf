import { field } from '../../shared/json';
import type { AccessChange } from '../meaning/access-changes';
import type { ChangeRule } from './change-rule';
import { EVERYONE } from '../../shared/environment-seed';
import { isAssignment } from '../meaning/assigned-groups';
import { addedGroups, shownGroup } from '../meaning/added-groups';
import { each, accessOf, type ChangeSubject } from './change-subject';
import { accessRule } from './access-rule';
import { shown } from '../../shared/visible-text';
import { readUri } from '../meaning/uris';

const ASSIGNING = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/';
const ORIGINS = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/TrustedOrigin/';
/** `active` up to version 6 of the provider, `status` from 7 on. */
const ACTIVITY = ['active', 'status'];

/** Groups that are no longer assigned, from either of the two resources. */
function removedGroups(subject: ChangeSubject): AccessChange[] {
  const changes = [...accessOf(subject, 'group', 'narrowed'), ...accessOf(subject, 'group_id', 'narrowed')];
  return changes.map((change) => ({ ...change, value: shownGroup(change.value, subject.names) }));
}

const groupAdded: ChangeRule<ChangeSubject> = {
  id: 'assignment/group-added',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'Another group is assigned to an app.',
  see: ASSIGNING,
  impact: 'all users in the group can sign in to the app',
  fix: 'check who is in it',
  grouped: true,
  *check(subject) {
    // Those of a new app are in the finding about the app.
    if (!isAssignment(subject.change) || subject.newOwners.has('app_id')) return;
    const added = addedGroups(subject).filter(({ name }) => name !== EVERYONE);
    if (added.length === 0) return;
    const value = added.map(({ shown }) => shown);
    yield { prop: 'group', must: 'hold only users who need the app', value };
  },
};

const groupNameNear: ChangeRule<ChangeSubject> = {
  id: 'assignment/group-name-near',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'An app is assigned to a group whose name is almost that of another group.',
  see: ASSIGNING,
  impact: 'a mistyped name makes the apply fail, or lets the users of another group sign in to the app',
  fix: 'correct the name, or confirm that the org has both groups',
  *check(subject) {
    if (!isAssignment(subject.change)) return;
    for (const { name } of addedGroups(subject)) {
      const meant = subject.groupLike(name);
      if (meant === undefined) continue;
      const must = `not be almost the name of the group ${shown(meant)}`;
      yield { prop: 'group', must, value: name, note: `it is almost ${shown(meant)}` };
    }
  },
};

const groupRemoved: ChangeRule<ChangeSubject> = {
  id: 'assignment/group-removed',
  severity: 'high',
  outsideProduction: 'medium',
  title: 'A group is no longer assigned to an app.',
  see: ASSIGNING,
  impact: 'users in the group lose access to the app, unless they are in another assigned group',
  fix: 'check who is in the group',
  *check(subject) {
    yield* each(removedGroups(subject), 'stay while its users need the app');
  },
};

const implicitOn = accessRule({
  id: 'implicit-assignment/on',
  severity: 'high',
  outsideProduction: 'medium',
  title: 'Users no longer need an assignment.',
  see: 'https://help.okta.com/oie/en-us/content/topics/apps/apps-fbm-main.htm',
  impact: 'all users of the org can sign in to the app, as far as its policy lets them',
  attribute: 'implicit_assignment',
  directions: ['broadened'],
  must: 'be false',
  fix: 'make sure that the policy lets in only users who need the app',
});

const implicitOff = accessRule({
  id: 'implicit-assignment/off',
  severity: 'high',
  outsideProduction: 'medium',
  title: 'Users now need an assignment.',
  see: 'https://help.okta.com/oie/en-us/content/topics/apps/apps-fbm-main.htm',
  impact: 'users who are not in an assigned group lose access to the app',
  attribute: 'implicit_assignment',
  directions: ['narrowed'],
  must: 'change after groups are assigned',
  fix: 'assign the groups first',
});

const originAdded: ChangeRule<ChangeSubject> = {
  id: 'trusted-origin/added',
  severity: 'medium',
  title: 'A site becomes a trusted origin.',
  see: ORIGINS,
  impact: "scripts of the site may call Okta with a user's session, or users may be sent there after signing out",
  fix: 'confirm who runs it',
  *check(subject) {
    if (subject.type.kind !== 'trusted-origin') return;
    const activated = ACTIVITY.flatMap((name) => accessOf(subject, name, 'broadened')).map((change) => ({
      ...change,
      prop: 'origin',
      value: field(subject.after, 'origin'),
    }));
    yield* each([...accessOf(subject, 'origin', 'broadened'), ...activated], 'be a site of this org');
  },
};

const scopeAdded: ChangeRule<ChangeSubject> = {
  id: 'trusted-origin/scope-added',
  severity: 'medium',
  title: 'A trusted origin may do more.',
  see: ORIGINS,
  impact:
    'the site may call Okta from its scripts (CORS), receive users (REDIRECT) or show Okta in a frame (IFRAME_EMBED)',
  fix: 'explain what needs it',
  *check(subject) {
    if (subject.type.kind !== 'trusted-origin' || subject.change.before === null) return;
    yield* each(accessOf(subject, 'scopes', 'broadened'), 'be needed by the site');
  },
};

const originInsecure: ChangeRule<ChangeSubject> = {
  id: 'trusted-origin/insecure',
  severity: 'high',
  outsideProduction: 'info',
  title: "A trusted origin has no TLS, has a wildcard, or is on the user's own machine.",
  see: ORIGINS,
  impact: "anyone on the network path, or a program on the user's machine, can act as the trusted site",
  fix: 'serve the site with TLS',
  *check(subject) {
    if (subject.type.kind !== 'trusted-origin') return;
    const changes = accessOf(subject, 'origin', 'broadened').filter(({ value }) => {
      const uri = readUri(typeof value === 'string' ? value : '');
      return uri.scheme !== 'https' || uri.ownMachine || uri.wildcard || uri.userInfo;
    });
    yield* each(changes, 'be a plain https:// origin');
  },
};

const originRemoved: ChangeRule<ChangeSubject> = {
  id: 'trusted-origin/removed',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'A trusted origin is removed, or may do less.',
  see: ORIGINS,
  impact: 'sign-in widgets and calls from the site stop working',
  fix: 'make sure that the site no longer needs it',
  *check(subject) {
    if (subject.type.kind !== 'trusted-origin') return;
    const changes = ['origin', 'scopes', ...ACTIVITY].flatMap((name) => accessOf(subject, name, 'narrowed'));
    const whole = subject.change.after === null ? changes.filter(({ attribute }) => attribute === 'origin') : changes;
    yield* each(whole, 'stay while the site needs it');
  },
};

/** Rules about who may use an app, and which sites may. */
export const assignments: readonly ChangeRule<ChangeSubject>[] = [
  groupAdded,
  groupNameNear,
  groupRemoved,
  implicitOn,
  implicitOff,
  originAdded,
  scopeAdded,
  originInsecure,
  originRemoved,
];
