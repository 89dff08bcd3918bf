import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, type Ratio } from './measure';
import { CLI, projectCopy } from './project';

const ROUNDS = 5;
const MOST_SECONDS = 2;
const LIMIT_MS = 120_000;
const READY = 'Edits of the code are applied when they are saved.';
const STACK = 'stacks/back-office-stack.ts';
/** As the example company has it in its local environment. */
const ORIGIN = 'http://localhost:3003';

/** `okta-apps org --watch`: from the save of a stack with another redirect URI until a sign-in request with it is accepted. */
export async function watch(): Promise<Ratio[]> {
  const folder = projectCopy();
  const child = spawn(process.execPath, [CLI, 'org', '--watch'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  try {
    await until(() => said.includes(READY));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
    const source = readFileSync(join(folder, STACK), 'utf8');
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const path = `/auth/callback-${round}`;
      const begin = performance.now();
      writeFileSync(join(folder, STACK), source.replace('/auth/callback', path));
      await until(() => isAccepted(url, `${ORIGIN}${path}`));
      taken.push((performance.now() - begin) / 1000);
      // The apply ends a moment after the app has its new URI; the next edit would wait for it.
      await until(() => said.includes(`→ ${ORIGIN}${path} (`));
    }
    const name = 'org --watch, from a save to a sign-in request that works';
    return [{ name, value: median(taken), baseline: MOST_SECONDS, unit: 's', limit: 1 }];
  } finally {
    child.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true });
  }
}

/** A request with a redirect URI that the app does not have is answered by a page, and not sent on. */
async function isAccepted(url: string, redirectUri: string): Promise<boolean> {
  const query = new URLSearchParams({
    client_id: 'back-office-local',
    response_type: 'code',
    scope: 'openid',
    state: 'state-1234',
    redirect_uri: redirectUri,
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  });
  const answer = await fetch(`${url}/oauth2/v1/authorize?${query.toString()}`, { redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.status === 303;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('the edit was not applied within two minutes');
    await sleep(10);
  }
}
