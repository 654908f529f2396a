export interface DelaySummary {
  runs: number;
  detected: number;
  /** Of all runs, those that found nothing being longest; null when it lies beyond the horizon. */
  medianMinutes: number | null;
  p90Minutes: number | null;
  /** 95 % interval of the median by order statistics; an end beyond the horizon is null. */
  medianLowMinutes: number | null;
  medianHighMinutes: number | null;
}

/** Nearest-rank quantiles of delays of which some are censored (null: not within the horizon). */
export function summariseDelays(delays: readonly (number | null)[]): DelaySummary {
  const ordered = delays.map((delay) => delay ?? Infinity).sort((a, b) => a - b);
  const at = (rank: number): number | null => {
    const value = ordered[Math.min(ordered.length, Math.max(1, rank)) - 1];
    return value === undefined || value === Infinity ? null : value;
  };
  const n = ordered.length;
  const half = 0.98 * Math.sqrt(n);
  return {
    runs: n,
    detected: delays.filter((delay) => delay !== null).length,
    medianMinutes: at(Math.ceil(n / 2)),
    p90Minutes: at(Math.ceil(0.9 * n)),
    medianLowMinutes: at(Math.floor(n / 2 - half)),
    medianHighMinutes: at(Math.ceil(n / 2 + 1 + half)),
  };
}
