import { type Interval } from './wilson';

/**
 * Two-sided 98 % by the normal; called "about 90 %", because an interval that starts at an estimated onset is
 * chosen by the data it describes and covers less (detectors.md 4).
 */
export const Z_POST_SELECTION = 2.33;

/**
 * Observed over expected marks with an interval: a Poisson interval on the S/D effective events.
 *
 * Source: Wilson and Hilferty, "The distribution of chi-square" (PNAS 1931), as Byar's approximation
 * G(a, z) = a(1 − 1/(9a) + z/(3√a))³ to Poisson limits, [G(S/D, −z), G(S/D + 1, z)]·D over the expected n·p.
 */
export function ratioInterval(
  marks: number,
  expected: number,
  dispersion: number,
  z = Z_POST_SELECTION,
): { ratio: number } & Interval {
  const events = marks / dispersion;
  const perEvent = dispersion / expected;
  return {
    ratio: marks / expected,
    low: events > 0 ? byar(events, -z) * perEvent : 0,
    high: byar(events + 1, z) * perEvent,
  };
}

/** Mean of bounded marks with its normal interval: for ranks, whose unit variance is known. */
export function meanInterval(
  marks: number,
  exposure: number,
  unitVariance: number,
  dispersion: number,
  z = Z_POST_SELECTION,
): { mean: number } & Interval {
  const mean = marks / exposure;
  const half = z * Math.sqrt((dispersion * unitVariance) / exposure);
  return { mean, low: Math.max(0, mean - half), high: Math.min(1, mean + half) };
}

function byar(events: number, z: number): number {
  const root = 1 - 1 / (9 * events) + z / (3 * Math.sqrt(events));
  return events * Math.max(0, root) ** 3;
}
