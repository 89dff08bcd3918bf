import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptDigest } from '../../okta-apps/review/digest';
import { secondLookCode, secondLookTexts } from '../../okta-apps/review/merged/second-look-code';
import type { Review } from '../../okta-apps/review/review-model';
import { withSecondLook } from '../../okta-apps/run/reviewed/second-look';
import type { Io } from '../../okta-apps/shared/io';
import { startGithub, GITHUB_TOKEN, type FakeGithub } from '../okta-apps/review/post/support/fake-github';
import {
  GITLAB_TOKEN,
  startGitlab,
  type FakeGitlab,
  type KeptDeployment,
} from '../okta-apps/review/post/support/fake-gitlab';
import { neverStopped } from '../support/run-cli';
import { temporaryFolder } from '../support/temporary-folder';

// threats.md, section 14: a release accepts one second look only, in a run that was started again and on GitLab too.

const folder = temporaryFolder();
const COMMIT = 'c'.repeat(40);
const HASH = 'd'.repeat(64);
const planned: KeptDigest = {
  ...{ stack: 'shop-prod', environment: 'prod', rehearsal: false, outcome: 'planned' },
  ...{ intent: HASH, meaning: HASH, shown: [HASH] },
};
const CODE = secondLookCode([planned], 'prod');
const OTHER = secondLookCode([{ ...planned, meaning: 'e'.repeat(64) }], 'prod');

beforeEach(() => {
  writeFileSync(join(folder.path, 'planned.json'), JSON.stringify({ version: 2, digests: [planned] }));
});

async function released(from: 'github' | 'gitlab', env: Io['env'], only?: readonly string[]) {
  const io: Io = {
    stdout: { write: () => true },
    stderr: { write: () => true },
    cwd: folder.path,
    stop: neverStopped(),
    env,
  };
  const releasers = { except: ['author'], ...(only && { only }) };
  const push = { from, branch: 'main', commit: COMMIT };
  const environments = [{ name: 'prod', approvedBy: [], refusals: [], releasers }];
  const { secondLook } = await withSecondLook({ digests: [], push: { ...push, environments } }, 'planned.json', io);
  return secondLook?.released['prod'];
}

const counts = (...withCode: readonly string[]) => ({ code: CODE, by: withCode, withCode });

test('the code says what was planned of which stack, and in which words it was shown', () => {
  const others: readonly KeptDigest[] = [
    { ...planned, stack: 'desk-prod' },
    { ...planned, outcome: 'stopped' },
    { ...planned, meaning: 'e'.repeat(64) },
    { ...planned, synthesized: HASH },
    { ...planned, shown: ['e'.repeat(64)] },
    { ...planned, shown: [] },
  ];
  const codes = [...others.map((one) => secondLookCode([one], 'prod')), secondLookCode([planned], 'dev'), CODE];
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^[0-9a-f]{32}$/);
  const [one, two] = [planned, { ...planned, stack: 'desk-prod' }];
  expect(secondLookCode([two, one], 'prod')).toBe(secondLookCode([one, two], 'prod'));
  expect(secondLookCode([one, { ...two, environment: 'dev' }], 'prod')).toBe(CODE);
});

test('the plan prints the code where there is something to accept, and only there', () => {
  const high = { stack: 'shop-prod', severity: 'high' };
  const waiver = { rule: 'drift/opened', address: 'okta_app_oauth.web', reason: 'agreed', expires: '2999-01-01' };
  const texts = (...findings: readonly object[]) => secondLookTexts([planned], { findings } as unknown as Review);
  expect(texts(high, high)).toEqual([
    `Code of this second look of prod: ${CODE}. Write it in the comment when you release the environment: on GitLab, in a ` +
      'run that was started again, and where several releases are needed, only a release with this code accepts these ' +
      'findings.',
  ]);
  expect(texts({ ...high, severity: 'medium' }, { ...high, waiver }, { ...high, stack: 'desk-prod' })).toEqual([]);
});

