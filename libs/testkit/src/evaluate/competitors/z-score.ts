import { type Competitor } from './competitor';
import { TrailingMoments } from './trailing-moments';

/** The band of a monitoring dashboard: above the trailing mean by more than `limit` standard deviations. */
export class ZScore implements Competitor {
  private readonly trailing: TrailingMoments;

  constructor(
    windowSteps: number,
    private readonly limit = 3,
  ) {
    this.trailing = new TrailingMoments(windowSteps);
  }

  step(value: number): boolean {
    const { trailing, limit } = this;
    const alarm = trailing.isFull && value > trailing.mean + limit * trailing.standardDeviation;
    trailing.add(value);
    return alarm;
  }
}
