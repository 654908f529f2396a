import { type DayGeneration, DISPERSION_SCALES_TICKS } from './day-generation';

/** JSON form, per scale: open residual, open variance, open ticks, squares, variances, blocks, D. */
export type DispersionSnapshot = [number, number, number, number, number, number, number][];

/**
 * Dispersion D_s = Σ R²/ΣW at four scales: how much wider than its unit variance the signal really is, where R
 * and W are the sums of residuals and variances over blocks of s ticks. Sessions, bursts and imperfect seasons
 * show at the scale on which they act. Poisson is never assumed.
 */
export class Dispersion {
  private readonly scales = DISPERSION_SCALES_TICKS.map((ticks) => new DispersionScale(ticks));
  /** D of the longest scale, the largest. */
  overall = PRIOR_D;

  constructor(
    private readonly dispersionMin: number,
    private readonly jump: number,
  ) {}

  /** One tick: residual S − n·p and variance n·v(p); finished blocks go into the day's generation. */
  observe(residual: number, variance: number, day: DayGeneration): void {
    for (let s = 0; s < this.scales.length; s++) {
      const scale = this.scales[s] as DispersionScale;
      scale.residual += residual;
      scale.variance += variance;
      if (++scale.filled === scale.ticks) this.closeBlock(scale, s, day);
    }
  }

  /** Ticks of no exposure: they finish blocks but add nothing to them. */
  observeIdle(ticks: number, day: DayGeneration): void {
    this.scales.forEach((scale, s) => {
      const filled = scale.filled + ticks;
      const finished = Math.floor(filled / scale.ticks);
      if (finished > 0) {
        this.closeBlock(scale, s, day);
        day.addBlock(s, 0, 0, finished - 1);
      }
      scale.filled = filled % scale.ticks;
    });
  }

  /**
   * Takes over a day's blocks. A day whose level is in doubt (alarmed, or just accepted) teaches at most twice
   * the known dispersion: learning nothing would alarm for ever on a stream that became wider, learning all
   * would blind it for weeks.
   */
  learn(day: DayGeneration, ageHours: number, levelInDoubt: boolean): void {
    const keep = 0.5 ** (1 / Math.min(14, Math.max(2, ageHours / 72)));
    let largest = this.dispersionMin;
    this.scales.forEach((scale, s) => {
      const block = day.blocks(s);
      const squares = levelInDoubt ? Math.min(block.squares, 2 * scale.D * block.variances) : block.squares;
      scale.squares = scale.squares * keep + squares;
      scale.variances = scale.variances * keep + block.variances;
      scale.blocks = scale.blocks * keep + block.count;
      largest = Math.max(largest, upperEstimate(scale));
      scale.D = largest;
    });
    this.overall = largest;
  }

  /** D for an alternative that needs so many ticks to be found: log-linear between the scales. */
  atHorizon(ticks: number): number {
    if (ticks <= 1) return this.scales[0]?.D ?? PRIOR_D;
    const logTicks = Math.log(ticks);
    for (let s = 1; s < this.scales.length; s++) {
      const [lower, upper] = [this.scales[s - 1] as DispersionScale, this.scales[s] as DispersionScale];
      if (logTicks > upper.logTicks) continue;
      const weight = (logTicks - lower.logTicks) / (upper.logTicks - lower.logTicks);
      return lower.D * (1 - weight) + upper.D * weight;
    }
    return this.scales[this.scales.length - 1]?.D ?? PRIOR_D;
  }

  snapshot(): DispersionSnapshot {
    return this.scales.map((s) => [s.residual, s.variance, s.filled, s.squares, s.variances, s.blocks, s.D]);
  }

  restore(snapshot: DispersionSnapshot): void {
    this.scales.forEach((scale, s) => {
      const [residual, variance, filled, squares, variances, blocks, D] = snapshot[s] ?? EMPTY;
      Object.assign(scale, { residual, variance, filled, squares, variances, blocks, D });
    });
    this.overall = this.scales[this.scales.length - 1]?.D ?? PRIOR_D;
  }

  /** One wild block counts at most nine times the known dispersion, or eight jumps. */
  private closeBlock(scale: DispersionScale, s: number, day: DayGeneration): void {
    const squaredMax = WINSOR * scale.D * scale.variance + 64 * this.jump ** 2;
    day.addBlock(s, Math.min(scale.residual ** 2, squaredMax), scale.variance);
    scale.residual = scale.variance = scale.filled = 0;
  }
}

const PRIOR_D = 2;
const PRIOR_WEIGHT = 20;
const WINSOR = 9;
const EMPTY: DispersionSnapshot[number] = [0, 0, 0, 0, 0, 0, PRIOR_D];

class DispersionScale {
  readonly logTicks: number;
  residual = 0;
  variance = 0;
  filled = 0;
  squares = 0;
  variances = 0;
  blocks = 0;
  D = PRIOR_D;

  constructor(readonly ticks: number) {
    this.logTicks = Math.log(ticks);
  }
}

/** Ratio estimate with its prior, plus half a standard error: too few blocks mean a wider guess. */
function upperEstimate(scale: DispersionScale): number {
  const ratio = (PRIOR_WEIGHT * PRIOR_D + scale.squares) / (PRIOR_WEIGHT + scale.variances);
  return ratio * (1 + 0.5 * Math.sqrt(2 / (scale.blocks + 2)));
}
