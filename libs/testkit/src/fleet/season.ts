import { AgentProfile } from './agent-profile';

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEKEND_FACTOR = 0.5;

/** Expected turns per hour at `timeMs`: a cosine over the day, halved on Saturday and Sunday (UTC). */
export function turnsPerHourAt(profile: AgentProfile, timeMs: number): number {
  const hour = (timeMs % DAY_MS) / HOUR_MS;
  const wave = Math.cos((2 * Math.PI * (hour - profile.peakHourUtc)) / 24);
  const diurnal = (1 + profile.diurnalAmplitude * wave) / (1 + profile.diurnalAmplitude);
  return profile.turnsPerHour * diurnal * (isWeekend(timeMs) ? WEEKEND_FACTOR : 1);
}

/** 1970-01-01 was a Thursday. */
function isWeekend(timeMs: number): boolean {
  const weekday = (Math.floor(timeMs / DAY_MS) + 4) % 7;
  return weekday === 0 || weekday === 6;
}
