import { isList, isObject } from '../shared/json';
import { PRIVATE_JWK_MEMBERS } from '../shared/visible-text';
import { MASKED, Marker } from './markers';
import { SENSITIVE, type Masker } from '../shared/masker';

/**
 * A word of an attribute's name that says that its value is a secret. `wo` is Terraform's ending for write-only attributes;
 * `auth` and `headers` are what a hook proves itself with.
 */
const SECRET_WORD =
  /^(auth|headers)$|(^|_)(secrets?|tokens?|passwords?|passwd|passphrase|(private|api|access|signing|shared|hmac|encryption)_?keys?|credentials?|assertion|answer|wo)(_|$)/;

/** Most names are none: this is quicker than taking each apart. */
const MAYBE_SECRET = /secret|token|pass|key|credential|assertion|answer|wo|^auth$|^headers$/i;

/** Names that contain such a word and hold none. */
const HARMLESS = new Set([
  'omit_secret',
  'client_basic_secret_wo_version',
  'token_endpoint_auth_method',
  'refresh_token',
  'refresh_token_leeway',
  'refresh_token_rotation',
  'access_token_lifetime_minutes',
  'refresh_token_lifetime_minutes',
  'refresh_token_window_minutes',
]);

const SECRET_LOOK = /-----BEGIN [A-Z ]*PRIVATE KEY|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}|\bSSWS\s+\S/;

/** Deeper than any attribute of a provider; beyond it nothing is looked at, so nothing is shown. */
const DEEPEST = 60;

/** Whether the name says that the value is a secret. */
export function isSecretName(name: string): boolean {
  if (!MAYBE_SECRET.test(name)) return false;
  const plain = snake(name);
  return SECRET_WORD.test(plain) && !HARMLESS.has(plain);
}

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_');
}

const USER_INFO = /(\/\/)[^\s/?#:@"']*:[^\s/?#"']*@/g;
const PARAMETER = /([?&#;]([\w.-]+)=)[^&#;\s"'<>]+/g;

/** URIs without the password and the secret parameters: what is left still says who gets in, and nothing reads as a wildcard. */
function withoutUriSecrets(text: string): string {
  if (!text.includes('//')) return text;
  return text
    .replace(USER_INFO, `$1${MASKED.text}@`)
    .replace(PARAMETER, (whole: string, start: string, name: string) =>
      isSecretName(name) || name === 'refresh_token' ? `${start}${MASKED.text}` : whole,
    );
}

function nestedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function holdsSecretName(value: unknown, depth: number): boolean {
  if (depth > DEEPEST) return true;
  if (isList(value)) return value.some((item) => holdsSecretName(item, depth + 1));
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([key, item]) =>
      (isSecretName(key) && item !== null && typeof item !== 'boolean') || holdsSecretName(item, depth + 1),
  );
}

function isSecretText(text: string, masker: Masker): boolean {
  return SECRET_LOOK.test(text) || masker.foundIn(text) || holdsSecretName(nestedJson(text), 0);
}

/** Whether any part is marked; a shape that Terraform does not print counts as marked. */
function marksAny(sensitive: unknown, depth = 0): boolean {
  if (sensitive === false) return false;
  if (depth > DEEPEST) return true;
  if (isList(sensitive)) return sensitive.some((item) => marksAny(item, depth + 1));
  if (isObject(sensitive)) return Object.values(sensitive).some((item) => marksAny(item, depth + 1));
  return true;
}

function maskList(list: readonly unknown[], sensitive: unknown, masker: Masker, depth: number): unknown {
  if (list.length === 0) return list;
  const tellable = sensitive === false || (isList(sensitive) && sensitive.length >= list.length);
  if (!tellable || marksAny(sensitive)) return MASKED;
  return list.map((item) => mask(item, false, masker, depth + 1));
}

function maskObject(
  object: Readonly<Record<string, unknown>>,
  sensitive: unknown,
  masker: Masker,
  depth: number,
): unknown {
  if (sensitive !== false && !isObject(sensitive)) return MASKED;
  const isKey = typeof object['kty'] === 'string';
  return Object.fromEntries(
    Object.entries(object).map(([key, item]) => {
      if (masker.foundIn(key)) return [SENSITIVE, MASKED];
      if (item === null || typeof item === 'boolean') return [key, mask(item, markOf(sensitive, key), masker, depth)];
      if (isSecretName(key) || (isKey && PRIVATE_JWK_MEMBERS.includes(key))) return [key, MASKED];
      return [key, mask(item, markOf(sensitive, key), masker, depth + 1)];
    }),
  );
}

/** Terraform leaves out of an object what is not sensitive. */
function markOf(sensitive: unknown, key: string): unknown {
  return isObject(sensitive) && Object.hasOwn(sensitive, key) ? sensitive[key] : false;
}

/** The marks with each list as one: what is left can be laid over a value whose lists are longer or shorter. */
export function coarseMarks(sensitive: unknown): unknown {
  if (!isObject(sensitive)) return marksAny(sensitive);
  return Object.fromEntries(Object.entries(sensitive).map(([key, item]) => [key, coarseMarks(item)]));
}

/**
 * The value with `MASKED` in place of everything that is sensitive by Terraform's marks, by its name, by its look or by
 * being one of the given secrets. What cannot be told is masked too; a list with one sensitive member is masked as a
 * whole, because members move.
 *
 * @param sensitive Terraform's `before_sensitive` or `after_sensitive` at this place.
 */
export function mask(value: unknown, sensitive: unknown, masker: Masker, depth = 0): unknown {
  if (value === null || value === undefined || value instanceof Marker) return value;
  if (depth > DEEPEST) return MASKED;
  if (isList(value)) return maskList(value, sensitive, masker, depth);
  if (isObject(value)) return maskObject(value, sensitive, masker, depth);
  if (sensitive !== false) return MASKED;
  if (typeof value === 'string') return isSecretText(value, masker) ? MASKED : withoutUriSecrets(value);
  return typeof value === 'number' && masker.foundIn(String(value)) ? MASKED : value;
}
