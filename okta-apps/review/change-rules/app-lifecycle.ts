import { fill } from '../../../rules/texts';
import { reasonWords } from '../meaning/reasons';
import { field } from '../../shared/json';
import { inShell } from '../../plan/address';
import type { Values } from '../../plan/plan';
import { isApp } from '../../resources/resource-type';
import type { ChangeRule } from './change-rule';
import { accessRule } from './access-rule';
import { accessOf, each, type ChangeSubject } from './change-subject';

const PROVIDER = 'https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_oauth';
const LIFECYCLE = 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationLifecycle/';

/** What an app is known by. */
function nameOf({ before }: ChangeSubject) {
  return { label: field(before, 'label'), client_id: field(before, 'client_id') };
}

/** The value of the attribute that a path leads into. */
function topOf(values: Values, path: string): unknown {
  return field(values, path.split('.', 1)[0] ?? path) ?? null;
}

const replaced: ChangeRule<ChangeSubject> = {
  id: 'app/replaced',
  severity: 'block',
  title: 'An app is deleted and recreated.',
  see: PROVIDER,
  impact: 'the app is deleted and recreated: users cannot sign in until its relying parties have the new credentials',
  fix: 'restore the old value, or schedule the replacement with the owners of all relying parties',
  *check({ place, type, change, after }) {
    if (change.kind !== 'replace' || change.forgetsOld === true || !isApp(type)) return;
    const must = 'stay as it is, because Okta cannot change it in place';
    for (const path of change.replacePaths)
      yield { prop: path, must, value: topOf(after, path), note: 'Okta cannot change it in place' };
    if (change.replacePaths.length > 0) return;
    const reason = change.reason === undefined ? 'no reason given' : reasonWords(change.reason);
    const cure =
      change.reason === 'replace_because_tainted'
        ? fill('unless it was tainted on purpose, keep it: run "{command}" in {folder}, and apply again', {
            command: `terraform untaint ${inShell(change.address)}`,
            folder: `cdktf.out/run/${place.stack ?? '<stack>'}`,
          })
        : 'remove the cause of the replacement';
    yield { prop: 'app', must: 'be kept', value: reason, fix: cure };
  },
};

const deleted: ChangeRule<ChangeSubject> = {
  id: 'app/deleted',
  severity: 'block',
  title: 'An app is deleted.',
  see: LIFECYCLE,
  impact: 'the app is deleted: users can no longer sign in to it, and its client ID and secret are lost',
  fix: 'keep it in the code, keep it in Okta with a removed block, or make sure that it is no longer used',
  *check(subject) {
    if (subject.change.kind !== 'delete' || !isApp(subject.type) || subject.change.deposed !== undefined) return;
    yield { prop: 'app', must: 'be kept while users sign in to it', value: nameOf(subject) };
  },
};

const deactivated: ChangeRule<ChangeSubject> = {
  id: 'app/deactivated',
  severity: 'block',
  title: 'An app is deactivated.',
  see: LIFECYCLE,
  impact: 'the app is deactivated: users cannot sign in to it until it is active again',
  fix: 'make sure that the app is no longer used',
  *check(subject) {
    if (!isApp(subject.type)) return;
    yield* each(accessOf(subject, 'status', 'narrowed', 'shifted'), 'stay "ACTIVE" while users sign in');
  },
};

const activated: ChangeRule<ChangeSubject> = {
  id: 'app/activated',
  severity: 'medium',
  outsideProduction: 'info',
  title: 'An app is activated.',
  see: LIFECYCLE,
  impact: 'users can sign in to an app that was switched off',
  fix: 'confirm that the app is in use again, and that its settings are still right',
  *check(subject) {
    const { type, change } = subject;
    if (!isApp(type) || change.before === null) return;
    yield* each(accessOf(subject, 'status', 'broadened'), 'become "ACTIVE" when users are to sign in');
  },
};

const clientIdChanged = accessRule({
  id: 'app/client-id-changed',
  severity: 'block',
  title: 'The client ID of an app changes.',
  see: 'https://www.rfc-editor.org/rfc/rfc6749#section-2.2',
  impact: 'the client ID changes: users cannot sign in until every relying party has the new one',
  attribute: 'client_id',
  directions: ['shifted', 'unknown'],
  leavesOutNew: true,
  showsBoth: true,
  must: 'stay the same',
  fix: 'set the old client ID in the code; Okta accepts any client ID when it creates an app',
});

const forgotten: ChangeRule<ChangeSubject> = {
  id: 'app/forgotten',
  severity: 'medium',
  title: 'An app is removed from Terraform and stays in Okta.',
  see: 'https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources',
  impact: 'the app keeps working, but its changes are no longer reviewed or applied here',
  fix: 'document who owns it',
  *check(subject) {
    if (subject.change.kind !== 'forget' || !isApp(subject.type)) return;
    yield { prop: 'app', must: 'have an owner outside Terraform', value: nameOf(subject) };
  },
};

const leftBehind: ChangeRule<ChangeSubject> = {
  id: 'app/left-behind',
  severity: 'block',
  outsideProduction: 'high',
  title: 'An app is recreated, and the old app stays in Okta outside Terraform.',
  see: 'https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources',
  impact:
    'from now on the code describes a different app; users still sign in to the old one, and nothing here reviews it',
  fix: 'keep the app, or deactivate the old one when all relying parties use the new one',
  *check({ change, ...subject }) {
    if (change.forgetsOld !== true || !isApp(subject.type)) return;
    yield { prop: 'app', must: 'be kept', value: nameOf({ change, ...subject }) };
  },
};

/** Rules about an app as a whole. */
export const appLifecycle: readonly ChangeRule<ChangeSubject>[] = [
  replaced,
  deleted,
  deactivated,
  activated,
  clientIdChanged,
  forgotten,
  leftBehind,
];
