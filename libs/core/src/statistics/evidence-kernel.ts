/** A bet on one alternative: log L = λ·y − n·ψ for a tick with excess y and exposure n. */
export interface Bet {
  lambda: number;
  psi: number;
}

/**
 * The growth-optimal bet on a mean shifted by `delta` from the null boundary, for marks whose sum is
 * sub-gamma with variance `variance`·n and scale `scale`: ψ(λ) = λ²·variance / (2(1 − scale·λ)).
 *
 * exp(λy − nψ) has mean at most 1 under the whole composite null, so it is an e-value.
 * Source: sub-gamma cumulant bound of Howard, Ramdas, McAuliffe, Sekhon, "Time-uniform Chernoff bounds"
 * (Probability Surveys 2020); λ maximises λ·delta − ψ(λ) (detectors.md 2.2).
 */
export function growthOptimalBet(delta: number, variance: number, scale: number): Bet {
  const s = 1 / Math.sqrt(1 + (2 * scale * delta) / variance);
  const lambda = (1 - s) / scale;
  return { lambda, psi: (lambda * lambda * variance) / (2 * s) };
}

/**
 * Scale c of the sub-gamma bound. Upwards b·(max(1, D) − 2/3): Bernstein's 1/3 at D = 1, and above the exact
 * negative-binomial constant for every larger dispersion on the grid. Downwards b/3.
 */
export function subGammaScale(direction: 'up' | 'down', jump: number, dispersion: number): number {
  return direction === 'up' ? jump * (Math.max(1, dispersion) - 2 / 3) : jump / 3;
}

/** Most evidence, in nats, that one minute may add: an incident from rest needs at least three minutes. */
export const LOG_L_MAX = 5;

/** Logarithm of the e-value of one tick. */
export function logEvidence(bet: Bet, excess: number, exposure: number): number {
  const logL = bet.lambda * excess - exposure * bet.psi;
  return logL < LOG_L_MAX ? logL : LOG_L_MAX;
}
