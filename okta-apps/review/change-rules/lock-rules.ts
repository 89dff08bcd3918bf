import type { LockedProvider } from '../../plan/lock-file';
import type { ChangeRule, Subject } from './change-rule';

/** One provider in the lock file before and after. */
export interface LockSubject extends Subject {
  readonly before: LockedProvider | undefined;
  readonly after: LockedProvider | undefined;
  /** The base's environments list its source in `providers`; those of okta/okta need not be listed. */
  readonly listed: boolean;
}

/** A lock file that is not in the form of `terraform init`. */
export interface LockFileSubject extends Subject {
  /** `line 3: …` */
  readonly fault: string | undefined;
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
  summary: 'A provider is locked at another version, added or removed.',
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
  means: 'a major version changes resources: the next apply may change or remove what users sign in with',
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
  summary: 'A provider has the same version, and other hashes than before.',
  see: `${LOCK}#checksum-verification`,
  means: 'Terraform installs a program with any of these hashes, and runs it with the credential of the apply',
  *check({ before, after }) {
    if (before === undefined || after === undefined || before.version !== after.version) return;
    const added = after.hashes.filter((hash) => !before.hashes.includes(hash));
    const removed = before.hashes.filter((hash) => !after.hashes.includes(hash));
    if (added.length + removed.length === 0) return;
    const todo = 'make the lock file again with okta-apps lock, and compare';
    yield { prop: 'hashes', must: 'stay those of the release', value: { added, removed }, todo };
  },
};

/** What needs no entry in `providers`: every stack uses it. */
const OWN = ['registry.terraform.io/okta/okta', 'registry.opentofu.org/okta/okta'];

const otherSource: ChangeRule<LockSubject> = {
  id: 'lock/provider-source',
  severity: 'block',
  summary: 'A provider is locked whose source the environments of the base do not list.',
  see: LOCK,
  means: 'another provider is a program that runs at plan and apply, with the credentials of the org and of the state',
  *check({ before, after, listed }) {
    if (before !== undefined || after === undefined || listed || OWN.includes(after.source)) return;
    const todo = 'list it in providers of env/ first, and merge that';
    yield { prop: 'source', must: 'be listed at the base', value: after.source, todo };
  },
};

const unreadable: ChangeRule<LockFileSubject> = {
  id: 'lock/unreadable',
  severity: 'block',
  summary: 'The lock file is not written as Terraform writes it.',
  see: LOCK,
  means: 'Terraform may read other versions and hashes in it than those that were reviewed',
  waivable: false,
  *check({ fault }) {
    if (fault === undefined) return;
    yield { prop: 'lock file', must: 'be that of terraform init', value: fault, todo: 'make it again: okta-apps lock' };
  },
};

export const lockFileRules: readonly ChangeRule<LockFileSubject>[] = [unreadable];

/** Rules about the lock file of the providers. */
export const lockRules: readonly ChangeRule<LockSubject>[] = [harmful, otherSource, newMajor, changed, otherContent];
