import { growthOptimalBet, LOG_L_MAX, subGammaScale } from './evidence-kernel';
import { type Direction, type FrontEnd } from './front-end';

/** What an incident is measured against, fixed when it opens. */
export interface IncidentGround {
  frontEnd: FrontEnd;
  direction: Direction;
  /** Learned mean, boundary of the null and dispersion at the opening. */
  mean: number;
  nullBoundary: number;
  dispersion: number;
  /** Mean per unit of exposure between the onset and the opening. */
  observedMean: number;
}

export type ResolveSnapshot = [lambda: number, psi: number, boundary: number, settled: number, idle: number];

/** At most one false resolve per week of ongoing incident: 168 hours of injected budget. */
export const RESOLVE_THRESHOLD_HOURS = 168;

/**
 * The mirror e-detector: while an incident is open, "the incident goes on" is the null and the signal being
 * back at its mean is the alternative. R ← (R + 1/60)·L per minute, recovered when R ≥ 168 (detectors.md 4).
 *
 * The boundary lies between null and incident, √(p₀·max(1.3 p₀, p̂₁)). A rise is left downwards, where marks
 * have a sub-Gaussian tail; a fall is left upwards, where the sub-gamma bound of the main kernel holds.
 */
export class ResolveDetector {
  private constructor(
    private readonly sign: 1 | -1,
    private readonly lambda: number,
    private readonly psi: number,
    private readonly boundary: number,
    private settled = 0,
    private idleTicks = 0,
  ) {}

  static open(ground: IncidentGround): ResolveDetector {
    const { frontEnd, direction, mean, dispersion } = ground;
    const boundary = incidentBoundary(ground);
    const variance = dispersion * frontEnd.unitVariance(boundary);
    if (direction === 'up') {
      const lambda = (boundary - mean) / variance;
      return new ResolveDetector(-1, lambda, (lambda * lambda * variance) / 2, boundary);
    }
    const bet = growthOptimalBet(mean - boundary, variance, subGammaScale('up', frontEnd.jump, dispersion));
    return new ResolveDetector(1, bet.lambda, bet.psi, boundary);
  }

  /** R in hours of injected budget. */
  get evidenceHours(): number {
    return this.settled + this.idleTicks * MINUTE_IN_HOURS;
  }

  get recovered(): boolean {
    return this.evidenceHours >= RESOLVE_THRESHOLD_HOURS;
  }

  add(marks: number, exposure: number): void {
    if (marks === 0 && exposure === 0) {
      this.idle(1);
      return;
    }
    const logL = this.lambda * this.sign * (marks - exposure * this.boundary) - exposure * this.psi;
    const due = (this.idleTicks + 1) * MINUTE_IN_HOURS;
    this.settled = (this.settled + due) * Math.exp(Math.max(-LOG_L_MAX, Math.min(LOG_L_MAX, logL)));
    this.idleTicks = 0;
  }

  /** Minutes without marks and exposure: they bring budget but no evidence. */
  idle(ticks: number): void {
    this.idleTicks += ticks;
  }

  snapshot(): ResolveSnapshot {
    return [this.lambda, this.psi, this.boundary, this.settled, this.idleTicks];
  }

  static restore(direction: Direction, snapshot: ResolveSnapshot): ResolveDetector {
    return new ResolveDetector(direction === 'up' ? -1 : 1, ...snapshot);
  }
}

const MINUTE_IN_HOURS = 1 / 60;

function incidentBoundary({ frontEnd, direction, nullBoundary: p0, observedMean }: IncidentGround): number {
  if (direction === 'up') {
    const far = Math.min(frontEnd.meanMax, Math.max(1.3 * p0, observedMean));
    return Math.sqrt(p0 * far);
  }
  // A stream that fell silent has mean 0: a tenth of p₀ keeps the boundary, and its variance, above zero.
  return Math.sqrt(p0 * Math.min(p0 / 1.3, Math.max(observedMean, p0 / 10)));
}
