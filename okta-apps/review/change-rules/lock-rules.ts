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
  title: 'A provider is locked to another version, added or removed.',
  see: LOCK,
  impact: 'this alone does not affect sign-in; another version may send different values to Okta at the next apply',
  fix: 'read the release notes in between',
  *check({ before, after }) {
    const value = { before: before?.version ?? null, after: after?.version ?? null };
    if (value.before === value.after) return;
    yield { prop: 'version', must: 'change on purpose', value };
  },
};

const newMajor: ChangeRule<LockSubject> = {
  id: 'lock/provider-major',
  severity: 'high',
  title: 'A provider is locked to another major version.',
  see: LOCK,
  impact: 'a major version changes resources: the next apply may change or remove what users sign in with',
  fix: 'plan every environment with it before you apply anything',
  *check({ before, after }) {
    if (before === undefined || after === undefined || major(before.version) === major(after.version)) return;
    yield { prop: 'version', must: 'stay in its major version', value: after.version };
  },
};

const harmful: ChangeRule<LockSubject> = {
  id: 'lock/provider-harmful',
  severity: 'block',
  title: 'okta/okta is locked to a release with a harmful bug.',
  see: 'https://github.com/okta/terraform-provider-okta/issues/2946',
  impact: 'the next apply may fail in the middle or remove trusted origins',
  fix: 'lock the next release',
  *check({ after }) {
    const harm = OKTA.test(after?.source ?? '') ? HARMFUL.get(after?.version ?? '') : undefined;
    if (harm === undefined) return;
    yield {
      prop: 'version',
      must: `be another one, because ${harm}`,
      value: after?.version,
      note: harm,
    };
  },
};

const otherContent: ChangeRule<LockSubject> = {
  id: 'lock/other-content',
  severity: 'high',
  title: 'A provider keeps its version, but its hashes change.',
  see: `${LOCK}#checksum-verification`,
  impact: 'Terraform installs any program with one of these hashes, and runs it with the apply credential',
  fix: 'recreate the lock file with okta-apps lock, and compare',
  *check({ before, after }) {
    if (before === undefined || after === undefined || before.version !== after.version) return;
    const added = after.hashes.filter((hash) => !before.hashes.includes(hash));
    const removed = before.hashes.filter((hash) => !after.hashes.includes(hash));
    if (added.length + removed.length === 0) return;
    yield { prop: 'hashes', must: 'stay those of the release', value: { added, removed } };
  },
};

/** What needs no entry in `providers`: every stack uses it. */
const OWN = ['registry.terraform.io/okta/okta', 'registry.opentofu.org/okta/okta'];

const otherSource: ChangeRule<LockSubject> = {
  id: 'lock/provider-source',
  severity: 'block',
  title: 'The lock file has a provider that the environments of the base do not list.',
  see: LOCK,
  impact: 'another provider is a program that runs at plan and apply, with the credentials of the org and of the state',
  fix: 'list it in providers of env/ first, and merge that',
  *check({ before, after, listed }) {
    if (before !== undefined || after === undefined || listed || OWN.includes(after.source)) return;
    yield { prop: 'source', must: 'be listed at the base', value: after.source };
  },
};

const unreadable: ChangeRule<LockFileSubject> = {
  id: 'lock/unreadable',
  severity: 'block',
  title: 'The lock file is not written as Terraform writes it.',
  see: LOCK,
  impact: 'Terraform may read different versions and hashes from it than those that were reviewed',
  fix: 'recreate it: okta-apps lock',
  waivable: false,
  *check({ fault }) {
    if (fault === undefined) return;
    yield { prop: 'lock file', must: 'be that of terraform init', value: fault };
  },
};

export const lockFileRules: readonly ChangeRule<LockFileSubject>[] = [unreadable];

/** Rules about the lock file of the providers. */
export const lockRules: readonly ChangeRule<LockSubject>[] = [harmful, otherSource, newMajor, changed, otherContent];
