import path from 'node:path';
import { readAssembly } from '../project/assembly';
import { findProject, type Project } from '../project/find-project';
import { mergedSeed } from '../shared/environment-seed';
import { UserError } from '../shared/errors';
import type { Io } from '../shared/io';
import type { StackManifest } from '../shared/stack-manifest';
import { askForKeys } from './ask-for-keys';
import { readCodeOf } from './code-of-org';
import { orgFolderOf, startLocalOrg, type OpenOrg } from './local-org';
import { plantSeed } from './plant-seed';
import { watchOrg } from './watch/watch-org';

export interface OrgOptions {
  readonly port?: string;
  readonly data?: string;
  readonly json?: boolean;
  /** Whether edits of the project's code are applied while the org runs. */
  readonly watch?: boolean;
  /** Names of groups that the org is to have. */
  readonly group?: readonly string[];
}

/** `okta-apps org`: runs until it is asked to stop. @returns 0 */
export async function runOrg({ port, data, json, watch, group = [] }: OrgOptions, io: Io): Promise<number> {
  refuseNameless(group);
  const watched = watch === true ? watchedProject(data, io) : undefined;
  const folder = data === undefined ? await orgFolderOf(watched?.folder ?? io.cwd) : path.resolve(io.cwd, data);
  const project = projectIn(io.cwd);
  const org = await startLocalOrg(folder, 'org', {
    ...(port !== undefined && { port: portNumber(port) }),
    ...(project !== undefined && { code: () => readCodeOf(project) }),
    ...(io.ask !== undefined && !json && { mayFetchKeys: askForKeys(io.ask) }),
  });
  try {
    await plantSeed(org, mergedSeed([{ groups: group.map((name) => ({ name })) }, ...lastSeeds(project)]));
    // The token may be in the environment from an earlier start. It is printed all the same: that is its use.
    const stdout = io.unmasked ?? io.stdout;
    stdout.write(json ? readyLine(org) : readyText(org, path.relative(io.cwd, folder) || '.'));
    if (watched === undefined) await asked(io.stop.asked);
    else await watchOrg(watched, org, json ? io.stderr : io.stdout, io);
    if (!json) io.stdout.write('Stopped; the next start on the same folder continues from here.\n');
  } finally {
    await org.close();
  }
  return 0;
}

/** The project of a folder. The org runs without one, too. */
function projectIn(folder: string): Project | undefined {
  try {
    return findProject(folder);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** @throws UserError when there is no project, or its stacks would be applied to another org. */
function watchedProject(data: string | undefined, { cwd }: Io): Project {
  if (data !== undefined)
    throw new UserError(
      '--watch applies the stacks to the org of the project, not to that of --data; leave --data out',
    );
  return findProject(cwd);
}

function refuseNameless(groups: readonly string[]): void {
  const name = groups.find((one) => one.trim() === '' || one.trim() !== one);
  if (name === undefined) return;
  throw new UserError(`--group must be the name of a group, got ${JSON.stringify(name)}; write one such as "Sales"`);
}

/** What the last synth says of local orgs. None where nothing was synthesized: the org runs in any folder. */
function lastSeeds(project: Project | undefined): readonly StackManifest['seed'][] {
  if (project === undefined) return [];
  try {
    return readAssembly(project.outdir, project.output).map(({ manifest }) =>
      manifest.local ? manifest.seed : undefined,
    );
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UserError(`--port must be a number from 0 to 65535, got "${text}"; 0 picks any free port`);
}

function readyLine({ url, token, reattach }: OpenOrg): string {
  return `${JSON.stringify({ url, token, reattach })}\n`;
}

function readyText({ url, token, reattach }: OpenOrg, folder: string): string {
  return `A local Okta org answers at ${url} (data in ${folder}). Ctrl-C ends it.

okta-apps plan and apply find it by themselves. For plain cdktf or terraform, in another terminal:

  export OKTA_ENV=local
  export OKTA_HTTP_PROXY='${url}'
  export OKTA_API_TOKEN='${token}'
  export TF_REATTACH_PROVIDERS='${JSON.stringify(reattach)}'
  cdktf deploy <stack> --skip-provider-lock

`;
}

function asked(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}
