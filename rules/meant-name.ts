import { nearest } from '../okta-apps/shared/nearest';

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
 * @param siblings What may stand at its place, by plain name.
 * @param others Every other name, by plain name.
 */
export function meantBy(name: string, siblings: Meanings, others: Meanings): Meaning | undefined {
  const text = plainName(name);
  return siblings.get(text) ?? others.get(text) ?? near(text, siblings) ?? near(text, others);
}

/** Lower case, without what words are separated by: `redirect_uris` and `redirectUris` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** By plain name, without names that have several meanings, such as `uri`. */
export function onlyMeanings(names: readonly (readonly [name: string, meaning: Meaning])[]): Meanings {
  const all = names.map(([name, meaning]) => [plainName(name), meaning] as const);
  const paths = (name: string) => new Set(all.filter(([its]) => its === name).map(([, { path }]) => path.join('.')));
  return new Map(all.filter(([name]) => paths(name).size === 1));
}

function near(text: string, meanings: Meanings): Meaning | undefined {
  const found = nearest(text, [...meanings.keys()]);
  return found === undefined ? undefined : meanings.get(found);
}
