import { get, type OutgoingHttpHeaders } from 'node:http';

/** A page of the org, as a browser without a window gets it. It loads nothing and runs nothing. */
export async function openPage(url: string, status = 200): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  return await answer.text();
}

/** What a page says, without its markup. */
export function textOf(page: string): string {
  return page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<\/?span[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** The status of an answer to a GET with these headers, of which `fetch` would send no `Host`. */
export async function statusFor(url: string, headers: OutgoingHttpHeaders): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    get(url, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}
