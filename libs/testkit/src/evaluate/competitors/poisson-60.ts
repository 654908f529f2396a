import { type Competitor } from './competitor';
import { poissonUpperTail } from './poisson-tail';
import { TrailingMoments } from './trailing-moments';

/**
 * The published post-deploy test (LangChain, "How My Agents Self-Heal in Production", 2026), run on consecutive
 * windows: one-sided Poisson test of the last hour's count against the mean hour of the seven days before,
 * alarm below `significance`.
 */
export class PoissonHourly implements Competitor {
  private readonly trailing = new TrailingMoments(7 * 24);

  constructor(private readonly significance = 0.05) {}

  step(count: number): boolean {
    const { trailing } = this;
    const { mean } = trailing;
    const alarm = trailing.isFull && count > mean && poissonUpperTail(count, mean) < this.significance;
    trailing.add(count);
    return alarm;
  }
}
