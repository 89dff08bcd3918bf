import type { PostTarget } from '../../../../../okta-apps/review/post/job-token';
import { postReview, type Posted } from '../../../../../okta-apps/review/post/post-review';
import type { Patience } from '../../../../../okta-apps/review/post/api-call';
import { COMMENT_MARKER } from '../../../../../okta-apps/review/render/markdown';
import type { Fake } from './api-server';
import { GITHUB_TOKEN, ME as GITHUB_ME, startGithub } from './fake-github';
import { GITLAB_TOKEN, ME as GITLAB_ME, startGitlab } from './fake-gitlab';

export const QUICK: Patience = { tries: 4, firstMs: 1, longestMs: 2_500 };

/** How each of the two is reached from a job of its own. */
export const TARGETS = {
  github: {
    start: startGithub,
    me: GITHUB_ME,
    token: GITHUB_TOKEN,
    env: (url: string) => ({
      GITHUB_TOKEN,
      GITHUB_API_URL: url,
      GITHUB_REPOSITORY: 'acme/apps',
      GITHUB_REF: 'refs/pull/12/merge',
    }),
    list: /^GET .*\/comments$/,
    create: /^POST .*\/comments$/,
    update: /^PATCH /,
    limit: 65_536,
  },
  gitlab: {
    start: startGitlab,
    me: GITLAB_ME,
    token: GITLAB_TOKEN,
    env: (url: string) => ({
      GITLAB_TOKEN,
      CI_API_V4_URL: `${url}/api/v4`,
      CI_PROJECT_ID: '5',
      CI_MERGE_REQUEST_IID: '3',
    }),
    list: /^GET .*\/notes$/,
    create: /^POST .*\/notes$/,
    update: /^PUT /,
    limit: 1_000_000,
  },
} as const;

export function commentBody(text: string): string {
  return `${COMMENT_MARKER}\n${text}`;
}

/** Posts as a job would, with little patience. */
export function post(
  where: PostTarget,
  fake: Fake,
  text: string,
  more: Readonly<Record<string, string | undefined>> = {},
  event?: string,
): Promise<Posted> {
  const env = { ...TARGETS[where].env(fake.url), ...more };
  return postReview(where, commentBody(text), { env, event, patience: QUICK });
}
