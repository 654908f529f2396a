export interface Interval {
  low: number;
  high: number;
}

/** 97.5 % quantile of the standard normal: two-sided 95 %. */
export const Z_95 = 1.959963984540054;

/**
 * Wilson's score interval of a proportion. `trials` 0 gives [0, 1]: nothing is known.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (JASA 1927).
 */
export function wilsonInterval(successes: number, trials: number, z = Z_95): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const p = successes / trials;
  const z2 = z * z;
  const centre = p + z2 / (2 * trials);
  const spread = z * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials));
  const scale = 1 + z2 / trials;
  return {
    low: successes <= 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: successes >= trials ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
