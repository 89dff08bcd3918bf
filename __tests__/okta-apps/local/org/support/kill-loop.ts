import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { ask, webApp } from './client';

interface Address {
  readonly url: string;
  readonly token: string;
}

const PROJECT = join(__dirname, '../../../../..');
const PROGRAM = `
  const { startOrg } = require('./okta-apps/local/org/server');
  startOrg({ folder: process.argv[1] }).then(({ url, token }) => console.log(JSON.stringify({ url, token })));
`;

/**
 * Starts an org on the folder as a program of its own, writes from several connections, and kills it (SIGKILL) at a
 * random moment; again and again. After each start every write that was answered must be there.
 *
 * @returns how many writes were answered, and the labels of those that were lost
 */
export async function killLoop(folder: string, kills: number): Promise<{ answered: number; lost: string[] }> {
  const answered: string[] = [];
  const lost: string[] = [];
  for (let round = 0; round <= kills; round += 1) {
    const { child, address } = await startChild(folder);
    try {
      const there = new Set(await labels(address));
      lost.push(...answered.filter((label) => !there.has(label)));
      if (round === kills) break;
      const writers = Array.from({ length: 6 }, (_, writer) =>
        write(address, `${String(round)}-${String(writer)}`, answered),
      );
      // A busy machine takes its time for the first answer.
      for (const before = answered.length; answered.length === before;) await wait(5);
      await wait(Math.random() * 150);
      await end(child);
      await Promise.all(writers);
    } finally {
      await end(child);
    }
  }
  return { answered: answered.length, lost: [...new Set(lost)] };
}

async function startChild(folder: string): Promise<{ child: ChildProcess; address: Address }> {
  const child = spawn(process.execPath, ['-r', 'okta-oidc-cdktf/register', '-e', PROGRAM, folder], {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout }))
    return { child, address: JSON.parse(line) as Address };
  throw new Error('the org did not start');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Writes until the org is gone. */
async function write(address: Address, name: string, answered: string[]): Promise<void> {
  for (let n = 0; ; n += 1) {
    const label = `${name}-${String(n)}`;
    try {
      const { status } = await ask(address, 'POST', '/api/v1/apps', webApp(label));
      if (status !== 200) throw new Error(`the org answered ${String(status)}`);
    } catch {
      return;
    }
    answered.push(label);
  }
}

async function labels(address: Address): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ;) {
    const { body, headers } = await ask(address, 'GET', `/api/v1/apps?limit=200${after}`);
    found.push(...(body as { label: string }[]).map(({ label }) => label));
    const next = /[?&](after=[^&>]+)[^>]*>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
    if (next === undefined) return found;
    after = `&${next}`;
  }
}
