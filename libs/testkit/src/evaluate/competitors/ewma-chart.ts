import { type Competitor } from './competitor';
import { TrailingMoments } from './trailing-moments';

/**
 * Exponentially weighted moving average with its asymptotic limit μ + L·σ·√(λ/(2 − λ)); μ and σ of the trailing
 * window. Source: Roberts, "Control chart tests based on geometric moving averages", Technometrics 1 (1959);
 * limits as in the NIST/SEMATECH handbook 6.3.2.4.
 */
export class EwmaChart implements Competitor {
  private readonly trailing: TrailingMoments;
  private average: number | null = null;

  constructor(
    windowSteps: number,
    private readonly lambda = 0.2,
    private readonly limit = 3,
  ) {
    this.trailing = new TrailingMoments(windowSteps);
  }

  step(value: number): boolean {
    const { trailing, lambda, limit } = this;
    this.average = lambda * value + (1 - lambda) * (this.average ?? value);
    const width = limit * trailing.standardDeviation * Math.sqrt(lambda / (2 - lambda));
    const alarm = trailing.isFull && this.average > trailing.mean + width;
    trailing.add(value);
    return alarm;
  }
}
