/** Latest time that a table holds and a double counts exactly, in microseconds: the year 2255. */
const TIME_US_MAX = Number.MAX_SAFE_INTEGER;

/** A count as the tables take it: null for what is absent, negative, fractional or too large to be exact. */
export function count(value: number | undefined): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

/** A whole number that may be negative. */
export function whole(value: number | null | undefined): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null;
}

/** A measurement; JSON knows no NaN and no infinity. */
export function measured(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Microseconds since the epoch, cut to what the column holds: a producer's clock may say anything. */
export function timeUs(value: number): number {
  if (!(value > 0)) return 0;
  return value >= TIME_US_MAX ? TIME_US_MAX : Math.trunc(value);
}

/** RFC 3339 → ms since the epoch; null when absent or not a time. */
export function timeMs(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const parsed = Date.parse(value);
  return Number.isNaN(parsed) ? null : parsed;
}

/** A flag, or null for what is not. */
export function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** Text, or '' for what is not. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts of a list, or none. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The object at a key of event data, or an empty one. */
export function part(data: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> {
  const value = data[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
