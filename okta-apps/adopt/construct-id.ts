const LONGEST = 60;
/** Names that every object has: an environment without the app would seem to have an entry for it. */
const OF_EVERY_OBJECT: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * A construct ID by the label of an app: `Café & Co (EU)` becomes `cafe-co-eu`. One that is taken gets a number.
 *
 * @param taken In lower case: places of values on some file systems do not tell cases apart.
 */
export function constructIdFor(label: string, taken: ReadonlySet<string>): string {
  const words = label
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+/g, '')
    .slice(0, LONGEST)
    .replaceAll(/-+$/g, '');
  const isName = /^[a-z]/.test(words) && !OF_EVERY_OBJECT.has(words);
  const id = isName ? words : words === '' ? 'app' : `app-${words}`;
  let free = id;
  for (let number = 2; taken.has(free); number += 1) free = `${id}-${number}`;
  return free;
}