describe('a GitHub run that was started again', () => {
  let fake: FakeGithub;
  beforeEach(async () => {
    fake = await startGithub();
    fake.attempts.push({ run: 7, attempt: 1, actor: 'pusher', starter: 'pusher' });
    fake.attempts.push({ run: 7, attempt: 2, actor: 'pusher', starter: 'joe' });
  });
  afterEach(async () => {
    await fake.close();
  });

  type Given = readonly [login: string, comment?: string];
  const ofRun = (given: readonly Given[], env: Io['env'] = {}) => {
    const kept = given.map(([login, comment = '']) => ({ login, comment, environments: ['prod'] }));
    fake.releases.push(...kept.map((one) => ({ ...one, run: 7, state: 'approved' as const })));
    const of = { GITHUB_REPOSITORY: 'acme/apps', GITHUB_REF: 'refs/heads/main', GITHUB_SHA: COMMIT };
    const run = { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '3', GITHUB_ACTOR: 'pusher', GITHUB_TRIGGERING_ACTOR: 'eve' };
    return released('github', { GITHUB_TOKEN, GITHUB_API_URL: fake.url, ...of, ...run, ...env });
  };

  test.each<readonly [string, readonly Given[]]>([
    ['a release without the code: it may be of the plan of an earlier attempt', [['mona']]],
    ['a release with the code of another plan', [['mona', OTHER]]],
    ['a release with a part of the code', [['mona', CODE.slice(0, 12)]]],
    ['who had a part in the change gives the code', [['author', CODE]]],
    ['who started it this time does', [['Eve', CODE]]],
    ['who started an earlier attempt does', [['joe', CODE]]],
  ])('attack: %s', async (_, given) => {
    expect(await ofRun(given)).toEqual(counts());
  });

  test('attack: which attempt it is cannot be read', async () => {
    expect(await ofRun([['mona', CODE]], { GITHUB_RUN_ATTEMPT: '1.5' })).toEqual(counts());
  });

  test.each<readonly [string, readonly Given[], readonly string[]]>([
    ['a release with the code', [['mona', CODE]], ['mona']],
    ['with words around it', [['mona', `Looked at it.\n${CODE.toUpperCase()}, agreed`]], ['mona']],
    [
      'one of an earlier attempt with the code, and one of this',
      [
        ['mona', CODE],
        ['ada', CODE],
      ],
      ['ada', 'mona'],
    ],
    [
      'two by the same account are one',
      [
        ['mona', CODE],
        ['mona', CODE],
      ],
      ['mona'],
    ],
    ['one that counts beside one that does not', [['eve', CODE], ['mona', CODE], ['ada']], ['mona']],
  ])('everyday: %s', async (_, given, expected) => {
    expect(await ofRun(given)).toEqual(counts(...expected));
  });

  test('everyday: the second attempt', async () => {
    expect(await ofRun([['mona', CODE]], { GITHUB_RUN_ATTEMPT: '2' })).toEqual(counts('mona'));
  });

  test('everyday: the only attempt needs no code for one release, and keeps who gave it', async () => {
    const given = await ofRun([['mona', CODE], ['ada']], { GITHUB_RUN_ATTEMPT: '1' });
    expect(given).toEqual({ code: CODE, by: ['ada', 'mona'], withCode: ['mona'] });
  });
});

describe('a GitLab deployment', () => {
  let fake: FakeGitlab;
  beforeEach(async () => {
    fake = await startGitlab();
    fake.pipelines.set(9, 'merger');
  });
  afterEach(async () => {
    await fake.close();
  });

  const APPROVERS = ['ada', 'author', 'merger', 'mona', 'starter', 'runner'];
  type Approvals = NonNullable<KeptDeployment['approvals']>;
  const own = { sha: COMMIT, environment: 'prod', status: 'running', job: 41, by: 'starter' };
  const ofJob = (deployment: Partial<KeptDeployment>, job = '41') => {
    fake.deployments.push({ ...own, job: 40, approvals: [approval('ada')] }, { ...own, ...deployment });
    const of = {
      CI_PROJECT_ID: '5',
      CI_COMMIT_BRANCH: 'main',
      CI_COMMIT_SHA: COMMIT,
      CI_API_V4_URL: `${fake.url}/api/v4`,
    };
    const run = { CI_PIPELINE_ID: '9', CI_JOB_ID: job, GITLAB_USER_LOGIN: 'runner' };
    return released('gitlab', { GITLAB_TOKEN, ...of, ...run }, APPROVERS);
  };
  const approval = (username: string, comment = CODE, status = 'approved') => ({ username, comment, status });

  test.each<readonly [string, Approvals]>([
    ['an approval without a comment: it may be older than the plan', [{ username: 'mona', status: 'approved' }]],
    ['an approval with the code of another plan', [approval('mona', OTHER)]],
    ['who opened the merge request approves', [approval('author')]],
    ['who merged it and so started the pipeline does', [approval('merger')]],
    ['who made the deployment does', [approval('starter')]],
    ['who started the job does', [approval('runner')]],
    ['an account that the environment does not list does', [approval('eve')]],
    ['another one said no', [approval('mona'), approval('ada', CODE, 'rejected')]],
  ])('attack: %s', async (_, approvals) => {
    expect(await ofJob({ approvals })).toEqual(counts());
  });

  test('attack: the approval is of the deployment of another job', async () => {
    expect(await ofJob({ approvals: [approval('mona')] }, '42')).toEqual(counts());
  });

  test.each<readonly [string, Approvals, readonly string[]]>([
    ['one with the code', [approval('mona')], ['mona']],
    ['two of them', [approval('mona'), approval('ada', `ok ${CODE}`)], ['ada', 'mona']],
    ['one beside one without the code', [approval('mona'), approval('ada', 'looks good')], ['mona']],
    ['one beside the author', [approval('author'), approval('mona')], ['mona']],
    ['a name in other letters', [approval('Mona')], ['Mona']],
    ['the code in capitals', [approval('mona', CODE.toUpperCase())], ['mona']],
    ['a comment of several lines', [approval('mona', `looked at it\n${CODE}\n`)], ['mona']],
    ['two by the same account are one', [approval('mona'), approval('mona')], ['mona']],
  ])('everyday: %s', async (_, approvals, expected) => {
    expect(await ofJob({ approvals })).toEqual(counts(...expected));
  });

  test('everyday: a GitLab without approvals of deployments says nothing of it', async () => {
    expect(await ofJob({})).toEqual(counts());
  });
});
