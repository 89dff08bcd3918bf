import { domainToUnicode } from 'node:url';

/** A name that is shorter has too many neighbors that mean nothing. */
const LEAST_LETTERS = 8;

/**
 * The domain in use that this one could be taken for: both look the same, or one character is another, missing or too
 * much in a name of 8 letters or more. Undefined for a domain that is in use itself.
 *
 * @param domain registrable, as a browser has it.
 * @see https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
export function lookAlikeOf(domain: string, inUse: ReadonlySet<string>): string | undefined {
  if (domain === '' || inUse.has(domain)) return undefined;
  const name = domainToUnicode(domain) || domain;
  const skeleton = skeletonOf(name);
  return [...inUse].sort().find((used) => {
    if (used === '') return false;
    const other = domainToUnicode(used) || used;
    if (skeletonOf(other) === skeleton) return true;
    return lettersOf(name) >= LEAST_LETTERS && lettersOf(other) >= LEAST_LETTERS && isOneEditApart(name, other);
  });
}

/** Letters of the name without its suffix. */
function lettersOf(domain: string): number {
  return (domain.split('.')[0] ?? '').replace(/[^\p{L}\p{N}]/gu, '').length;
}

function isOneEditApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1 || a === b) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const skip = short.length === long.length ? 1 : 0;
  return short.slice(at + skip) === long.slice(at + 1);
}

/**
 * Characters that a domain name may hold and that look like others, with what UTS 39 takes them for: the rows of its
 * table that lead to a letter, a digit or a hyphen of ASCII. `vv` is ours, because browsers' fonts show it as `w`.
 *
 * @see https://www.unicode.org/reports/tr39/#Confusable_Detection
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'аɑα⍺',
  b: 'Ьƅь',
  c: 'сϲᴄⲥ',
  d: 'ԁꓒ',
  e: 'еҽ℮',
  f: 'ſꞙք',
  g: 'ɡցƍᶃ',
  h: 'һհᏂ',
  i: 'іıɩɪιꙇ',
  j: 'јϳյ',
  l: '1ןוӏӀ|',
  n: 'ոռ',
  o: '0оοօσ०੦௦൦ഠဝ౦೦๐໐ჿס٥۵ⲟᴏ',
  p: 'рρϱⲣ',
  q: 'ԛգզ',
  r: 'гᴦⲅꭇ',
  rn: 'm',
  s: 'ѕƽꜱ',
  u: 'υսʋᴜꞟ',
  v: 'ѵνᴠט',
  vv: 'wԝѡɯ',
  x: 'х᙮×',
  y: 'уүγʏყ',
  z: 'ᴢ',
  '-': '‐‑‒–−﹘',
};

const PROTOTYPES: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([prototype, characters]) =>
    Array.from(characters, (character) => [character, prototype] as const),
  ),
);

/** What is left of a name for the eye: two names with one skeleton look the same. */
function skeletonOf(name: string): string {
  const once = Array.from(name.normalize('NFD'), (character) => PROTOTYPES.get(character) ?? character).join('');
  return once.normalize('NFD');
}
