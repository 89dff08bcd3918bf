/** A pull or merge request that was merged. */
export interface MergedRequest {
  readonly number: number;
  /** `pull request 12` */
  readonly name: string;
  /** Its last commit. */
  readonly head: string;
}

/** A commit of a request, as git has it; see `commitPeople`. */
export interface RequestCommit {
  readonly commit: string;
  /** What the branch was before it; undefined for the first commit of a repository. */
  readonly firstParent?: string;
  /** E-mail addresses in lower case. */
  readonly author: string;
  readonly committer: string;
  readonly coAuthors: readonly string[];
  /** It merges the base into the branch, and brings nothing else. */
  readonly mergesBase: boolean;
}

/** Whose approval of a request counts. */
export interface GivenApprovals {
  /** Accounts that approved its last commit, and are not known to have a part in it. */
  readonly approvedBy: readonly string[];
  /** Accounts that approved it and do not count, with the reason: `mona pushed to its branch`. */
  readonly notCounted: readonly string[];
  /** Accounts that have a part in it. @default - the server does not tell */
  readonly parts?: readonly string[];
  /** Others may have a part in it too: the server does not tell who pushed. @default false */
  readonly mayHaveOtherParts?: boolean;
  /** Why it is not known who had a part in it; then only accounts count that the environment lists. */
  readonly unknown?: string;
}

/** What the branch is on the server now. */
export interface BranchTip {
  readonly commit: string;
  readonly isProtected: boolean;
}

/** The CI job that asks, as the CI system numbers it. */
export interface AskingJob {
  /** Its run or pipeline. */
  readonly run: string | undefined;
  readonly job: string | undefined;
  /** How often the run was started. */
  readonly attempt: number;
}

/** One release of a CI environment. */
export interface Release {
  readonly by: string;
  readonly comment: string;
}

/** Who let the jobs of a run begin that name a CI environment; none that could count where the server does not tell. */
export interface Releases {
  readonly given: readonly Release[];
  /** Accounts that started the run or the job, besides what the job itself knows. */
  readonly startedBy: readonly string[];
  /** Each was given after the one second look of the run. Otherwise one counts only with the code of the second look. */
  readonly afterOneLook: boolean;
}

/** What `okta-apps reviewed` and `apply` ask of GitHub or GitLab. Nothing of it is text that a pipeline of a branch wrote. */
export interface CiServer {
  readonly name: 'GitHub' | 'GitLab';
  tip(branch: string): Promise<BranchTip>;
  /** The newest commit that a job deployed to an environment with success; undefined when none was. */
  lastApplied(environment: string): Promise<string | undefined>;
  /** Who let a job of this run begin that names the environment. */
  releases(environment: string, job: AskingJob): Promise<Releases>;
  isAncestor(older: string, newer: string): Promise<boolean>;
  /** The requests into a branch that were merged as a commit. */
  mergedAs(commit: string, branch: string): Promise<readonly MergedRequest[]>;
  /** @param commits what the request's branch has and its base has not. */
  approvals(request: MergedRequest, commits: readonly RequestCommit[]): Promise<GivenApprovals>;
}
