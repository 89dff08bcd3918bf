import { ApiError } from '../../review/post/api-call';
import { isGone, type GithubClient } from '../../review/post/github';
import { isObject, list, object, textField } from '../../shared/json';

export const PER_PAGE = 100;

/** Reads endpoints of a repository. Each request needs a token with the permission that it names. */
export interface Reader {
  readonly get: (path: string, permission: string) => Promise<unknown>;
  /** Undefined for what does not exist. */
  readonly getIf: (path: string, permission: string) => Promise<unknown>;
  /** The names in all pages of one. */
  readonly names: (path: string, permission: string) => Promise<readonly string[]>;
}

/** Requests each object once. */
export function githubReader({ octokit, target, call }: GithubClient): Reader {
  const requested = new Map<string, Promise<unknown>>();
  const url = (path: string): string => `/repos/${target.owner}/${target.repo}${path}`;
  const request = (path: string): Promise<unknown> => {
    const answer = requested.get(path) ?? octokit.request(`GET ${url(path)}`).then(({ data }) => data as unknown);
    requested.set(path, answer);
    return answer;
  };
  return {
    get: (path, permission) => call(`for ${url(path)}`, permission, () => request(path)),
    getIf: (path, permission) =>
      call(`for ${url(path)}`, permission, async () => {
        try {
          return await request(path);
        } catch (error) {
          if (isGone(error)) return undefined;
          throw error;
        }
      }),
    names: (path, permission) =>
      call(`for ${url(path)}`, permission, async () => {
        const pages = await octokit.paginate(`GET ${url(path)}`, { per_page: PER_PAGE });
        return list(pages).map((one) => {
          const name = isObject(one) ? textField(one, 'name') : undefined;
          if (name === undefined) throw new ApiError(`GitHub did not answer with names for ${url(path)}`);
          return name;
        });
      }),
  };
}

/** @throws ApiError */
export async function defaultBranch(read: Reader): Promise<string> {
  const branch = textField(object(await read.get('', 'metadata: read')), 'default_branch');
  if (branch === undefined) throw new ApiError('GitHub does not say what the default branch is');
  return branch;
}
