import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted } from '../shared/stop';
import { scratchFolder } from '../shared/scratch-folder';
import { UserError } from '../shared/errors';
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
  const { serveProvider } = await import('../local/provider/serve.js');
  return { startOrg, serveProvider };
}

/**
 * Starts an org and the provider endpoint in this process, and announces them in the folder.
 *
 * @throws UserError when the port or the folder cannot be had.
 */
export async function startLocalOrg(folder: string, kind: RunningOrg['kind'], port?: number): Promise<OpenOrg> {
  const { startOrg, serveProvider } = await loadOrg();
  const org = await startOrg({ folder, ...(port !== undefined && { port }) }).catch(asUserError);
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
        await org.close().catch(asUserError);
      },
    };
  } catch (error) {
    await org.close();
    throw error;
  }
}

/** Another process has the folder: it starts an org there or ends one, else it would have announced it. */
class FolderTaken extends UserError {
  constructor(
    message: string,
    readonly pid: number,
  ) {
    super(message);
  }
}

/** The org's own messages say what to do. */
function asUserError(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'OrgError') throw error;
  const holder = 'holder' in error ? error.holder : undefined;
  throw typeof holder === 'number' ? new FolderTaken(error.message, holder) : new UserError(error.message);
}

function isTaken(error: unknown): FolderTaken {
  if (error instanceof FolderTaken) return error;
  throw error;
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
    const found = (await runningOn(folder)) ?? (await startLocalOrg(folder, 'command').catch(isTaken));
    if ('close' in found) return found;
    if ('kind' in found && found.kind === 'org') return { ...addressOf(found), close: () => Promise.resolve() };
    const { pid } = found;
    if (Date.now() > deadline) {
      throw new UserError(`${folder} is still in use by the okta-apps of process ${String(pid)}; end that one first`);
    }
    if (!waited) stderr.write(`Waiting for the okta-apps of process ${String(pid)}, which uses the local org\n`);
    await sleep(POLL_MS, undefined, { signal: stop.asked }).catch(() => {
      throw new Interrupted('interrupted while waiting');
    });
  }
}
