/** Calendar arithmetic on local minutes: minutes since 1970-01-01 00:00 UTC plus the tenant's offset. */
export const MINUTES_PER_HOUR = 60;
export const HOURS_PER_DAY = 24;
export const MINUTE_IN_WEEKS = 1 / 10080;

/** Hour-of-day bins of working days (0–23), then of week-ends (24–47). */
export const SEASON_BINS = 48;

/** Hours since Monday 1969-12-29 00:00 local time, so that day 0 of the count is a Monday. */
export function localHourOf(localMinute: number): number {
  return Math.floor(localMinute / MINUTES_PER_HOUR) + THURSDAY * HOURS_PER_DAY;
}

export function hourOfDay(localHour: number): number {
  return localHour % HOURS_PER_DAY;
}

export function isWeekend(localHour: number): boolean {
  return Math.floor(localHour / HOURS_PER_DAY) % 7 >= 5;
}

export function seasonBinOf(localHour: number): number {
  return hourOfDay(localHour) + (isWeekend(localHour) ? HOURS_PER_DAY : 0);
}

/** 1970-01-01 was a Thursday: three days after a Monday. */
const THURSDAY = 3;
