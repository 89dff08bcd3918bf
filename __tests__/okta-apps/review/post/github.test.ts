import { ApiError } from '../../../../okta-apps/review/post/api-call';
import { githubClient } from '../../../../okta-apps/review/post/github';
import { GITHUB_TOKEN, startGithub, type FakeGithub } from './support/fake-github';
import type { ApiAnswer } from './support/api-server';
import { QUICK } from './support/targets';

const CALL = /^GET .*\/comments$/;
const LIMITED = { message: 'API rate limit exceeded' };
const SECONDARY = { message: 'You have exceeded a secondary rate limit' };

let fake: FakeGithub;
beforeEach(async () => {
  fake = await startGithub();
});
afterEach(() => fake.close());

/** Lists the comments while the server gives these answers first. @returns how often it was asked, and how long it took */
async function listWith(...answers: readonly ApiAnswer[]): Promise<{ requests: number; ms: number; error: unknown }> {
  fake.instead.push(...answers.map((answer) => ({ on: CALL, answer })));
  const repository = { apiUrl: fake.url, owner: 'acme', repo: 'apps' };
  const { octokit, target, call } = githubClient(repository, GITHUB_TOKEN, QUICK);
  const begun = Date.now();
  const error: unknown = await call('to list the comments', 'pull-requests: write', () =>
    octokit.rest.issues.listComments({ ...target, issue_number: 12 }),
  ).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { requests: fake.requests.length, ms: Date.now() - begun, error };
}

test('errors of the server are tried again', async () => {
  const answers = [502, 503, 500].map((status) => ({ status, json: { message: 'down' } }));
  expect(await listWith(...answers)).toMatchObject({ requests: 4, error: undefined });
});

test.each([400, 401, 403, 404, 409, 410, 422, 451])('%d is a refusal, and is not tried again', async (status) => {
  const { requests, error } = await listWith({ status, json: { message: 'no' } });
  expect(requests).toBe(1);
  expect(error).toBeInstanceOf(ApiError);
});

test.each([
  ['the primary rate limit', 403, LIMITED, () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': now(1) })],
  ['a secondary rate limit', 429, SECONDARY, () => ({ 'retry-after': '1' })],
])('%s is waited for as long as it asks', async (_, status, json, headers) => {
  const { requests, ms, error } = await listWith({ status, json, headers: headers() });
  expect({ requests, error }).toEqual({ requests: 2, error: undefined });
  expect(ms).toBeGreaterThanOrEqual(990);
});

test.each([
  ['primary', 403, LIMITED, () => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': now(3_600) })],
  ['secondary', 429, SECONDARY, () => ({ 'retry-after': '3600' })],
])('a %s rate limit that asks for an hour is not waited for', async (_, status, json, headers) => {
  const { requests, error } = await listWith({ status, json, headers: headers() });
  expect(requests).toBe(1);
  expect(error).toMatchObject({ message: expect.stringContaining(`GitHub answered ${status}`) as string });
});

test('a rate limit that never ends is waited for a bounded number of times', async () => {
  const limited = { status: 429, json: SECONDARY, headers: { 'retry-after': '0.01' } };
  const { requests, error } = await listWith(...Array.from({ length: 20 }, () => limited));
  expect(requests).toBe(QUICK.tries);
  expect(error).toBeInstanceOf(ApiError);
});

/** Seconds since 1970, as GitHub says when a limit ends. */
function now(later = 0): string {
  return String(Math.floor(Date.now() / 1_000) + later);
}
