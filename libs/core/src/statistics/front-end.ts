export type FrontEndName = 'count' | 'rate' | 'rank';
export type Direction = 'up' | 'down';

/**
 * What the one evidence kernel has to know about a kind of signal (detectors.md 2.3). A tick is a sum of marks
 * S and an exposure n; under the null the mean of S is at most n·p₀ ("up") or at least n·p₀ ("down").
 */
export interface FrontEnd {
  name: FrontEndName;
  /** Unit variance v(p) of a mark at mean p. */
  unitVariance(p: number): number;
  /** The mean after a change of size `effect` in `direction`, starting at `p`. */
  move(p: number, effect: number, direction: Direction): number;
  /** Alternatives: sizes of the effects that the mixture bets on, equally weighted. */
  effects: readonly number[];
  /** Largest jump b of one mark. */
  jump: number;
  /** Practical tolerance τ: changes up to this size are part of the null. */
  tolerance: number;
  /** Boundary p₀ of the null: τ or two standard errors away from the learned mean p, whichever is further. */
  nullBoundary(p: number, tolerance: number, twoStandardErrors: number, direction: Direction): number;
  /** Largest mean allowed; Infinity when the mean is not a proportion. */
  meanMax: number;
  /** Exposure added to the denominator of p = (S + ½)/(N + prior): an hour for counts, one mark otherwise. */
  priorExposure: number;
  /** Smallest dispersion: counts are never trusted to be calmer than Poisson. */
  dispersionMin: number;
  /** Exposure of a minute in which nothing arrived: for counts the minute itself is the exposure. */
  silentExposure: 0 | 1;
  /** Informative events per minute, from the level and the mean exposure per minute: sets the memory. */
  informationPerMinute(level: number, exposurePerMinute: number): number;
}

const RATIOS = [1.25, 1.6, 2.5, 5, 12] as const;

/** Marks without a denominator; the exposure is time (season-weighted minutes). */
const count: FrontEnd = {
  name: 'count',
  unitVariance: (p) => p,
  move: (p, ratio, direction) => p * towards(ratio, direction),
  effects: RATIOS,
  jump: 1,
  tolerance: 0.1,
  nullBoundary: (p, tolerance, twoSe, direction) =>
    ratioBoundary(p, p * towards(1 + tolerance, direction), twoSe, direction),
  meanMax: Infinity,
  priorExposure: 60,
  dispersionMin: 1,
  silentExposure: 1,
  informationPerMinute: (level) => level,
};

/** Marks in [0, 1] over their number; alternatives multiply the odds. */
const rate: FrontEnd = {
  name: 'rate',
  unitVariance: (p) => p * (1 - p),
  move: (p, ratio, direction) => multiplyOdds(p, towards(ratio, direction)),
  effects: RATIOS,
  jump: 1,
  tolerance: 0.1,
  nullBoundary: (p, tolerance, twoSe, direction) =>
    ratioBoundary(p, multiplyOdds(p, towards(1 + tolerance, direction)), twoSe, direction),
  meanMax: 0.995,
  priorExposure: 1,
  dispersionMin: 0.05,
  silentExposure: 0,
  informationPerMinute: (level, exposurePerMinute) => level * exposurePerMinute,
};

/** Location of a continuous value: marks are its probability integral transform in a frozen reference. */
const rank: FrontEnd = {
  name: 'rank',
  unitVariance: () => 1 / 12,
  move: (p, shift, direction) => Math.min(0.98, Math.max(0.02, p + signOf(direction) * shift)),
  effects: [0.03, 0.08, 0.16, 0.3],
  jump: 0.5,
  tolerance: 0.02,
  nullBoundary: (p, tolerance, twoSe, direction) => p + signOf(direction) * Math.max(tolerance, twoSe),
  meanMax: 0.995,
  priorExposure: 1,
  dispersionMin: 0.05,
  silentExposure: 0,
  informationPerMinute: (_level, exposurePerMinute) => exposurePerMinute,
};

export const FRONT_ENDS: Readonly<Record<FrontEndName, FrontEnd>> = { count, rate, rank };

/** +1 for up, -1 for down. */
export function signOf(direction: Direction): 1 | -1 {
  return direction === 'up' ? 1 : -1;
}

/** A mean is a proportion when it has a largest value. */
export function isProportion(frontEnd: FrontEnd): boolean {
  return frontEnd.meanMax < 1;
}

function towards(ratio: number, direction: Direction): number {
  return direction === 'up' ? ratio : 1 / ratio;
}

function multiplyOdds(p: number, ratio: number): number {
  const odds = (p / (1 - p)) * ratio;
  return odds / (1 + odds);
}

/** Two standard errors on the logarithmic scale, at most a factor of e³. */
function ratioBoundary(p: number, tolerated: number, twoSe: number, direction: Direction): number {
  const factor = Math.exp(Math.min(3, twoSe / p));
  return direction === 'up' ? Math.max(tolerated, p * factor) : Math.min(tolerated, p / factor);
}
