import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderJson } from '../../../../okta-apps/review/render/json';
import type { Conclusion, Review } from '../../../../okta-apps/review/review-model';
import { runCli } from '../../../support/run-cli';
import type { Fake } from '../../review/post/support/api-server';
import { startGithub } from '../../review/post/support/fake-github';
import { startGitlab } from '../../review/post/support/fake-gitlab';
import {
  BASE,
  openPull,
  openPullApi,
  openRequest,
  openRequestApi,
  workflowRun,
} from '../../review/post/support/open-request';
import { TARGETS } from '../../review/post/support/targets';
import { appChange, rawPlan } from '../../review/support/plan-json';
import { reviewOf, stackOf } from '../../review/support/reviews';

const fakes: Fake[] = [];

/** To be called after each test. */
export async function closeFakes(): Promise<void> {
  for (const fake of fakes.splice(0)) await fake.close();
}

/** A review of the one app of which the label changes; the merge commit was what was synthesized. */
export function made(different: Partial<Omit<Review, keyof Conclusion>> = {}): Review {
  const review = reviewOf([stackOf(rawPlan([appChange({}, { label: '@everyone <b>' })]))]);
  return { ...review, commits: { base: BASE, head: 'c'.repeat(40) }, ...different };
}

interface Job {
  readonly cwd: string;
  readonly run: (more?: Readonly<Record<string, string>>, args?: readonly string[]) => ReturnType<typeof runCli>;
}

function jobOf(
  where: 'github' | 'gitlab',
  fake: Fake,
  parent: string,
  variables: (cwd: string) => Readonly<Record<string, string>>,
): Job {
  fakes.push(fake);
  const cwd = mkdtempSync(join(parent, 'job-'));
  writeFileSync(join(cwd, 'review.json'), renderJson(made()));
  const own = variables(cwd);
  const run: Job['run'] = async (more = {}, args = ['review.json']) => {
    const env = { ...TARGETS[where].env(fake.url), ...own, ...more };
    const result = await runCli(['post', ...args, '--to', where], { cwd, env });
    expect(result.stdout + result.stderr).not.toContain(TARGETS[where].token);
    return result;
  };
  return { cwd, run };
}

/** A job of a workflow "on: workflow_run", with the fake that it reaches. */
export async function github(parent: string) {
  const fake = await startGithub();
  const pull = openPull();
  fake.also.push(openPullApi(pull, () => fake.url));
  return { fake, pull, ...jobOf('github', fake, parent, (cwd) => workflowRun(cwd)) };
}

/** A job of a pipeline of `main`, with the fake that it reaches. */
export async function gitlab(parent: string) {
  const fake = await startGitlab();
  const request = openRequest();
  fake.also.push(openRequestApi(request));
  const variables = { CI_DEFAULT_BRANCH: 'main', CI_PIPELINE_ID: '99', CI_MERGE_REQUEST_IID: '' };
  const job = jobOf('gitlab', fake, parent, () => variables);
  const run: Job['run'] = (more, args = ['review.json', '--run', '88']) => job.run(more, args);
  return { fake, request, ...job, run };
}

/** The requests that write. */
export const writes = ({ requests }: Fake) =>
  requests.filter((line) => !line.startsWith('GET ') && !line.endsWith('/graphql'));
