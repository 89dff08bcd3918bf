import { isObject } from './json-body';

/** The code of a system's or library's error, such as `EEXIST`. */
export function codeOf(error: unknown): unknown {
  return isObject(error) ? error['code'] : undefined;
}

/** What an error says. */
export function reason(error: unknown): string {
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}
