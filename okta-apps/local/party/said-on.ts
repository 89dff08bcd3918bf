import type { Page } from './browser';

/** What a page of the org says, without its markup. */
export function saidOn({ status, text }: Page): string {
  const said = /<p role="alert">([^<]*)</.exec(text)?.[1] ?? /<h1>[^<]*<\/h1>\s*<p>([^<]*)</.exec(text)?.[1];
  if (said === undefined) return `status ${status}`;
  const plain = said.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
  // The code of an error is last on a page, and first wherever else errors are shown.
  return plain.replace(/^(.*) \(([a-z_]+)\)$/s, '$2: $1');
}
