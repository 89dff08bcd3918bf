import type { LockedProvider } from '../../plan/lock-file';
import type { ChangeRule, Subject } from './change-rule';

/** One provider in the lock file before and after. */
export interface LockSubject extends Subject {
  readonly before: LockedProvider | undefined;
  readonly after: LockedProvider | undefined;
}

const LOCK = 'https://developer.hashicorp.com/terraform/language/files/dependency-lock';
const OKTA = /(^|\/)okta\/okta$/;

/** Releases of okta/okta that do harm, and the harm. */
const HARMFUL = new Map([
  ['6.6.0', 'it cannot create an app with an OAuth credential'],
  ['6.14.0', 'it breaks trusted origins; Okta says not to upgrade to it'],
]);

function major(version: string): string {
  return version.split('.', 1)[0] ?? version;
}

const changed: ChangeRule<LockSubject> = {
  id: 'lock/provider-changed',
  severity: 'medium',
  summary: 'A provider is locked at another version, comes or goes.',
  see: LOCK,
  means: 'sign-in is not touched by it alone; another version may send other values to Okta at the next apply',
  *check({ before, after }) {
    const value = { before: before?.version ?? null, after: after?.version ?? null };
    if (value.before === value.after) return;
    yield { prop: 'version', must: 'change on purpose', value, todo: 'read the notes of the releases between' };
  },
};

const newMajor: ChangeRule<LockSubject> = {
  id: 'lock/provider-major',
  severity: 'high',
  summary: 'A provider is locked at another major version.',
  see: LOCK,
  means: 'a major version changes resources: the next apply may change or remove what people sign in with',
  *check({ before, after }) {
    if (before === undefined || after === undefined || major(before.version) === major(after.version)) return;
    const todo = 'plan every environment with it before anything is applied';
    yield { prop: 'version', must: 'stay in its major version', value: after.version, todo };
  },
};

const harmful: ChangeRule<LockSubject> = {
  id: 'lock/provider-harmful',
  severity: 'block',
  summary: 'okta/okta is locked at a release that does harm.',
  see: 'https://github.com/okta/terraform-provider-okta/issues/2946',
  means: 'the next apply may fail in the middle or remove trusted origins',
  *check({ after }) {
    const harm = OKTA.test(after?.source ?? '') ? HARMFUL.get(after?.version ?? '') : undefined;
    if (harm === undefined) return;
    yield {
      prop: 'version',
      must: `be another one, because ${harm}`,
      value: after?.version,
      todo: 'lock the next release',
    };
  },
};

const otherContent: ChangeRule<LockSubject> = {
  id: 'lock/other-content',
  severity: 'high',
  summary: 'A provider has the same version and not one hash that it had before.',
  see: `${LOCK}#checksum-verification`,
  means: 'another program under the same name would change who can sign in, with the credential of the apply',
  *check({ before, after }) {
    if (before === undefined || after === undefined || before.version !== after.version) return;
    if (before.hashes.length === 0 || before.hashes.some((hash) => after.hashes.includes(hash))) return;
    const todo = 'make the lock file again from the registry and compare';
    yield { prop: 'hashes', must: 'keep those of the same release', value: after.hashes, todo };
  },
};

/** Rules about the lock file of the providers. */
export const lockRules: readonly ChangeRule<LockSubject>[] = [harmful, newMajor, changed, otherContent];
