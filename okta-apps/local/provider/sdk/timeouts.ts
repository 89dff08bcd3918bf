import { ProviderError } from '../diagnostics';
import { TIMEOUTS } from '../schema/spec';
import { isObject } from './value';
import type { Value } from './value';

/** The key under which terraform-plugin-sdk v2 keeps timeouts in a resource's private data. */
const TIMEOUTS_KEY = 'e2bfb730-ecaa-11e6-8f88-34363bc7c4c0';
const DEFAULT_NANOSECONDS = 3_600_000_000_000;
const NANOSECONDS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const DURATION = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/g;

function toNanoseconds(duration: string): number {
  if (duration === '0') return 0;
  if (!DURATION.test(duration)) throw new ProviderError(`time: invalid duration ${JSON.stringify(duration)}`);
  const sign = duration.startsWith('-') ? -1 : 1;
  const parts = [...duration.matchAll(PART)];
  return sign * parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (NANOSECONDS[unit ?? ''] ?? 0), 0);
}

/**
 * The private data that goes with a state: the timeouts in nanoseconds, an hour each when not set; `null` for a resource
 * without timeouts.
 * @throws ProviderError a duration that Go does not read
 */
export function privateData(hasTimeouts: boolean, timeouts: Value): Buffer {
  if (!hasTimeouts) return Buffer.from('null');
  const set = isObject(timeouts) ? timeouts : {};
  const values = TIMEOUTS.map((name) => {
    const duration = set[name];
    return [name, typeof duration === 'string' ? toNanoseconds(duration) : DEFAULT_NANOSECONDS];
  });
  return Buffer.from(JSON.stringify({ [TIMEOUTS_KEY]: Object.fromEntries(values) as object }));
}

/** The private data of an imported resource. */
export const IMPORTED_PRIVATE = Buffer.from('{"schema_version":"0"}');
