const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const UNITS_MS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  m: MINUTE_MS,
  h: HOUR_MS,
  d: 24 * HOUR_MS,
};

/** Steps that people read off an axis without arithmetic. */
const STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE_MS),
  ...[1, 2, 3, 6, 12, 24].map((n) => n * HOUR_MS),
];
const POINTS_MAX = 360;

/** Width in ms of a panel's steps: the least round one that keeps the range below 360 points, not under its own. */
export function panelStepMs(rangeMs: number, interval: string | undefined): number {
  const enough = STEPS_MS.find((step) => rangeMs / step <= POINTS_MAX) ?? STEPS_MS.at(-1)!;
  return Math.max(enough, intervalMs(interval));
}

function intervalMs(interval: string | undefined): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(interval ?? '') ?? [];
  return count && unit ? Number(count) * UNITS_MS[unit]! : SECOND_MS;
}
