/** Alarms within six hours of the previous one are the same alarm: at most 28 a week (detectors.md 7). */
const SAME_ALARM_MINUTES = 360;

/**
 * Alarms in [from, to), each run of alarms less than six hours apart counted once: a detector that calls without
 * a pause is counted once for all of it, which flatters the noisy. Ascending minutes.
 */
export function countAlarms(alarmMinutes: readonly number[], from: number, to: number): number {
  let counted = 0;
  let previous = -Infinity;
  for (const minute of alarmMinutes) {
    if (minute >= to) break;
    if (minute >= from && minute - previous >= SAME_ALARM_MINUTES) counted++;
    previous = minute;
  }
  return counted;
}

/** Minutes from the change to the first alarm after it; null when none came within the horizon. */
export function delayOf(
  alarmMinutes: readonly number[],
  changeMinute: number,
  horizonMinutes: number,
): number | null {
  const first = alarmMinutes.find((minute) => minute > changeMinute);
  return first !== undefined && first <= changeMinute + horizonMinutes ? first - changeMinute : null;
}
