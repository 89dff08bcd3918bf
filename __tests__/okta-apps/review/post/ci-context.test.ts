import { githubContext, gitlabContext } from '../../../../okta-apps/review/post/ci-context';

const GITHUB = { GITHUB_REPOSITORY: 'acme/apps', GITHUB_REF: 'refs/pull/12/merge' };
const GITLAB = { CI_API_V4_URL: 'https://gitlab.example/sub/api/v4', CI_PROJECT_ID: '5', CI_MERGE_REQUEST_IID: '3' };

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

test('github: the pull request comes from the event, else from the ref; the API from its variable, else github.com', () => {
  const place = { apiUrl: 'https://api.github.com', owner: 'acme', repo: 'apps' };
  expect(githubContext(GITHUB, undefined)).toEqual({ ...place, number: 12, fork: false });
  const own = JSON.stringify({ pull_request: { number: 7, head: { repo: { full_name: 'acme/apps' } } } });
  expect(githubContext({ ...GITHUB, GITHUB_API_URL: 'https://ghe.example/api/v3/' }, own)).toEqual({
    ...place,
    apiUrl: 'https://ghe.example/api/v3',
    number: 7,
    fork: false,
  });
  const gone = JSON.stringify({ pull_request: { number: 7, head: { repo: null } } });
  expect(githubContext(GITHUB, gone)).toMatchObject({ number: 7, fork: true });
});

test('github: what is missing is named', () => {
  expect(messageOf(() => githubContext({}, undefined))).toBe(
    'GITHUB_REPOSITORY must be owner/repository: --post github runs in a workflow of GitHub',
  );
  expect(messageOf(() => githubContext({ ...GITHUB, GITHUB_REF: 'refs/heads/main' }, '{}'))).toBe(
    'no pull request is known: neither the file of GITHUB_EVENT_PATH nor GITHUB_REF names one; ' +
      'run --post github in a workflow "on: pull_request"',
  );
  expect(messageOf(() => githubContext(GITHUB, '{"pull_request":'))).toBe(
    'the file that GITHUB_EVENT_PATH names is not JSON',
  );
  expect(messageOf(() => githubContext({ ...GITHUB, GITHUB_API_URL: 'https://u:p@ghe.example' }, '{}'))).toBe(
    'GITHUB_API_URL must be the URL of an API, without user name and password',
  );
});

test('gitlab: host with its path, project that the merge request goes to', () => {
  expect(gitlabContext(GITLAB)).toEqual({ host: 'https://gitlab.example/sub', project: '5', iid: 3, fork: false });
  const fork = { ...GITLAB, CI_MERGE_REQUEST_PROJECT_ID: '8', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '5' };
  expect(gitlabContext(fork)).toMatchObject({ project: '8', fork: true });
});

test('gitlab: what is missing is named', () => {
  const without = (name: string) => messageOf(() => gitlabContext({ ...GITLAB, [name]: undefined }));
  expect(without('CI_API_V4_URL')).toBe('CI_API_V4_URL is not set: --post gitlab runs in a pipeline of GitLab');
  expect(without('CI_PROJECT_ID')).toBe(
    'CI_PROJECT_ID is not set to the id of a project: --post gitlab runs in a pipeline of GitLab',
  );
  expect(without('CI_MERGE_REQUEST_IID')).toBe(
    'CI_MERGE_REQUEST_IID is not set: run --post gitlab in a merge request pipeline ' +
      '(rules: if: $CI_PIPELINE_SOURCE == "merge_request_event")',
  );
});
