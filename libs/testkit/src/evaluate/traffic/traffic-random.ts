import { Random } from '../../fleet/random';

/** Above this mean a Poisson count is drawn as a sum of smaller ones, so that exp(-mean) stays well scaled. */
const POISSON_MEAN_MAX = 25;

/** The draws that traffic needs on top of the testkit's seeded generator. All exact, none approximate. */
export class TrafficRandom extends Random {
  /** Knuth's product of uniforms; large means are split, which is exact for Poisson. */
  poisson(mean: number): number {
    if (!(mean > 0)) return 0;
    if (mean > POISSON_MEAN_MAX) return this.poisson(mean / 2) + this.poisson(mean / 2);
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.unit(); product > limit; product *= this.unit()) count++;
    return count;
  }

  /** Number of trials up to the first success, at least 1, with the given mean. */
  geometric(mean: number): number {
    if (mean <= 1) return 1;
    return 1 + Math.floor(Math.log(this.unit()) / Math.log(1 - 1 / mean));
  }

  /** Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); unit scale. */
  gamma(shape: number): number {
    if (shape < 1) return this.gamma(shape + 1) * this.unit() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = this.normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(this.unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  /** In [0, 1]; `a`, `b` above 0. */
  beta(a: number, b: number): number {
    const x = this.gamma(a);
    const y = this.gamma(b);
    return x + y > 0 ? x / (x + y) : 0;
  }

  logUniform(low: number, high: number): number {
    return low * (high / low) ** this.unit();
  }
}
