import { type Direction, type FrontEnd, isProportion } from './front-end';

/** What the learned mean is known by, at the start of an hour. */
export interface LearnedMean {
  mean: number;
  standardError: number;
  /** False on a kind of day (working day, week-end) that was never seen before. */
  familiar: boolean;
}

/**
 * Boundary p₀ of the null "not worse than the learned mean by more than τ, nor by more than its uncertainty":
 * practical significance, cold start and estimation error in one device (detectors.md 0.4). On an unfamiliar
 * day nothing below a factor of two counts.
 */
export function nullBoundaryOf(
  frontEnd: FrontEnd,
  direction: Direction,
  tolerance: number,
  { mean, standardError, familiar }: LearnedMean,
): number {
  let p0 = frontEnd.nullBoundary(mean, tolerance, Z_BASELINE * standardError, direction);
  if (!familiar) p0 = direction === 'up' ? Math.max(p0, 2 * mean) : Math.min(p0, mean / 2);
  return isProportion(frontEnd) ? Math.min(frontEnd.meanMax, Math.max(1 - frontEnd.meanMax, p0)) : p0;
}

/** Standard errors of the baseline that belong to the null. */
const Z_BASELINE = 2;
