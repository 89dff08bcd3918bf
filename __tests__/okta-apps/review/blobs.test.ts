import fc from 'fast-check';
import { blobsOf, blobUrl } from '../../../okta-apps/review/blobs';
import { isPathBelow } from '../../../okta-apps/shared/source-places';

const HEAD = 'a'.repeat(40);
const GITHUB = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/okta' };
const GITLAB = { CI_PROJECT_URL: 'https://gitlab.acme.dev/identity/okta' };

test('a line is shown at the head, in the folder of the project', () => {
  const place = { file: 'stacks/shop (old).ts', line: 14 };
  const github = blobsOf('github', GITHUB, HEAD, 'infra/okta')!;
  expect(blobUrl(github, place)).toBe(
    `https://github.com/acme/okta/blob/${HEAD}/infra/okta/stacks/shop%20%28old%29.ts#L14`,
  );
  const gitlab = blobsOf('gitlab', GITLAB, HEAD)!;
  expect(blobUrl(gitlab, place)).toBe(
    `https://gitlab.acme.dev/identity/okta/-/blob/${HEAD}/stacks/shop%20%28old%29.ts#L14`,
  );
});

test.each<[string, Parameters<typeof blobsOf>]>([
  ['no server', ['github', { GITHUB_REPOSITORY: 'acme/okta' }, HEAD]],
  ['no repository', ['github', { GITHUB_SERVER_URL: 'https://github.com' }, HEAD]],
  ['a repository that leaves it', ['github', { ...GITHUB, GITHUB_REPOSITORY: 'acme/okta/../x' }, HEAD]],
  ['a server of another protocol', ['github', { ...GITHUB, GITHUB_SERVER_URL: 'javascript:alert(1)' }, HEAD]],
  ['a server with a password', ['gitlab', { CI_PROJECT_URL: 'https://a:b@gitlab.acme.dev/x/y' }, HEAD]],
  ['no head', ['github', GITHUB, undefined]],
  ['the name of a branch', ['github', GITHUB, 'main']],
  ['a folder above the repository', ['github', GITHUB, HEAD, '../other']],
])('without links there is no wrong one: %s', (_, given) => {
  expect(blobsOf(...given)).toBeUndefined();
});

test('no place leads outside of the repository, and none ends a link in markdown', () => {
  const names = fc.string({ unit: 'grapheme', maxLength: 20 }).filter(isPathBelow);
  const root = `https://github.com/acme/okta/blob/${HEAD}/`;
  fc.assert(
    fc.property(names, names, fc.integer({ min: 1, max: 1e6 }), (folder, file, line) => {
      const url = blobUrl(blobsOf('github', GITHUB, HEAD, folder)!, { file, line });
      expect(url).toMatch(/^[^\s()<>`]+$/);
      expect(new URL(url).href.startsWith(root)).toBe(true);
      expect(new URL(url).hash).toBe(`#L${line}`);
    }),
  );
});
