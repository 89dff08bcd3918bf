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
  /** Why it is not known who had a part in it; then only accounts count that the environment lists. */
  readonly unknown?: string;
}

/** What the branch is on the server now. */
export interface BranchTip {
  readonly commit: string;
  readonly isProtected: boolean;
}

/** What `okta-apps reviewed` and `apply` ask of GitHub or GitLab. Nothing of it is text that a pipeline of a branch wrote. */
export interface CiServer {
  readonly name: 'GitHub' | 'GitLab';
  tip(branch: string): Promise<BranchTip>;
  /** The newest commit that a job deployed to an environment with success; undefined when none was. */
  lastApplied(environment: string): Promise<string | undefined>;
  /** Accounts that let a job of this run begin which names the environment, sorted; none where the server does not tell. */
  releasedBy(environment: string, run: string | undefined): Promise<readonly string[]>;
  isAncestor(older: string, newer: string): Promise<boolean>;
  /** The requests into a branch that were merged as a commit. */
  mergedAs(commit: string, branch: string): Promise<readonly MergedRequest[]>;
  /** @param commits what the request's branch has and its base has not. */
  approvals(request: MergedRequest, commits: readonly RequestCommit[]): Promise<GivenApprovals>;
}
