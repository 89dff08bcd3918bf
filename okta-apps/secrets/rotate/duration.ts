import { UserError } from '../../shared/errors';

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
/** Longer than any secret should live. */
const MOST_DAYS = 365;

/**
 * A duration of the command line in milliseconds: `24h`, `90m`, `0s`.
 *
 * @param option Its name, for the message.
 * @throws UserError
 */
export function durationOf(text: string, option: string): number {
  const [, amount, unit] = /^(\d{1,9})(s|m|h|d)$/.exec(text) ?? [];
  const seconds = Number(amount) * UNITS[unit as keyof typeof UNITS];
  if (seconds <= MOST_DAYS * UNITS.d) return seconds * 1000;
  throw new UserError(
    `${option} must be a duration of at most ${MOST_DAYS} days, such as 24h, 30m or 0s, got ${JSON.stringify(text)}`,
  );
}

/** `2 h 5 min`: two units at most, rounded up. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `2026-11-27 05:12 UTC` */
export function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
