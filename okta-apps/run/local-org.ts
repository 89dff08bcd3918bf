import { anyObject, objectWith, readIf, valibot, wholeNumber } from '../shared/schema';
import { setTimeout as sleep } from 'node:timers/promises';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm, lstat, readdir } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { readRegularFile } from '../shared/regular-file';
import { replaceWhole } from '../shared/whole-file';
import { scratchFolder } from '../shared/scratch-folder';
import type { OrgOptions } from '../local/org/server';
import { UserError, Interrupted } from '../shared/errors';
import type { Io } from '../shared/io';

/** Where the org of a project keeps its data, relative to the project's folder. */
export const ORG_FOLDER = '.okta-local/org';

/**
 * Where the org of a project keeps its data.
 *
 * @throws UserError when a symbolic link is in the way: a checkout can contain one, and it can lead anywhere.
 */
export async function orgFolderOf(projectFolder: string): Promise<string> {
  const folder = path.join(projectFolder, ORG_FOLDER);
  const parent = path.dirname(folder);
  const info = await lstat(parent).catch(() => undefined);
  if (info?.isSymbolicLink()) throw new UserError(`${parent} is a symbolic link: replace it with a folder`);
  return folder;
}

/** How long a command waits for another one that has started the org of the same folder. */
const WAIT_MS = 120_000;
const POLL_MS = 200;

/** An org with its endpoint that is to be closed when it is no longer needed. */
export interface OpenOrg extends OrgAddress {
  close(): Promise<void>;
}

/** Loads the org and its endpoint, which takes a tenth of a second: better while something else runs. */
async function loadOrg() {
  const { startOrg } = await import('../local/org/server.js');
  const { OrgError } = await import('../local/org/errors.js');
  const { serveProvider } = await import('../local/provider/serve.js');
  return { startOrg, serveProvider, OrgError };
}

/**
 * Loads the org while something else runs, where this command is likely to start one: the folder holds data of one, and
 * nothing says that it runs already. A wrong guess takes time, and nothing else.
 */
export async function loadOrgIfLikely(projectFolder: string): Promise<void> {
  const folder = path.join(projectFolder, ORG_FOLDER);
  if (existsSync(folder) && !existsSync(path.join(folder, FILE))) await loadOrg();
}

/**
 * Starts an org and the provider endpoint in this process, and announces them in the folder.
 *
 * @throws OrgError when the port or the folder cannot be had.
 */
export async function startLocalOrg(
  folder: string,
  kind: RunningOrg['kind'],
  options: Pick<OrgOptions, 'port' | 'code' | 'mayFetchKeys'> = {},
): Promise<OpenOrg> {
  const { startOrg, serveProvider } = await loadOrg();
  const org = await startOrg({ folder, ...options });
  const { url, token } = org;
  try {
    const endpoint = await serveProvider({ org: { url, token }, makeFolder: scratchFolder });
    const { reattach } = endpoint;
    await announce(folder, { pid: process.pid, kind, url, token, reattach });
    return {
      url,
      token,
      reattach,
      close: async () => {
        await withdraw(folder);
        await endpoint.close();
        await org.close();
      },
    };
  } catch (error) {
    await org.close();
    throw error;
  }
}

/** An org of this process; or the id of the process that has the folder, and starts an org there or ends one. */
async function startOrHolder(folder: string): Promise<OpenOrg | number> {
  const { OrgError } = await loadOrg();
  try {
    return await startLocalOrg(folder, 'command');
  } catch (error) {
    if (error instanceof OrgError && error.holder !== undefined) return error.holder;
    throw error;
  }
}

function addressOf({ url, token, reattach }: OrgAddress): OrgAddress {
  return { url, token, reattach };
}

/**
 * The org of a folder for the time of one command: the one that `okta-apps org` runs there, else one of its own.
 * Where another command has one, it says so and waits for that to end.
 *
 * @throws UserError when the wait is too long or the org cannot start.
 */
