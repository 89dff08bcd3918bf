import { setTimeout as sleep } from 'node:timers/promises';
import { again, byName } from './origin-steps';
import type { Ask } from './step';

const APPS = '/api/v1/apps';
const ORIGINS = '/api/v1/trustedOrigins';

/** A connection that was lost may work again. */
const ATTEMPTS = 3;
const PAUSE_MS = 500;

/**
 * Deletes all that a run made: what it knows of, and what bears its name, for the answer to a create may have been
 * lost.
 *
 * @param made Paths of what was made.
 * @returns What is still there, one line each.
 */
export async function cleanUp(ask: Ask, label: string, made: readonly string[]): Promise<readonly string[]> {
  const left: string[] = [];
  const queries = [
    [APPS, `q=${label}`],
    ...[label, again(label)].map((name) => [ORIGINS, `filter=${encodeURIComponent(byName(name))}`] as const),
  ] as const;
  const found = await Promise.all(queries.map(([path, query]) => search(ask, path, query, label, left)));
  for (const path of new Set([...made, ...found.flat()])) {
    const reason = await remove(ask, path);
    if (reason !== undefined) left.push(`${path} is still there (${reason}); delete it`);
  }
  return left;
}

/** Paths of the objects of a list that bear the run's name. */
async function search(
  ask: Ask,
  path: string,
  query: string,
  label: string,
  left: string[],
): Promise<readonly string[]> {
  try {
    const { status, body } = await ask({ method: 'GET', path: `${path}?${query}` });
    // Who may not list them could not make them either.
    if (status === 403) return [];
    if (!Array.isArray(body)) throw new Error(`status ${status}`);
    const names: readonly unknown[] = [label, again(label)];
    return (body as readonly Readonly<Record<string, unknown>>[])
      .filter((item) => names.includes(item['label']) || names.includes(item['name']))
      .map(({ id }) => `${path}/${String(id)}`);
  } catch (error) {
    left.push(`${path} could not be searched for ${label} (${(error as Error).message}); look there`);
    return [];
  }
}

/** @returns Why it is still there; undefined when it is not. */
async function remove(ask: Ask, path: string): Promise<string | undefined> {
  let reason: string | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await sleep(PAUSE_MS);
    reason = await removeOnce(ask, path);
    if (reason === undefined) return undefined;
  }
  return reason;
}

async function removeOnce(ask: Ask, path: string): Promise<string | undefined> {
  try {
    // An active app is not deleted; a trusted origin is.
    if (path.startsWith(`${APPS}/`)) await ask({ method: 'POST', path: `${path}/lifecycle/deactivate` });
    const { status } = await ask({ method: 'DELETE', path });
    return status === 204 || status === 404 ? undefined : `status ${status}`;
  } catch (error) {
    return (error as Error).message;
  }
}
