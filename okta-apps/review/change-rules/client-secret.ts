import { field } from '../../shared/json';
import type { ChangeRule } from './change-rule';
import { each, accessOf, type ChangeSubject } from './change-subject';
import { accessRule } from './access-rule';

const PROVIDER = 'https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_oauth#omit_secret-1';
const ROTATION = 'https://developer.okta.com/docs/guides/client-secret-rotation-key/main/';
const OMIT = 'omit_secret';
const VERSION = 'client_basic_secret_wo_version';

/** Whether the app has a client secret at all. */
function hasSecret({ after }: ChangeSubject): boolean {
  const method = field(after, 'token_endpoint_auth_method');
  return method !== 'private_key_jwt' && method !== 'none';
}

const keptInState = accessRule({
  id: 'client-secret/kept-in-state',
  severity: 'block',
  title: 'omit_secret changes from true to false, which replaces the app.',
  see: PROVIDER,
  impact:
    'the provider replaces the app to read its secret: relying parties with the old one can no longer sign users in',
  attribute: OMIT,
  directions: ['broadened'],
  leavesOutNew: true,
  must: 'stay true',
  fix: 'set it to true again; for a new secret, use the two-secret rotation',
});

const leftOutOfState = accessRule({
  id: 'client-secret/left-out-of-state',
  severity: 'medium',
  title: 'omit_secret changes from false to true: the client secret is removed from the state.',
  see: PROVIDER,
  impact:
    'sign-in keeps working; anything that reads the client secret from the state or an output gets an empty string',
  attribute: OMIT,
  directions: ['narrowed'],
  must: 'change only when nothing reads the secret from the state',
  fix: 'make sure that no relying party or script reads it there',
});

const inState: ChangeRule<ChangeSubject> = {
  id: 'client-secret/in-state',
  severity: 'high',
  outsideProduction: 'medium',
  title: 'The client secret of a new app is kept in the state in plain text.',
  see: PROVIDER,
  impact: 'anyone who can read the state can act as this app',
  fix: 'set it to true before the app is created; if it is set later, older versions of the state may keep the secret',
  *check(subject) {
    if (subject.change.before !== null || !hasSecret(subject)) return;
    yield* each(accessOf(subject, OMIT, 'broadened'), 'be true');
  },
};

const unsetOnImport: ChangeRule<ChangeSubject> = {
  id: 'client-secret/unset-on-import',
  severity: 'high',
  title: 'An app is imported without omit_secret, so that its next update may change its secret.',
  see: 'https://github.com/okta/terraform-provider-okta/issues/1560',
  impact:
    'an import does not read the client secret: a later update may give the app another one and lock its users out',
  fix: 'set it before the import',
  *check(subject) {
    const { type, change, after } = subject;
    if (change.importing === undefined || type.kind !== 'oidc-app' || !hasSecret(subject)) return;
    const omit = field(after, OMIT);
    if (omit === true) return;
    yield { prop: OMIT, must: 'be true for an imported app', value: omit ?? null };
  },
};

/** What would give an app another secret; with omit_secret the provider does nothing of it. */
function secretChanges(subject: ChangeSubject, { omitted }: { readonly omitted: boolean }) {
  if (subject.change.before === null || (field(subject.after, OMIT) === true) !== omitted) return [];
  return [
    ...accessOf(subject, VERSION, 'shifted', 'unknown'),
    ...accessOf(subject, 'client_basic_secret', 'shifted', 'hidden', 'unknown'),
  ];
}

const replaced: ChangeRule<ChangeSubject> = {
  id: 'client-secret/replaced',
  severity: 'medium',
  title: 'The client secret changes at once: the old and the new one are never both valid.',
  see: ROTATION,
  impact: 'Okta rejects relying parties with the old secret as soon as this is applied',
  fix: 'tell the owners of the old secret, or use the two-secret rotation',
  *check(subject) {
    yield* each(secretChanges(subject, { omitted: false }), 'stay while a relying party uses the old secret');
  },
};

const versionIgnored: ChangeRule<ChangeSubject> = {
  id: 'client-secret/version-ignored',
  severity: 'medium',
  title: 'A new client secret that the provider ignores, because omit_secret is true.',
  see: 'https://github.com/okta/terraform-provider-okta/issues/2924',
  impact: 'nothing changes: Okta keeps the old secret, and rejects relying parties that use the new one',
  fix: 'use the two-secret rotation instead',
  *check(subject) {
    yield* each(secretChanges(subject, { omitted: true }), 'stay, because it has no effect');
  },
};

const rotationInProgress: ChangeRule<ChangeSubject> = {
  id: 'client-secret/rotation-in-progress',
  severity: 'high',
  title: 'An app is updated while it has two active client secrets.',
  needsOrg: true,
  see: ROTATION,
  impact: 'a rotation is in progress, and Okta does not document what an update does to the two secrets',
  fix: 'finish the rotation first (okta-apps rotate), then update',
  *check({ change, activeSecrets }) {
    if (change.kind !== 'update' || activeSecrets < 2) return;
    yield { prop: 'client secrets', must: 'be one while the app is updated', value: activeSecrets };
  },
};

/** Rules about the client secret of an app. */
export const clientSecret: readonly ChangeRule<ChangeSubject>[] = [
  keptInState,
  leftOutOfState,
  inState,
  unsetOnImport,
  replaced,
  versionIgnored,
  rotationInProgress,
];
