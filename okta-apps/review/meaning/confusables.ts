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
export function skeletonOf(name: string): string {
  const once = Array.from(name.normalize('NFD'), (character) => PROTOTYPES.get(character) ?? character).join('');
  return once.normalize('NFD');
}
