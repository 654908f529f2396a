import { poissonCdf } from '../competitors/poisson-tail';

export interface RateInterval {
  low: number;
  high: number;
}

/**
 * Rate per unit of exposure from a count: exact 95 % interval (Garwood 1936). For a count of 0 the upper end is
 * the one-sided 95 % bound, 3/exposure.
 */
export function rateInterval(count: number, exposure: number): RateInterval {
  if (count === 0) return { low: 0, high: -Math.log(0.05) / exposure };
  const low = solve((mean) => 1 - poissonCdf(count - 1, mean) < TAIL, count);
  const high = solve((mean) => poissonCdf(count, mean) > TAIL, count);
  return { low: low / exposure, high: high / exposure };
}

const TAIL = 0.025;

/** The mean up to which `holds` is true, by bisection. */
function solve(holds: (mean: number) => boolean, count: number): number {
  let [low, high] = [1e-9, 4 * count + 20];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
