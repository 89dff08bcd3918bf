import { listed } from '../okta-apps/shared/lists';
import { nearest } from '../okta-apps/shared/nearest';
import { fill, type Text } from './texts';

/** What a name that nothing reads was probably meant to be. */
export interface Meaning {
  /** The names that lead to it. */
  readonly path: readonly string[];
  /** It says the opposite, as `hide_web` does of `visibility.web`. */
  readonly isNegated?: boolean;
}

export type Meanings = ReadonlyMap<string, Meaning>;

/**
 * The meaning of a name: written in another way, known by another name, or a few letters off.
 *
 * @param holder The names that lead to what holds it.
 * @param siblings The names that the holder has.
 * @param others Every other name.
 */
export function meantBy(
  name: string,
  { holder, siblings }: { readonly holder: readonly string[]; readonly siblings: readonly string[] },
  others: Meanings,
): Meaning | undefined {
  const text = plainName(name);
  const near = new Map(siblings.map((one) => [plainName(one), { path: [...holder, one] }] as const));
  return near.get(text) ?? others.get(text) ?? nearestOf(text, near) ?? nearestOf(text, others);
}

/** Lower case, without what words are separated by: `redirect_uris` and `redirectUris` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/**
 * Meanings by plain name.
 *
 * @param names Names that have several meanings, such as `uri`, are left out.
 * @param habits What people are used to call something, and the path of what it is, such as `org.name`.
 */
export function meaningsOf(
  names: readonly (readonly [name: string, meaning: Meaning])[],
  habits: Readonly<Record<string, string>>,
): Meanings {
  const all = names.map(([name, meaning]) => [plainName(name), meaning] as const);
  const paths = (name: string) => new Set(all.filter(([its]) => its === name).map(([, { path }]) => path.join('.')));
  return new Map<string, Meaning>([
    ...all.filter(([name]) => paths(name).size === 1),
    ...Object.entries(habits).map(([name, path]) => [plainName(name), { path: path.split('.') }] as const),
  ]);
}

/**
 * What to do about a name that nothing reads.
 *
 * @param known The names that its place has, or the type that lists them where they are too many for a message.
 */
export function nameAdvice(meant: Meaning | undefined, known: readonly string[] | string): string | Text {
  if (meant !== undefined) {
    const slots = { meant: propOf(meant.path) };
    return meant.isNegated === true
      ? fill('did you mean {meant}, with the opposite value?', slots)
      : fill('did you mean {meant}?', slots);
  }
  if (typeof known === 'string') return `remove it, or look its name up in ${known}`;
  return fill('remove it, or choose one of {members}', { members: listed(known, 'or') });
}

/** `rules.waivers[0].address` */
export function propOf(path: readonly string[]): string {
  return path.join('.').replaceAll('.[', '[');
}

function nearestOf(text: string, meanings: Meanings): Meaning | undefined {
  const found = nearest(text, [...meanings.keys()]);
  return found === undefined ? undefined : meanings.get(found);
}
