import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ORG_FOLDER, announce } from '../../../../okta-apps/run/local-org';
import { orgVariables } from '../../../../okta-apps/local/provider/org-variables';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { serveProvider } from '../../../../okta-apps/local/provider/serve';
import type { JsonObject } from '../../../../okta-apps/shared/json';
import { gitProject } from '../../../support/git-project';
import { runCli, type CliRun } from '../../../support/run-cli';
import { BASE, HEAD, SEED } from './reviewed-change';
import { contentOf } from './org-content';

export const STACK = 'shop-local';
const BOUND_MS = 60_000;

/** What is set in the environment of people who run the tool here. */
export const SECRET = { TF_VAR_billing_secret: 'birth-secret-4f1c9a' };

/** A copy of a project whose change was reviewed, to be attacked before it is applied. */
export interface Target {
  readonly folder: string;
  readonly org: LocalOrg;
  /** Path below the project → text. */
  read(file: string): string;
  write(file: string, text: string): void;
  /** `okta-apps apply` of what was reviewed. */
  apply(env: Readonly<Record<string, string>>): Promise<CliRun>;
  /** What Terraform itself plans in the stack's folder; undefined when it plans nothing. */
  plan(env: Readonly<Record<string, string>>): Promise<JsonObject | undefined>;
  close(): Promise<void>;
}

/** A project on a local org, its change as it was reviewed, and what an apply of it comes to without an attack. */
export interface World {
  target(): Promise<Target>;
  /** What the org holds after an apply without an attack. */
  readonly after: unknown;
  /** What Terraform itself plans without an attack. */
  readonly planned: JsonObject;
}

/** Applies the base, reviews the change in a rehearsal, and keeps both to be copied. */
export async function openWorld(parent: string): Promise<World> {
  const { folder, change, commit } = gitProject(parent, BASE);
  const orgFolder = mkdtempSync(join(parent, 'org-'));
  const start = async (project: string, of: string) => {
    const org = await startOrg({ folder: of, ...(of === orgFolder && { seed: SEED }) });
    const { url, token } = org;
    const { reattach, close } = await serveProvider({ org: { url, token } });
    const announced = join(project, ORG_FOLDER);
    mkdirSync(announced, { recursive: true, mode: 0o700 });
    await announce(announced, { pid: process.pid, kind: 'org', url, token, reattach });
    return {
      org,
      reattach,
      close: async () => {
        await close();
        await org.close();
      },
    };
  };
  const run = (cwd: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runCli(argv, { cwd, env: { ...SECRET, ...env } });
  const applied = async (cwd: string, argv: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await run(cwd, argv);
    if (code !== 0) throw new Error(`the undisturbed apply ended with ${code}: ${stdout}${stderr}`);
  };
  const base = await start(folder, orgFolder);
  await applied(folder, ['apply', '--auto-approve']);
  await base.close();
  change(HEAD);
  commit('the change that is reviewed');
  const review = await run(folder, ['review', '--rehearse', '--digests', 'reviewed.json']);
  if (review.code !== 2) throw new Error(`the review ended with ${review.code}: ${review.stdout}${review.stderr}`);
  const copy = async (): Promise<Target> => {
    const own = realpathSync(mkdtempSync(join(parent, 'target-')));
    cpSync(folder, join(own, 'project'), { recursive: true });
    cpSync(orgFolder, join(own, 'org'), { recursive: true });
    const project = join(own, 'project');
    const { org, reattach, close } = await start(project, join(own, 'org'));
    const at = (file: string) => join(project, file);
    return {
      folder: project,
      org,
      close: async () => {
        await close();
        rmSync(own, { recursive: true });
      },
      read: (file) => readFileSync(at(file), 'utf8'),
      write: (file, text) => {
        mkdirSync(dirname(at(file)), { recursive: true });
        writeFileSync(at(file), text);
      },
      apply: (env) => run(project, ['apply', STACK, '--reviewed', 'reviewed.json', '--auto-approve'], env),
      plan: (env) =>
        planned(at(`cdktf.out/stacks/${STACK}`), {
          ...orgVariables(org),
          ...SECRET,
          TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
          HOME: own,
          ...env,
        }),
    };
  };
  const undisturbed = await copy();
  await applied(undisturbed.folder, ['synth']);
  const plan = await undisturbed.plan({});
  if (plan === undefined) throw new Error('Terraform itself cannot plan the change');
  await applied(undisturbed.folder, ['apply', STACK, '--reviewed', 'reviewed.json', '--auto-approve']);
  const after = await contentOf(undisturbed.org);
  await undisturbed.close();
  return {
    target: copy,
    after,
    planned: plan,
  };
}

/** Runs Terraform as anyone would in the folder of a stack. */
async function planned(cwd: string, env: Readonly<Record<string, string>>): Promise<JsonObject | undefined> {
  const terraform = (...args: string[]) =>
    new Promise<string | undefined>((resolve) => {
      const options = {
        cwd,
        env: { PATH: process.env['PATH'], TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1', ...env },
        timeout: BOUND_MS,
        maxBuffer: 2 ** 26,
      };
      execFile('terraform', args, options, (error, stdout) => {
        resolve(error === null ? stdout : undefined);
      });
    });
  if ((await terraform('init', '-input=false', '-reconfigure')) === undefined) return undefined;
  if ((await terraform('plan', '-input=false', '-out=attacked.tfplan')) === undefined) return undefined;
  const text = await terraform('show', '-json', 'attacked.tfplan');
  return text === undefined ? undefined : (JSON.parse(text) as JsonObject);
}
