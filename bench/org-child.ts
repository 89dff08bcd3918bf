// Starts a local org, fills it with N apps over HTTP, lists them all, and prints
// `{"startSeconds", "mebibytes", "listSeconds", "listed"}`. The memory is that of the whole process, caller included.
import { startOrg } from '../okta-apps/local/org/server';
import { appBody } from './app-body';

const PAGE = 200;
const SIDE_BY_SIDE = 20;

async function main(count: number): Promise<void> {
  const begin = process.hrtime.bigint();
  const org = await startOrg();
  const startSeconds = since(begin);
  const headers = { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' };
  for (let first = 0; first < count; first += SIDE_BY_SIDE) {
    const some = Array.from({ length: Math.min(SIDE_BY_SIDE, count - first) }, (_, at) => appBody(`App ${first + at}`));
    await Promise.all(
      some.map(async (body) => {
        const answer = await fetch(`${org.url}/api/v1/apps`, { method: 'POST', headers, body: JSON.stringify(body) });
        if (answer.status !== 200) throw new Error(`the org answered ${answer.status}: ${await answer.text()}`);
        await answer.arrayBuffer();
      }),
    );
  }
  const listing = process.hrtime.bigint();
  let listed = 0;
  let next: string | undefined = `${org.url}/api/v1/apps?limit=${PAGE}`;
  while (next !== undefined) {
    const answer: Response = await fetch(next, { headers });
    listed += ((await answer.json()) as unknown[]).length;
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  const listSeconds = since(listing);
  process.stdout.write(
    JSON.stringify({ startSeconds, mebibytes: process.resourceUsage().maxRSS / 1024, listSeconds, listed }),
  );
  await org.close();
}

function since(begin: bigint): number {
  return Number(process.hrtime.bigint() - begin) / 1e9;
}

void main(Number(process.argv[2]));
