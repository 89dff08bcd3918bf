export const DAY_MS = 86_400_000;

/** Whether a value is a day of the calendar, `YYYY-MM-DD`: not February 30. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** The day that it is now, in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
