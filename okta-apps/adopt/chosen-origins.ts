import type { EnvironmentRules } from '../shared/environment-rules';
import { listed } from '../shared/lists';
import { textField, type JsonObject } from '../shared/json';
import { normalOrigin } from '../shared/uri';
import { shown } from '../shared/visible-text';
import { adoptableOrigin } from './adoptable-origin';

/** Trusted origins that are declared with an app. */
export interface ChosenOrigins {
  /** As entries of `TrustedOrigins`. */
  readonly props: readonly JsonObject[];
  /** As Okta answered them. */
  readonly origins: readonly JsonObject[];
  /** One sentence for each that stays out of the code. */
  readonly left: readonly string[];
}

/** Which trusted origins are declared with the next app. */
export type OriginChooser = (origins: readonly JsonObject[]) => ChosenOrigins;

/**
 * Chooses the trusted origins of one app after the other, in one environment: what the code declares already is not
 * declared again, and an origin of several apps is declared with the first of them.
 *
 * @param declared Origins that the code of the environment declares.
 */
export function originChooser(declared: readonly string[], rules: EnvironmentRules): OriginChooser {
  const known = new Set(declared.map((origin) => normalOrigin(origin) ?? origin));
  const taken = new Set<string>();
  return (origins) => {
    const left: string[] = [];
    const chosen = origins.flatMap((origin) => {
      const text = textField(origin, 'origin') ?? '';
      const id = textField(origin, 'id') ?? '';
      const key = normalOrigin(text) ?? text;
      if (taken.has(key)) return [];
      if (known.has(key)) {
        left.push(`The code declares its trusted origin ${shown(text)} (${shown(id)}) already`);
        return [];
      }
      const result = adoptableOrigin(origin, rules);
      if ('props' in result) {
        taken.add(key);
        return [{ origin, props: result.props }];
      }
      left.push(
        `Its trusted origin ${shown(text)} (${shown(id)}) stays as it is, and is not in the code: ${listed(result.reasons)}`,
      );
      return [];
    });
    return { props: chosen.map(({ props }) => props), origins: chosen.map(({ origin }) => origin), left };
  };
}