export async function useLocalOrg(folder: string, { stop, stderr }: Pick<Io, 'stop' | 'stderr'>): Promise<OpenOrg> {
  const deadline = Date.now() + WAIT_MS;
  for (let waited = false; ; waited = true) {
    const running = await runningOn(folder);
    if (running?.kind === 'org') return { ...addressOf(running), close: () => Promise.resolve() };
    const pid = running?.pid ?? (await startOrHolder(folder));
    if (typeof pid !== 'number') return pid;
    if (Date.now() > deadline) {
      throw new UserError(`${folder} is still in use by okta-apps (process ${String(pid)}); stop it first`);
    }
    if (!waited) stderr.write(`Waiting for the okta-apps of process ${String(pid)}, which uses the local org\n`);
    await sleep(POLL_MS, undefined, { signal: stop.asked }).catch(() => {
      throw new Interrupted('interrupted while waiting');
    });
  }
}

/** A local org with its provider endpoint, as other programs use it. */
export interface OrgAddress {
  readonly url: string;
  readonly token: string;
  /** Value for TF_REATTACH_PROVIDERS, before it is written as JSON. */
  readonly reattach: object;
}

/** What stands in `running.json` of an org's folder while it runs. */
export interface RunningOrg extends OrgAddress {
  readonly pid: number;
  /** `command`: it ends with the command that started it, so no other command may rely on it. */
  readonly kind: 'org' | 'command';
}

const FILE = 'running.json';
/** A port without a program refuses at once, so only an org on a busy machine takes long. */
const ANSWER_MS = 10_000;

/** Announces an org in its folder; only the owner may read it, for it holds the org's token. */
export async function announce(folder: string, org: RunningOrg): Promise<void> {
  await replaceWhole(path.join(folder, FILE), [`${JSON.stringify(org)}\n`], 0o600);
}

/** Takes the announcement back. */
export async function withdraw(folder: string): Promise<void> {
  await rm(path.join(folder, FILE), { force: true });
}

/**
 * The org that runs on a folder, if one does: it is asked, so that what a killed process left behind counts for
 * nothing. Any other program on that port does not know the token.
 */
export async function runningOn(folder: string): Promise<RunningOrg | undefined> {
  const org = parse(path.join(folder, FILE));
  if (org === undefined) return undefined;
  return (await answersTo(org)) ? org : undefined;
}

/** Without `fetch`: loading that takes four times as long as all the rest of this. */
async function answersTo({ url, token }: OrgAddress): Promise<boolean> {
  try {
    const request = get(`${url}/api/v1/users/me`, {
      headers: { authorization: `SSWS ${token}` },
      agent: false,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await finished(answer.resume());
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}

/** What `announce` wrote; undefined when there is none, or it is not whole. */
function parse(file: string): RunningOrg | undefined {
  try {
    return readIf(runningOrgSchema(), JSON.parse(readRegularFile(file).toString()));
  } catch {
    return undefined;
  }
}

function runningOrgSchema() {
  const v = valibot();
  return objectWith({
    // Zero and below mean groups of processes, to the system.
    pid: wholeNumber(1),
    kind: v.picklist(['org', 'command']),
    url: v.pipe(v.string(), v.regex(/^http:\/\/127\.0\.0\.1:\d+$/)),
    token: v.string(),
    reattach: anyObject(),
  });
}

const FOLDER = '.okta-local';
/** What the tool puts there: the data of the local org, the Terraform state of its stacks, and their client secrets. */
const OURS = ['org', 'state', 'secrets'];

/**
 * Deletes `.okta-local` of a project: the local org and the state of what was applied to it.
 *
 * @returns Whether there was one.
 * @throws UserError when it holds anything else, or when its org runs.
 */
export async function removeLocalFolder(projectFolder: string): Promise<boolean> {
  const folder = path.join(projectFolder, FOLDER);
  const info = await lstat(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (info === undefined) return false;
  const strange = info.isDirectory() ? (await readdir(folder)).filter((name) => !OURS.includes(name)) : [FOLDER];
  if (strange.length > 0) {
    throw new UserError(
      `${folder} is not deleted: ${strange.join(', ')} does not belong to okta-apps; move it elsewhere first`,
    );
  }
  const running = await runningOn(path.join(folder, 'org'));
  if (running !== undefined) {
    throw new UserError(`${folder} is in use by okta-apps (process ${String(running.pid)}); stop it first`);
  }
  await rm(folder, { recursive: true });
  return true;
}
