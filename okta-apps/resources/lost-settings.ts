import { isDeepStrictEqual } from 'node:util';
import { inner, isObject, textField, list, type JsonObject } from '../shared/json';
import { APP_SETTINGS, isNothing, KEY_MEMBERS, membersOf, sentAsJson, type Configured } from './app-settings';

/** A setting of an app that an update would lose or reset. */
export interface LostSetting {
  /** Where it is in the app's JSON. An element of a list of keys is chosen by `kid=…`. */
  readonly path: readonly string[];
  /** What it is in Okta. */
  readonly value: unknown;
  /** What it is after the update; null where Okta leaves it out. */
  readonly becomes: unknown;
}

const KEYS = ['settings', 'oauthClient', 'jwks', 'keys'] as const;
const MOST_DEPTH = 20;

/**
 * The settings of an app, as Okta has it, that an update by okta/okta 6.12 loses or resets: it sends a body that is
 * built from its attributes alone. A setting that is on no list is taken to be lost, unless there is nothing in it.
 *
 * @param app the answer of `GET /api/v1/apps/{id}`.
 */
export function lostSettings(app: JsonObject, configured: Configured): readonly LostSetting[] {
  return [...lostIn(app, [], configured), ...lostOfKeys(app, configured)];
}

/** Where a setting is, in one text. */
export function settingName({ path }: Pick<LostSetting, 'path'>): string {
  return path.join('.');
}

function lostIn(value: unknown, path: readonly string[], configured: Configured): readonly LostSetting[] {
  const name = path.join('.');
  if (name === KEYS.slice(0, -1).join('.')) return [];
  const treatment = Object.hasOwn(APP_SETTINGS, name) ? APP_SETTINGS[name] : undefined;
  if (treatment?.by === 'sent' || treatment?.by === 'kept') return [];
  if (treatment?.by === 'depends') {
    const sends = treatment.sends(configured);
    return sends === undefined ? [] : leaves(value, path).flatMap((leaf) => differing(leaf, sends.to));
  }
  if (treatment?.by === 'reset' && !isObject(value)) return lost({ path, value, becomes: treatment.to });
  if (path.length === 2 && path[0] === 'settings' && treatment === undefined && name !== 'settings.oauthClient') {
    if (sentAsJson(configured, path[1] ?? '')) return [];
  }
  if (!isObject(value) || path.length > MOST_DEPTH) return lost({ path, value, becomes: null });
  return membersOf(value).flatMap(([key, member]) => lostIn(member, [...path, key], configured));
}

/** Nothing is lost of what is as it would be afterwards, or holds nothing. */
function lost(setting: LostSetting): readonly LostSetting[] {
  const { value, becomes } = setting;
  return isNothing(value) || isDeepStrictEqual(value, becomes) ? [] : [setting];
}

/** A switch that is off says something, too. */
function differing({ path, value }: Pick<LostSetting, 'path' | 'value'>, becomes: unknown): readonly LostSetting[] {
  return value === null || value === undefined || value === becomes ? [] : [{ path, value, becomes }];
}

function leaves(value: unknown, path: readonly string[]): readonly Pick<LostSetting, 'path' | 'value'>[] {
  if (!isObject(value)) return [{ path, value }];
  return membersOf(value).flatMap(([key, member]) => leaves(member, [...path, key]));
}

/** Of keys that the plan leaves in; that it takes others away is in the plan. */
function lostOfKeys(app: JsonObject, { planned }: Configured): readonly LostSetting[] {
  const own = inner(app, ...KEYS);
  const jwks = inner(planned, 'jwks');
  const sent = new Set(list(jwks).flatMap((key) => (isObject(key) ? textField(key, 'kid') : [])));
  return list(own)
    .filter(isObject)
    .flatMap((key) => {
      const kid = textField(key, 'kid');
      if (kid === undefined || !sent.has(kid)) return [];
      return membersOf(key).flatMap(([name, value]) => {
        const treatment = Object.hasOwn(KEY_MEMBERS, name) ? KEY_MEMBERS[name] : undefined;
        if (treatment?.by === 'sent' || treatment?.by === 'kept') return [];
        const becomes = treatment?.by === 'reset' ? treatment.to : null;
        return lost({ path: [...KEYS, `kid=${kid}`, name], value, becomes });
      });
    });
}
