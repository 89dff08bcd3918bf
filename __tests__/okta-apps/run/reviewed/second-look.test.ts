import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Releasers } from '../../../../okta-apps/review/merged/releasers';
import { secondLookCode } from '../../../../okta-apps/review/merged/second-look-code';
import type { KeptDigest, Released, Reviewed } from '../../../../okta-apps/review/digest';
import { withSecondLook } from '../../../../okta-apps/run/reviewed/second-look';
import { UserError } from '../../../../okta-apps/shared/errors';
import type { Io } from '../../../../okta-apps/shared/io';
import { dataStack, plainProject } from '../../../support/plain-project';
import { neverStopped, runCli } from '../../../support/run-cli';
import { temporaryFolder } from '../../../support/temporary-folder';
import { GITHUB_TOKEN, startGithub, type FakeGithub } from '../../review/post/support/fake-github';

const folder = temporaryFolder();
const COMMIT = 'c'.repeat(40);
const HASH = 'd'.repeat(64);
const PUSH = { from: 'github', branch: 'main', commit: COMMIT } as const;
const reviewed: Reviewed = { digests: [] };
const planned: KeptDigest = {
  ...{ stack: 'shop-prod', environment: 'prod', rehearsal: false, outcome: 'planned' },
  ...{ intent: HASH, meaning: HASH, shown: [HASH] },
};
let fake: FakeGithub;

beforeEach(async () => {
  fake = await startGithub();
  writeFileSync(join(folder.path, 'planned.json'), JSON.stringify({ version: 2, digests: [planned] }));
  for (const login of ['mona', 'ada', 'Pusher'])
    fake.releases.push({ run: 7, state: 'approved', login, environments: ['prod'] });
});
afterEach(async () => {
  await fake.close();
});

function io(more: Io['env'] = {}): Io {
  return {
    stdout: { write: () => true },
    stderr: { write: () => true },
    cwd: folder.path,
    stop: neverStopped(),
    env: {
      GITHUB_TOKEN,
      GITHUB_API_URL: fake.url,
      GITHUB_REPOSITORY: 'acme/apps',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: COMMIT,
      GITHUB_RUN_ID: '7',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTOR: 'pusher',
      ...more,
    },
  };
}

const released = (releasers: Releasers | undefined): Reviewed => ({
  ...reviewed,
  push: {
    ...PUSH,
    environments: ['prod', 'dev'].map((name) => ({
      name,
      approvedBy: [],
      refusals: [],
      ...(releasers && { releasers }),
    })),
  },
});

const code = secondLookCode([planned], 'prod');
const prod = (...by: readonly string[]): Readonly<Record<string, Released>> => ({ prod: { code, by, withCode: [] } });

test.each<readonly [string, Releasers | undefined, Io['env'], Readonly<Record<string, Released>>]>([
  ['all who released it, but not who started the run', { except: [] }, {}, prod('ada', 'mona')],
  ['no account that had a part in it', { except: ['Mona'] }, {}, prod('ada')],
  ['only accounts that the environment lists', { except: [], only: ['Ada', 'joe'] }, {}, prod('ada')],
  [
    'no account where who started it again is the one',
    { except: [], only: ['mona'] },
    { GITHUB_TRIGGERING_ACTOR: 'mona' },
    prod(),
  ],
  ['no account of another run', { except: [] }, { GITHUB_RUN_ID: '8' }, prod()],
  ['no account where none can count, as for a first apply', { except: [], only: [] }, {}, {}],
  ['no account where the review does not say who had a part in it', undefined, {}, {}],
])('it counts %s', async (_, releasers, env, expected) => {
  const { secondLook } = await withSecondLook(released(releasers), 'planned.json', io(env));
  expect(secondLook).toEqual({ digests: [planned], released: expected });
});

test.each([
  ['no review', undefined],
  ['one that was not made after a merge', { digests: [] }],
])('with %s it is refused', async (_, given) => {
  await expect(withSecondLook(given, 'planned.json', io())).rejects.toThrow(
    new UserError('--planned requires --reviewed and a file of "okta-apps reviewed"'),
  );
});

test('okta-apps apply takes --planned with such a review only', async () => {
  const { folder: cwd } = plainProject(folder.path, { 'shop-dev': { terraform: dataStack({ web: 1 }) } });
  writeFileSync(join(cwd, 'reviewed.json'), JSON.stringify({ version: 2, digests: [planned] }));
  const argv = ['apply', '--reviewed', 'reviewed.json', '--planned', 'planned.json', '--auto-approve'];
  const { code, stderr } = await runCli(argv, { cwd, env: { ACME_APPLY: 'apply-token-90ab' } });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: '--planned requires --reviewed and a file of "okta-apps reviewed"\n',
  });
});
