import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../shared/scratch-folder';
import { UserError, Interrupted } from '../shared/errors';
import type { Io } from '../shared/io';
import { announce, runningOn, withdraw, type OrgAddress, type RunningOrg } from './running-org';

/** Where the org of a project keeps its data, relative to the project's folder. */
export const ORG_FOLDER = '.okta-local/org';

/** How long a command waits for another one that has started the org of the same folder. */
const WAIT_MS = 120_000;
const POLL_MS = 200;

/** An org with its endpoint that is to be closed when it is no longer needed. */
export interface OpenOrg extends OrgAddress {
  close(): Promise<void>;
}

/** Loads the org and its endpoint, which takes a tenth of a second: better while something else runs. */
export async function loadOrg() {
  const { startOrg } = await import('../local/org/server.js');
  const { OrgError } = await import('../local/org/errors.js');
  const { serveProvider } = await import('../local/provider/serve.js');
  return { startOrg, serveProvider, OrgError };
}

/**
 * Starts an org and the provider endpoint in this process, and announces them in the folder.
 *
 * @throws OrgError when the port or the folder cannot be had.
 */
export async function startLocalOrg(folder: string, kind: RunningOrg['kind'], port?: number): Promise<OpenOrg> {
  const { startOrg, serveProvider } = await loadOrg();
  const org = await startOrg({ folder, ...(port !== undefined && { port }) });
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
      throw new UserError(`${folder} is still in use by the okta-apps of process ${String(pid)}; end that one first`);
    }
    if (!waited) stderr.write(`Waiting for the okta-apps of process ${String(pid)}, which uses the local org\n`);
    await sleep(POLL_MS, undefined, { signal: stop.asked }).catch(() => {
      throw new Interrupted('interrupted while waiting');
    });
  }
}
