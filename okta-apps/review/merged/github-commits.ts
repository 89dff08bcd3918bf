import { ApiError } from '../post/api-call';
import type { GithubClient } from '../post/github';
import { field, inner, list, object, textField } from '../../shared/json';
import { visible } from '../../shared/visible-text';
import { sameLogin, type Part } from './approvers';
import { short } from './pushed';
import type { RequestCommit } from './server';

/** Commits in one query; GitHub limits how much a query may ask for. */
const AT_ONCE = 40;
/** Commits that are made on the platform itself have this committer, and a signature of GitHub. */
const PLATFORM = 'noreply@github.com';
/** An address that GitHub gives an account: its number and name. Older ones have no number. */
const NOREPLY = /^(?:\d+\+)?([a-z0-9-]+(?:\[bot\])?)@users\.noreply\.github\.com$/;

/** Whose accounts the addresses in commits are. */
export interface CommitAccounts {
  readonly parts: readonly Part[];
  /** Which commit has an address of no account, and what to do. */
  readonly unknown?: string;
}

interface Known {
  readonly accounts: ReadonlyMap<string, string>;
  /** Commits that GitHub itself made and signed. */
  readonly signed: ReadonlySet<string>;
}

/**
 * The accounts of authors, committers and co-authors. Merges of the base that the platform made are left out, and so
 * are the co-authors of a suggestion that the author of the pull request applied.
 *
 * @param opener login of who opened the pull request.
 * @throws ApiError
 */
export async function commitAccounts(
  client: GithubClient,
  commits: readonly RequestCommit[],
  opener: string | undefined,
): Promise<CommitAccounts> {
  const { accounts, signed } = await ask(client, commits);
  const parts: Part[] = [];
  const unknown: string[] = [];
  for (const { commit, author, committer, coAuthors, mergesBase } of commits) {
    const byPlatform = signed.has(commit) && committer === PLATFORM;
    if (mergesBase && byPlatform) continue;
    const name = accountOf(author, accounts);
    const applied = byPlatform && name !== undefined && opener !== undefined && sameLogin(name, opener);
    const addresses = [author, ...(byPlatform ? [] : [committer]), ...(applied ? [] : coAuthors)];
    for (const address of new Set(addresses)) {
      const login = accountOf(address, accounts);
      if (login !== undefined) parts.push({ login, what: `has a part in its commit ${short(commit)}` });
      else unknown.push(`${short(commit)} by ${visible(address)}`);
    }
  }
  if (unknown.length === 0) return { parts };
  const [first = '', ...more] = unknown;
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return {
    parts,
    unknown:
      `the commit ${first}${others} has an address of no account of GitHub; its author sets ` +
      '"git config user.email" to an address of their account and pushes it again',
  };
}

function accountOf(address: string, accounts: ReadonlyMap<string, string>): string | undefined {
  return NOREPLY.exec(address)?.[1] ?? accounts.get(address);
}

/** @see https://docs.github.com/en/graphql/reference/objects#commit */
async function ask({ octokit, target, call }: GithubClient, commits: readonly RequestCommit[]): Promise<Known> {
  const accounts = new Map<string, string>();
  const signed = new Set<string>();
  for (let at = 0; at < commits.length; at += AT_ONCE) {
    const some = commits.slice(at, at + AT_ONCE);
    const answer: unknown = await call('whose the commits of a pull request are', 'contents: read', () =>
      octokit.graphql(queryFor(some), { ...target }).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'GraphqlResponseError') return undefined;
        throw error;
      }),
    );
    for (const [index, { commit }] of some.entries()) {
      const found = object(inner(answer, 'repository', `c${index}`));
      if (textField(found, 'oid') !== commit) throw new ApiError(`GitHub does not know the commit ${short(commit)}`);
      if (inner(found, 'signature', 'wasSignedByGitHub') === true && inner(found, 'signature', 'isValid') === true) {
        signed.add(commit);
      }
      const authors = inner(found, 'authors', 'nodes');
      for (const actor of [...list(authors), field(found, 'committer')]) {
        const [email, login] = [inner(actor, 'email'), inner(actor, 'user', 'login')];
        if (typeof email === 'string' && typeof login === 'string') accounts.set(email.toLowerCase(), login);
      }
    }
  }
  return { accounts, signed };
}

/** Commit ids come from git and are nothing but letters and digits. */
function queryFor(commits: readonly RequestCommit[]): string {
  const fields =
    '... on Commit { oid signature { isValid wasSignedByGitHub } committer { email user { login } } ' +
    'authors(first: 100) { nodes { email user { login } } } }';
  const objects = commits.map(({ commit }, at) => `c${at}: object(oid: "${commit}") { ${fields} }`).join(' ');
  return `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${objects} } }`;
}
