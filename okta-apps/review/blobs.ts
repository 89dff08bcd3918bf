import { isPathBelow, type SourcePlace } from '../shared/source-places';
import { commitId, type Variables } from './post/ci-context';
import type { PostTarget } from './post/job-token';

/** Where the files of a commit are shown, and in which folder of it the project is. */
export interface Blobs {
  /** `https://github.com/acme/okta/blob/<commit>` */
  readonly root: string;
  /** Below the repository's root, with `/`; empty for the root itself. */
  readonly folder: string;
}

/**
 * Where a CI system shows the files of a commit.
 *
 * @param folder The project's folder in the repository, as a review of another job may say it.
 * @returns undefined where it is not known: places are shown without links then.
 */
export function blobsOf(on: PostTarget, env: Variables, head: string | undefined, folder = ''): Blobs | undefined {
  if (commitId(head) === undefined || head === undefined) return undefined;
  if (folder !== '' && !isPathBelow(folder)) return undefined;
  const root = on === 'github' ? githubRoot(env) : httpRoot(env['CI_PROJECT_URL']);
  return root === undefined ? undefined : { root: `${root}${on === 'github' ? '' : '/-'}/blob/${head}`, folder };
}

/** The address of a line; it leads into the repository and nowhere else. */
export function blobUrl({ root, folder }: Blobs, { file, line }: SourcePlace): string {
  const names = [...folder.split('/'), ...file.split('/')].filter((name) => name !== '');
  return `${root}/${names.map(encoded).join('/')}#L${line}`;
}

/** Also what would end a link in markdown. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function githubRoot({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository = '' }: Variables): string | undefined {
  const root = httpRoot(server);
  return root !== undefined && /^[\w.-]+\/[\w.-]+$/.test(repository) ? `${root}/${repository}` : undefined;
}

/** Without a `/` at its end. */
function httpRoot(text = ''): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return url.href.replace(/\/+$/, '').replace(/[()]/g, encodeURIComponent);
}
