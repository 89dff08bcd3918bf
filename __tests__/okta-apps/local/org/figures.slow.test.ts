import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrg, type LocalOrg } from '../../../../okta-apps/local/org/server';
import { ask, webApp } from './support/client';

const APPS = 10_000;
const MIB = 2 ** 20;

/** Lists all apps, 200 to a page, and takes the time in milliseconds. */
async function listAll(org: LocalOrg): Promise<{ pages: number; took: number }> {
  const begun = performance.now();
  let pages = 0;
  for (let url: string | undefined = `${org.url}/api/v1/apps?limit=200`; url !== undefined; pages += 1) {
    const answer: Response = await fetch(url, { headers: { authorization: `SSWS ${org.token}` } });
    await answer.arrayBuffer();
    url = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  return { pages, took: performance.now() - begun };
}

test('an org starts within 0.5 s, holds 10,000 apps in 300 MiB and lists them within 1 s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'local-org-'));
  const empty = process.memoryUsage().rss;
  try {
    let begun = performance.now();
    const org = await startOrg({ folder });
    const start = performance.now() - begun;
    let next = 0;
    const client = async () => {
      for (let n = next++; n < APPS; n = next++)
        await ask(org, 'POST', '/api/v1/apps', webApp(`App ${n}`, {}, { client_id: `figures-${n}` }));
    };
    await Promise.all([client(), client(), client(), client()]);
    const lists = [await listAll(org), await listAll(org), await listAll(org)];
    const list = Math.min(...lists.map(({ took }) => took));
    const memory = (process.memoryUsage().rss - empty) / MIB;
    await org.close();
    begun = performance.now();
    const again = await startOrg({ folder });
    const restart = performance.now() - begun;
    await again.close();
    process.stdout.write(
      `local org: start ${Math.round(start)} ms, with ${APPS} apps ${Math.round(restart)} ms; ` +
        `${APPS} apps ${Math.round(memory)} MiB; listed in ${Math.round(list)} ms, ${lists[0]?.pages} pages\n`,
    );
    expect(lists.map(({ pages }) => pages)).toEqual([50, 50, 50]);
    expect(start).toBeLessThan(500);
    expect(list).toBeLessThan(1000);
    expect(memory).toBeLessThan(300);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);
