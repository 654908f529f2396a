import { type Bet, growthOptimalBet, subGammaScale } from './evidence-kernel';
import { type Direction, type FrontEnd } from './front-end';

/** Where the null ends, and how wide and how frequent the signal is: what the bets depend on within an hour. */
export interface BettingGround {
  nullBoundary: number;
  direction: Direction;
  dispersion: number;
  /** D for an alternative that needs so many ticks to be found. */
  dispersionAtHorizon(ticks: number): number;
  exposurePerTick: number;
}

/**
 * Sets the bet on each alternative effect. An effect uses the dispersion of its own detection horizon, twice
 * the ticks it needs to gather 12 nats: a big fast shift is not charged for eight-hour wander. Horizon and bet
 * depend on each other; four rounds settle them (detectors.md 3.3).
 */
export function setBets(bets: readonly Bet[], frontEnd: FrontEnd, ground: BettingGround): void {
  const unitVariance = frontEnd.unitVariance(ground.nullBoundary);
  bets.forEach((target, k) => {
    const moved = frontEnd.move(ground.nullBoundary, frontEnd.effects[k] ?? 1, ground.direction);
    const delta = Math.abs(moved - ground.nullBoundary);
    let dispersion = ground.dispersion;
    for (let round = 0; round < 4; round++) {
      const scale = subGammaScale(ground.direction, frontEnd.jump, dispersion);
      const bet = growthOptimalBet(delta, dispersion * unitVariance, scale);
      target.lambda = bet.lambda;
      target.psi = bet.psi;
      const natsPerTick = (bet.lambda * delta - bet.psi) * ground.exposurePerTick;
      dispersion = ground.dispersionAtHorizon((2 * NATS_TO_DETECT) / Math.max(1e-12, natsPerTick));
    }
  });
}

const NATS_TO_DETECT = 12;
