import { crc32 } from 'node:zlib';

/**
 * A set of strings in the order in which terraform-plugin-sdk v2 walks it, and so sends it to Okta: by the decimal text
 * of the CRC-32 of each element followed by a semicolon.
 */
export function inSetOrder(elements: readonly string[]): string[] {
  const keyed = [...new Set(elements)].map((element) => ({ element, code: String(crc32(`${element};`)) }));
  return keyed.sort((a, b) => (a.code < b.code ? -1 : Number(a.code > b.code))).map(({ element }) => element);
}
