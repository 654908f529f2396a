import { type AgentProfile } from './agent-profile';

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEKEND_FACTOR = 0.5;

/**
 * Expected turns per hour at `timeMs`: a cosine over the day, halved on Saturday and Sunday (UTC). The day's
 * clock may be shifted, so that a demo at night still plays the middle of the fleet's day.
 */
export function turnsPerHourAt(profile: AgentProfile, timeMs: number, clockShiftHours = 0): number {
  const hour = (timeMs % DAY_MS) / HOUR_MS + clockShiftHours;
  const wave = Math.cos((2 * Math.PI * (hour - profile.peakHourUtc)) / 24);
  const diurnal = (1 + profile.diurnalAmplitude * wave) / (1 + profile.diurnalAmplitude);
  return profile.turnsPerHour * diurnal * (isWeekend(timeMs) ? WEEKEND_FACTOR : 1);
}

/** 1970-01-01 was a Thursday. */
function isWeekend(timeMs: number): boolean {
  const weekday = (Math.floor(timeMs / DAY_MS) + 4) % 7;
  return weekday === 0 || weekday === 6;
}
