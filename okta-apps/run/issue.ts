import path from 'node:path';
import { parseDigests } from '../review/digest-file';
import { githubPush, gitlabPush } from '../review/merged/pushed';
import { ApiError } from '../review/post/api-call';
import { githubRunPage } from '../review/post/ci-context';
import { githubIssues } from '../review/post/github-issues';
import { gitlabIssues } from '../review/post/gitlab-issues';
import { keepIssue, type IssueStore, type KeptIssue } from '../review/post/issue-store';
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
  const names = commaSeparated(env);
  if (names.length === 0) {
    throw new UserError(
      '--env must list all environments, separated by commas: an environment without a plan is part of the issue, too',
    );
  }
  const { store, source } = trackerOf(to, io);
  const planned = names.map((name) => plannedIn(path.join(folder, `${name}.json`), name, io));
  const { isNeeded, text } = unappliedIssue(planned, source);
  const safe = io.secrets === undefined ? text : maskData(text, io.secrets);
  const kept = await orUserError(() => keepIssue(store, { marker: ISSUE_MARKER, isNeeded, text: safe }));
  io.stdout.write(`${safe.title}\n${outcomeText(kept)}\n`);
  return EXIT.done;
}

function trackerOf(to: PostTarget, { env }: Io): { readonly store: IssueStore; readonly source: IssueSource } {
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
  let text: string;
  try {
    text = readRegularFile(path.resolve(cwd, file), LARGEST).toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? 'the job that plans left nothing'
        : `its file cannot be read (${String(code)})`;
    return { environment, planned: { why } };
  }
  try {
    const { digests } = parseDigests(text, { name: 'its file', todo: 'look at the job that plans' });
    const isOther =
      digests.length === 0 || digests.some((digest) => digest.environment !== environment || digest.rehearsal);
    return { environment, planned: isOther ? { why: 'its file is of something else' } : digests };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { environment, planned: { why: error.message } };
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
  updated: 'was updated',
  unchanged: 'says so already',
  closed: 'was closed',
  none: '',
};

function outcomeText({ outcome, number }: KeptIssue): string {
  return outcome === 'none' ? 'There is no issue to close.' : `Issue ${number ?? ''} ${OUTCOMES[outcome]}.`;
}
