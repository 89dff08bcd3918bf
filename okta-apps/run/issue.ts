import path from 'node:path';
import { parseDigests } from '../review/digest-file';
import { githubPush, gitlabPush } from '../review/merged/pushed';
import { ApiError } from '../review/post/api-call';
import { githubRunPage } from '../review/post/ci-context';
import { githubIssues } from '../review/post/github-issues';
import { gitlabIssues } from '../review/post/gitlab-issues';
import { keepIssue, type IssueStore, type IssueToKeep, type KeptIssue } from '../review/post/issue-store';
import { tokenOf, type PostTarget } from '../review/post/job-token';
import { ISSUE_MARKER, unappliedIssue, type IssueSource, type PlannedEnvironment } from '../review/post/unapplied';
import { UserError } from '../shared/errors';
import { EXIT } from '../shared/exit-codes';
import type { Io } from '../shared/io';
import { commaSeparated } from '../shared/lists';
import { maskData } from '../shared/masker';
import { readRegularFile } from '../shared/regular-file';

export interface IssueOptions {
  readonly to: PostTarget;
  /** What it is about. @default 'applied' */
  readonly about?: 'applied' | 'drift';
  /** Names of all environments, separated by commas: one whose file is missing was not planned. */
  readonly env?: string;
}

/** Digests of thousands of stacks have a tenth of it. */
const LARGEST = 64 * 1024 * 1024;

/**
 * `okta-apps issue`: keeps one issue about what is merged and not applied, from what plans of other jobs left. It runs
 * nothing of the project and needs no credential of Okta.
 *
 * @param folder with a file `<environment>.json` of "okta-apps plan --digests" for each environment.
 * @returns 0 the issue says what is so, or there is none.
 * @throws UserError when something is missing, or when the issue could not be written.
 */
export async function runIssue(folder: string, { to, env }: IssueOptions, io: Io): Promise<number> {
  const names = namesOf(env, 'plan');
  const tracker = trackerOf(to, io);
  const planned = names.map((name) => plannedIn(path.join(folder, `${name}.json`), name, io));
  const { isNeeded, text } = unappliedIssue(planned, tracker.source);
  await keepInTracker(tracker, { marker: ISSUE_MARKER, isNeeded, text }, io);
  return EXIT.done;
}

/** @throws UserError without a name: an environment that left nothing is part of the issue. */
export function namesOf(env: string | undefined, what: string): readonly string[] {
  const names = commaSeparated(env);
  if (names.length > 0) return names;
  throw new UserError(
    `--env must list all environments, separated by commas: an environment without a ${what} is part of the issue, too`,
  );
}

/** Where an issue is kept, and what it says where it comes from. */
interface Tracker {
  readonly store: IssueStore;
  readonly source: IssueSource;
}

/** Opens, updates or closes the issue, and prints which. @throws UserError */
export async function keepInTracker({ store }: Tracker, issue: IssueToKeep, io: Io): Promise<void> {
  const text = io.secrets === undefined ? issue.text : maskData(issue.text, io.secrets);
  const kept = await orUserError(() => keepIssue(store, { ...issue, text }));
  io.stdout.write(`${text.title}\n${outcomeText(kept)}\n`);
}

/** @throws UserError without a token, or where the CI system does not say which repository it is. */
export function trackerOf(to: PostTarget, { env }: Io): Tracker {
  const { token, variable } = tokenOf(to, env);
  if (token === undefined) throw new UserError(`${variable} is not set: okta-apps issue takes the token from it`);
  if (to === 'github') {
    const push = githubPush(env, undefined, {});
    return { store: githubIssues(push, token), source: { ...push, run: githubRunPage(env) } };
  }
  const push = gitlabPush({ ...env, CI_COMMIT_BEFORE_SHA: undefined }, {});
  return { store: gitlabIssues(push, token), source: { ...push, run: env['CI_PIPELINE_URL'] } };
}

/** What is missing, not whole, or of another environment is in the issue: it never counts as applied. */
function plannedIn(file: string, environment: string, { cwd }: Io): PlannedEnvironment {
  const found = leftBy('the job that plans', path.resolve(cwd, file));
  if ('why' in found) return { environment, planned: found };
  try {
    const { digests } = parseDigests(found.text, { name: 'its file', todo: 'look at the job that plans' });
    const isOther =
      digests.length === 0 || digests.some((digest) => digest.environment !== environment || digest.rehearsal);
    return { environment, planned: isOther ? { why: 'its file is of something else' } : digests };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { environment, planned: { why: error.message } };
  }
}

/** The text that another job left in a file, or why there is none. */
export function leftBy(job: string, file: string): { readonly text: string } | { readonly why: string } {
  try {
    return { text: readRegularFile(file, LARGEST).toString('utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      why:
        code === 'ENOENT' || code === 'ENOTDIR' ? `${job} left nothing` : `its file cannot be read (${String(code)})`,
    };
  }
}

async function orUserError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new UserError(`The issue was not written: ${error.message}`);
  }
}

const OUTCOMES: Readonly<Record<KeptIssue['outcome'], string>> = {
  opened: 'was opened',
  reopened: 'was opened again',
  updated: 'was updated',
  unchanged: 'says so already',
  closed: 'was closed',
  none: '',
};

function outcomeText({ outcome, number }: KeptIssue): string {
  return outcome === 'none' ? 'There is no issue to close.' : `Issue ${number ?? ''} ${OUTCOMES[outcome]}.`;
}
