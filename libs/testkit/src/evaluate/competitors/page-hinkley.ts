import { type Competitor } from './competitor';
import { TrailingMoments } from './trailing-moments';

export interface PageHinkleyOptions {
  minInstances: number;
  delta: number;
  threshold: number;
  alpha: number;
}

/** Defaults of River's drift.PageHinkley. */
export const PAGE_HINKLEY_DEFAULTS: PageHinkleyOptions = {
  minInstances: 30,
  delta: 0.005,
  threshold: 50,
  alpha: 1 - 0.0001,
};

/**
 * Page's test in the form of the River library (drift.PageHinkley): a forgetting sum of deviations from the
 * running mean, floored at 0; starts anew after an alarm. Source: Page, "Continuous inspection schemes" (1954).
 */
export class PageHinkley implements Competitor {
  private samples = 1;
  private mean = 0;
  private sum = 0;

  constructor(private readonly options: PageHinkleyOptions = PAGE_HINKLEY_DEFAULTS) {}

  step(value: number): boolean {
    const { minInstances, delta, threshold, alpha } = this.options;
    this.mean += (value - this.mean) / this.samples;
    this.sum = Math.max(0, alpha * this.sum + (value - this.mean - delta));
    this.samples++;
    if (this.samples < minInstances || this.sum < threshold) return false;
    this.samples = 1;
    this.mean = this.sum = 0;
    return true;
  }
}

/** Page–Hinkley on values standardised by a trailing window, so that one threshold fits every level. */
export class StandardisedPageHinkley implements Competitor {
  private readonly trailing: TrailingMoments;
  private readonly test = new PageHinkley();

  constructor(windowSteps: number) {
    this.trailing = new TrailingMoments(windowSteps);
  }

  step(value: number): boolean {
    const { trailing } = this;
    const { mean, standardDeviation } = trailing;
    const alarm =
      trailing.isFull && standardDeviation > 0 && this.test.step((value - mean) / standardDeviation);
    trailing.add(value);
    return alarm;
  }
}
