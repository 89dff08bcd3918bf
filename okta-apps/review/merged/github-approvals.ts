import { isGone, type GithubClient } from '../post/github';
import { byText } from '../../shared/json';
import { approversOf, partOf, sameLogin, type Part } from './approvers';
import { commitAccounts } from './github-commits';
import { pushedBy, pushersOf } from './github-pushes';
import type { GithubPull } from './github-pull';
import type { GivenApprovals, RequestCommit } from './server';

const PER_PAGE = 100;
/** `permission` of GitHub is one of four: who may maintain has `write`. */
const MAY_WRITE = ['admin', 'write'];
/** Bots that write only what was asked of them in the open. The token of another bot may be in any workflow. */
const KNOWN_BOTS = ['dependabot[bot]', 'copilot-swe-agent[bot]', 'copilot'];

/**
 * Whose approval of a pull request counts: of people who may write, gave it to the last commit as their last word, and
 * neither opened the pull request, pushed to its branch, wrote a commit of it nor asked a bot for it.
 *
 * @throws ApiError
 */
export async function githubApprovals(
  client: GithubClient,
  pull: GithubPull,
  commits: readonly RequestCommit[],
): Promise<GivenApprovals> {
  const events = await eventsOf(client, pull);
  const reviews = await reviewsOf(client, pull);
  const candidates = approversOf(reviews, { head: pull.head, since: events.baseChangedAt });
  const people = await commitAccounts(client, commits, pull.opener?.login);
  const pushed = await pushersOf(client, pull, commits);
  const bots = botsAmong([pull.opener, ...people.parts, ...pushed.parts].flatMap((one) => one?.login ?? []));
  const asked = bots.known.length === 0 ? [] : await askedFor(client, pull, bots.known, events.assigned);
  const opener = pull.opener === undefined ? [] : [{ login: pull.opener.login, what: 'opened it' }];
  const parts = [...opener, ...pushed.parts, ...people.parts, ...asked];
  const approvedBy: string[] = [];
  const notCounted: string[] = [];
  for (const login of candidates) {
    const why = partOf(login, parts) ?? (await partElsewhere(client, login, commits));
    if (why === undefined) approvedBy.push(login);
    else notCounted.push(why);
  }
  const unknown = [people.unknown, pushed.unknown, bots.unknown].filter((why) => why !== undefined).join('; ');
  const logins = [...new Set(parts.map(({ login }) => login))].sort(byText);
  return { approvedBy, notCounted, parts: logins, ...(unknown !== '' && { unknown }) };
}

/** What counts of an account that is not known to have a part in the pull request itself. */
async function partElsewhere(
  client: GithubClient,
  login: string,
  commits: readonly RequestCommit[],
): Promise<string | undefined> {
  if (!(await mayWrite(client, login))) return `${login} may not write to the repository`;
  return (await pushedBy(client, login, commits)) ? `${login} pushed one of its commits` : undefined;
}

interface Events {
  /** When it got the base that it was merged into. */
  readonly baseChangedAt?: string;
  /** Who assigned it, and to whom. */
  readonly assigned: readonly string[];
}

const BASE_CHANGES = ['base_ref_changed', 'automatic_base_change_succeeded'];

async function eventsOf({ octokit, target, call }: GithubClient, { number }: GithubPull): Promise<Events> {
  const events = await call('for the events of a pull request', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.issues.listEvents, { ...target, issue_number: number, per_page: PER_PAGE }),
  );
  const changes = events.filter(({ event }) => BASE_CHANGES.includes(event)).map(({ created_at: at }) => at);
  const [baseChangedAt] = changes.sort().reverse();
  const assigned = events
    .filter(({ event }) => event === 'assigned')
    .flatMap((event) => ['assigner', 'assignee', 'actor'].map((role) => loginOf(Reflect.get(event, role))));
  return {
    assigned: assigned.filter((login) => login !== undefined),
    ...(baseChangedAt !== undefined && { baseChangedAt }),
  };
}

function loginOf(account: unknown): string | undefined {
  const login = (account as { readonly login?: unknown } | null | undefined)?.login;
  return typeof login === 'string' ? login : undefined;
}

async function reviewsOf({ octokit, target, call }: GithubClient, { number }: GithubPull) {
  return await call('for the reviews of a pull request', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.pulls.listReviews, { ...target, pull_number: number, per_page: PER_PAGE }),
  );
}

/** @returns known bots among the logins, and why it is not known who is behind the others. */
function botsAmong(logins: readonly string[]): { readonly known: readonly string[]; readonly unknown?: string } {
  const all = logins.map((login) => login.toLowerCase());
  const bots = [...new Set(all.filter((login) => login.endsWith('[bot]') || KNOWN_BOTS.includes(login)))];
  const known = bots.filter((login) => KNOWN_BOTS.includes(login));
  const others = bots.filter((login) => !known.includes(login)).sort();
  if (others.length === 0) return { known };
  return { known, unknown: `${others.join(', ')} had a part in it, and who made that account act is not known` };
}

/** Who assigned a bot or was assigned with it, and who mentioned it in a comment. */
async function askedFor(
  { octokit, target, call }: GithubClient,
  { number, assignees }: GithubPull,
  bots: readonly string[],
  assigned: readonly string[],
): Promise<readonly Part[]> {
  const comments = await call('for the comments of a pull request', 'pull-requests: read', () =>
    octokit.paginate(octokit.rest.issues.listComments, { ...target, issue_number: number, per_page: PER_PAGE }),
  );
  const names = bots.map((bot) => `@${bot.replace(/(?:-swe-agent)?\[bot\]$/, '')}`);
  const mentioning = comments
    .filter(({ body }) => names.some((name) => (body ?? '').toLowerCase().includes(name)))
    .flatMap(({ user }) => user?.login ?? []);
  const all = [...new Set([...assignees, ...assigned, ...mentioning])];
  return all
    .filter((login) => !bots.some((bot) => sameLogin(bot, login)))
    .map((login) => ({ login, what: 'asked a bot for it' }));
}

async function mayWrite({ octokit, target, call }: GithubClient, username: string): Promise<boolean> {
  return await call('what a reviewer may do', 'metadata: read', async () => {
    try {
      const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...target, username });
      return MAY_WRITE.includes(data.permission);
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  });
}
