import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Check, Path } from '../schema';
import { goJsonError } from './go-json';

const LOGO_LIMIT = 1024 * 1024;

/** The value must be JSON. */
export const isJson: Check = (value, { path }) => {
  const error = goJsonError(String(value));
  return error === undefined ? undefined : `${goPath(path, '"')} contains an invalid JSON: ${error}`;
};

/** The value may have at most so many characters. */
export function maxRunes(limit: number): Check {
  return (value, { path }) =>
    Array.from(String(value)).length > limit ? `${goPath(path, '')} cannot be longer than ${limit} runes` : undefined;
}

/** A path as Go prints the steps of one. */
function goPath(path: Path, quote: '"' | ''): string {
  return `[${path.map((step) => `{{} ${quote}${step}${quote}}`).join(' ')}]`;
}

/** The value must be one of these. */
export function oneOf(...allowed: readonly string[]): Check {
  const list = allowed.map((value) => `"${value}"`).join(' ');
  return (value, { key }) =>
    allowed.includes(String(value)) ? undefined : `expected ${key} to be one of [${list}], got ${String(value)}`;
}

/** The value must name a file of at most 1 MB. Relative names count from the working directory of the endpoint. */
export const isLogoFile: Check = (value) => {
  const file = String(value);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return `invalid '${file}' file: stat ${file}: no such file or directory`;
  return stat.size > LOGO_LIMIT ? `file '${file}' should be less than 1 MB in size` : undefined;
};

/** SHA-256 of a file in hex; empty when there is no such file. */
export function fileHash(file: string): string {
  if (file === '') return '';
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return '';
  }
}
