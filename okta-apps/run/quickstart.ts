import path from 'node:path';
import { readAssembly } from '../project/assembly';
import { findTerraform } from '../terraform/binary';
import { appliedText, applyStacks, type Planned } from './apply-stacks';
import { withChosenSecrets } from './chosen-secrets';
import type { Io } from '../shared/io';
import { approvalOf, evaluate, evaluationText } from './evaluate';
import { hasFailed, isEmpty, planStacks, type PlanResult } from './plan-stacks';
import { findProject, type Project } from '../project/find-project';
import { orgFolderOf, removeLocalFolder, runningOn, type OrgAddress } from './local-org';
import { UserError } from '../shared/errors';
import { trySignIn } from './try-sign-in';
import { runOrg } from './org';
import { openSession, type Session } from './session';
import { synthesize } from '../project/run-app';

/** The environment whose org is on this machine. */
const LOCAL = 'local';

export interface QuickstartOptions {
  readonly reset?: boolean;
  /** Whether the org stays up afterwards, until Ctrl-C. */
  readonly keep?: boolean;
}

/**
 * What a room above this one does with the org of the quickstart, with the app that it is about; undefined where no app
 * is fit for it.
 */
export type ShowStep = (
  org: OrgAddress,
  project: Project,
  io: Io,
) => Promise<{ readonly name: string; readonly text: string } | undefined>;

/** What is shown of client secrets. */
export interface SecretSteps {
  readonly credentials: ShowStep;
  readonly rotation: ShowStep;
}

/**
 * `okta-apps quickstart`, which `npm start` runs: everything once, against the org on this machine.
 *
 * @returns 0 · 1 when a step fails; it says why.
 */
export async function runQuickstart({ reset, keep }: QuickstartOptions, show: SecretSteps, io: Io): Promise<number> {
  const project = findProject(io.cwd);
  const say = (text: string): unknown => io.stdout.write(text);
  if (reset) {
    const removed = await removeLocalFolder(project.folder);
    say(removed ? 'Starting over: .okta-local is deleted.\n\n' : 'There is no .okta-local to delete.\n\n');
  }
  const binary = await findTerraform(io.env, { cwd: project.folder, stop: io.stop });
  const steps = numbered(say);

  steps('Declared in stacks/, checked by rules/, written for Terraform', 'okta-apps synth --env local');
  await synthesize(project, { environments: LOCAL, stdout: io.stdout }, io);
  const stacks = readAssembly(project.outdir, project.output).filter(({ manifest }) => manifest.local);
  say(`${stacks.map(({ name }) => `${path.join(project.output, 'stacks', name)}/cdk.tf.json`).join('\n')}\n`);

  const withBirths = withChosenSecrets(stacks, io);
  const session = await openSession(stacks, 'apply', { binary, project, provider: 'endpoint' }, withBirths);
  try {
    const code = await planAndApply(session, { steps, say }, io);
    if (code !== 0) return code;
    await useOrg(project, show, { steps, say }, io);
    say(keep ? '\n' : NEXT);
  } finally {
    await session.close();
  }
  // Other commands may use an org that was started for its own sake, and not one that ends with this command.
  return keep ? await runOrg({}, io) : 0;
}

interface Telling {
  readonly steps: (what: string, command: string) => void;
  readonly say: (text: string) => unknown;
}

async function planAndApply(session: Session, { steps, say }: Telling, io: Io): Promise<number> {
  steps('Planned against an Okta org on this machine', 'okta-apps plan --env local');
  const evaluation = await evaluate(await planStacks(session, session.stacks, io), io);
  say(evaluationText(evaluation, io));
  const { refusals } = approvalOf(evaluation, undefined, false);
  if (refusals.length > 0) say(`\n${refusals.map(({ message }) => `${message}\n`).join('')}`);
  const { results } = evaluation;
  if (refusals.length > 0 || results.some(hasFailed)) return 1;
  const planned = results.filter((result): result is PlanResult & Planned => 'plan' in result);
  const changed = planned.filter(({ plan }) => plan.outcome === 'changes');
  if (changed.length === 0) {
    say('\nThere is nothing to change: the org already has what the stacks declare.\n');
    return 0;
  }
  steps('Applied: the plan above, and no other', 'okta-apps apply --env local');
  const applied = await applyStacks(session, changed, {}, io);
  say(applied.map(appliedText).join(''));
  if (applied.some((one) => one.applied.failed)) return 1;

  steps('Planned again: what was applied is what was meant', 'okta-apps plan --env local');
  const second = await planStacks(session, session.stacks, io);
  if (!isEmpty(second)) {
    say(`${evaluationText(await evaluate(second, io), io)}\nThe second plan should have been empty.\n`);
    return 1;
  }
  say(`Nothing to change in ${second.map(({ stack }) => stack.name).join(', ')}\n`);
  return 0;
}

/** The org is the one that the session uses; while it runs, its folder says where it is. */
async function useOrg(project: Project, show: SecretSteps, { steps, say }: Telling, io: Io): Promise<void> {
  const org = await runningOn(await orgFolderOf(project.folder));
  if (org === undefined) throw new UserError('The local org no longer responds; run the same command again');
  const shown = await show.credentials(org, project, io);
  if (shown !== undefined) {
    steps('What the owner of an app needs', `okta-apps credentials ${shown.name} --env local --verify`);
    say(shown.text);
  }
  steps('Signed in to an app of this org, as its users will', 'okta-apps org');
  say(await trySignIn(org, io));
  const rotated = await show.rotation(org, project, io);
  if (rotated === undefined) return;
  const command = `okta-apps rotate ${rotated.name} --env local --overlap 1s --grace 0s --wait`;
  steps('Rotated the client secret of an app while it refreshes tokens', command);
  say(rotated.text);
}

const NEXT = `
Next:
  change an app in stacks/, then          npx okta-apps plan --env local
  see the org while it runs               npx okta-apps org
  start over                              npm start -- --reset
  what your machine lacks for Okta orgs   npx okta-apps doctor
`;

/** Heads each step with its number, and with the command that does the same. */
function numbered(say: (text: string) => unknown): (what: string, command: string) => void {
  let n = 0;
  return (what, command) => {
    n += 1;
    say(`${n === 1 ? '' : '\n'}${n}. ${what}\n   $ ${command}\n`);
  };
}
