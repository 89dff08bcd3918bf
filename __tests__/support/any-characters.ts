import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };

/** Any character of Unicode. */
const character = fc.nat({ max: 0x10ffff - SURROGATES.count }).map(
  (at) => String.fromCodePoint(at < SURROGATES.first ? at : at + SURROGATES.count),
  (text) => {
    const code = typeof text === 'string' ? text.codePointAt(0) : undefined;
    if (code === undefined || String.fromCodePoint(code) !== text) throw new Error('not one character');
    return code < SURROGATES.first ? code : code - SURROGATES.count;
  },
);

/** Texts of any characters, as `unit: 'binary'` makes them: its table of all characters takes a second in each file. */
export function anyCharacters(lengths: { readonly minLength?: number; readonly maxLength?: number } = {}) {
  return fc.string({ ...lengths, unit: character });
}

const ofPath = fc.constantFrom(...Array.from("abzAZ019-._~!$&()*+,;=:@'"), '%20', '%C3%A9', '%F0%9F%9B%92');

/** Paths of URIs, such as `/a/%20b`; fast-check's own, from all characters of Unicode, take a second in each file. */
export const anyPath = fc
  .array(fc.string({ unit: ofPath, maxLength: 8 }), { maxLength: 5 })
  .map((segments) => segments.map((segment) => `/${segment}`).join(''));

/** Addresses of web pages. */
export const anyUrl = fc
  .tuple(fc.constantFrom('http', 'https'), fc.domain(), anyPath)
  .map(([scheme, host, path]) => `${scheme}://${host}${path}`);
