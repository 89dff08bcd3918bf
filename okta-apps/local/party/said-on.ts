import type { Page } from './browser';

/** What a page of the org says, without its markup. */
export function saidOn({ status, text }: Page): string {
  const said = /<p role="alert">([^<]*)</.exec(text)?.[1] ?? /<h1>[^<]*<\/h1>\s*<p>([^<]*)</.exec(text)?.[1];
  if (said === undefined) return `status ${status}`;
  // The code of an error is last on a page, and first wherever else errors are shown.
  return plainText(said).replace(/^(.*) \(([a-z_]+)\)$/s, '$2: $1');
}

/** Addresses that a browser opens in frames of a page. */
export function framesOn({ text }: Page): readonly string[] {
  return [...text.matchAll(/<iframe [^>]*\bsrc="([^"]*)"/g)].map(([, source = '']) => plainText(source));
}

/** Pages of the org escape characters by their number. */
function plainText(html: string): string {
  return html.replace(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
}
