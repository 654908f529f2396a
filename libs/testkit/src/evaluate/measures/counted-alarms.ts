/** Alarms within six hours of one that counts are the same alarm: at most 28 a week (detectors.md 7). */
const SAME_ALARM_MINUTES = 360;

/** Alarms in [from, to), each with the six hours behind it counted once. Ascending minutes. */
export function countAlarms(alarmMinutes: readonly number[], from: number, to: number): number {
  let counted = 0;
  let last = -Infinity;
  for (const minute of alarmMinutes) {
    if (minute < from || minute >= to || minute - last < SAME_ALARM_MINUTES) continue;
    last = minute;
    counted++;
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
