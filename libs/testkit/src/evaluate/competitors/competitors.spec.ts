import { RIVER_EXAMPLE_STREAM } from '../testdata/river-example-stream';
import { Adwin } from './adwin';
import { type Competitor } from './competitor';
import { EwmaChart } from './ewma-chart';
import { PageHinkley, StandardisedPageHinkley } from './page-hinkley';
import { PoissonHourly } from './poisson-60';
import { poissonCdf, poissonUpperTail } from './poisson-tail';
import { SeasonalZScore } from './seasonal-z-score';
import { TrailingMoments } from './trailing-moments';
import { competitorAlarms, competitorAlarmsOnMean } from './watch-counts';
import { ZScore } from './z-score';

function alarmsOf(competitor: Competitor, values: readonly number[]): number[] {
  return values.flatMap((value, i) => (competitor.step(value) ? [i] : []));
}

describe('TrailingMoments', () => {
  it('gives the mean and the sample standard deviation of the last values only', () => {
    const trailing = new TrailingMoments(4);
    for (const value of [100, 2, 4, 4, 6]) trailing.add(value);
    expect(trailing.mean).toBeCloseTo(4, 12);
    expect(trailing.standardDeviation).toBeCloseTo(Math.sqrt(8 / 3), 12);
  });
});

describe('ZScore', () => {
  it('is silent until its window is full, and then alarms above mean + 3σ only', () => {
    // Window 2, 4, 4, 6: 4 + 3·√(8/3) = 8.899.
    expect(alarmsOf(new ZScore(4), [2, 90, 4, 4])).toEqual([]);
    expect(alarmsOf(new ZScore(4), [2, 4, 4, 6, 8.89])).toEqual([]);
    expect(alarmsOf(new ZScore(4), [2, 4, 4, 6, 8.91])).toEqual([4]);
    expect(alarmsOf(new ZScore(4), [2, 4, 4, 6, -50])).toEqual([]);
  });
});

describe('SeasonalZScore', () => {
  it('compares with the same hour of earlier weeks, not with the hours in between', () => {
    // Two hours a week of two steps each: quiet hour 1, 3 (mean 2, σ √2), busy hour 50, 60.
    const week = [1, 3, 50, 60];
    const limit = 2 + 3 * Math.SQRT2;
    expect(alarmsOf(new SeasonalZScore(2, 3, 2), [...week, limit - 0.01, 2, 55, 55])).toEqual([]);
    expect(alarmsOf(new SeasonalZScore(2, 3, 2), [...week, limit + 0.01, 2, 55, 55])).toEqual([4]);
  });
});

describe('EwmaChart', () => {
  it('alarms when the average leaves μ + 3σ√(λ/(2 − λ))', () => {
    // Window 0, 2, 0, 2: μ = 1, σ = √(4/3), limit 1 + 3·1.1547·1/3 = 2.1547. Average of 0, 2, 0, 2 is 0.656.
    const before = 0.8 * (0.8 * 0.4) + 0.4;
    expect(before).toBeCloseTo(0.656, 12);
    const justEnough = (1 + Math.sqrt(4 / 3) - 0.8 * before) / 0.2;
    expect(alarmsOf(new EwmaChart(4), [0, 2, 0, 2, justEnough - 0.001])).toEqual([]);
    expect(alarmsOf(new EwmaChart(4), [0, 2, 0, 2, justEnough + 0.001])).toEqual([4]);
  });
});

describe('PoissonHourly', () => {
  it('knows the tails of the Poisson law', () => {
    expect(poissonUpperTail(3, 1)).toBeCloseTo(1 - 2.5 / Math.E, 12);
    expect(poissonUpperTail(1, 4)).toBeCloseTo(1 - Math.exp(-4), 12);
    expect(poissonUpperTail(0, 4)).toBe(1);
    expect(poissonCdf(1, 2)).toBeCloseTo(3 * Math.exp(-2), 12);
  });

  it('alarms below p = 0.05 against the mean of seven days', () => {
    const week = Array.from({ length: 168 }, () => 1);
    // P(X ≥ 3 | 1) = 0.080, P(X ≥ 4 | 1) = 0.019.
    expect(alarmsOf(new PoissonHourly(), [...week, 3])).toEqual([]);
    expect(alarmsOf(new PoissonHourly(), [...week, 4])).toEqual([168]);
    expect(alarmsOf(new PoissonHourly(), [...week.slice(1), 4])).toEqual([]);
  });
});

describe('PageHinkley', () => {
  it('finds the change of River’s own example where River finds it', () => {
    expect(alarmsOf(new PageHinkley(), RIVER_EXAMPLE_STREAM)[0]).toBe(1006);
  });

  it('follows the recursion by hand, and starts anew after an alarm', () => {
    const options = { minInstances: 2, delta: 0, threshold: 2, alpha: 1 };
    // 0: mean 0, sum 0. 4: mean 2, sum 2: alarm. Then 4 is the first of a new test: mean 4, sum 0.
    expect(alarmsOf(new PageHinkley(options), [0, 4, 4, 4])).toEqual([1]);
  });

  it('on standardised values finds a rise, and nothing in a constant or a steady stream', () => {
    const noisy = (level: number): number[] => Array.from({ length: 400 }, (_, i) => level + (i % 2));
    expect(alarmsOf(new StandardisedPageHinkley(100), new Array<number>(500).fill(5))).toEqual([]);
    expect(alarmsOf(new StandardisedPageHinkley(100), [...noisy(0), ...noisy(0)])).toEqual([]);
    expect(alarmsOf(new StandardisedPageHinkley(100), [...noisy(0), ...noisy(9)])[0]).toBeGreaterThan(399);
  });
});

describe('Adwin', () => {
  it('finds the change of River’s own example where River finds it', () => {
    expect(alarmsOf(new Adwin(), RIVER_EXAMPLE_STREAM)[0]).toBe(1023);
  });

  it('looks only every 32 values, and keeps silent on a fall', () => {
    // At 96 values no cut between whole runs lies close enough to the step for the bound of 0.74.
    const step = [...new Array<number>(64).fill(0), ...new Array<number>(64).fill(1)];
    expect(alarmsOf(new Adwin(), step)).toEqual([127]);
    expect(alarmsOf(new Adwin(), [...step].reverse())).toEqual([]);
  });
});

describe('watching a stream', () => {
  const kind = { name: 'any', stepMinutes: 2, start: () => ({ step: (value: number) => value > 1 }) };

  it('adds minutes up to steps and names the minute at which a step ends', () => {
    expect(competitorAlarms(kind, [1, 0, 1, 1, 0, 2, 9])).toEqual([4, 6]);
  });

  it('takes the mean mark of a step, and leaves out steps without exposure', () => {
    const seen: number[] = [];
    const spy = { ...kind, start: () => ({ step: (value: number) => (seen.push(value), false) }) };
    competitorAlarmsOnMean(spy, [1, 2, 0, 0, 3, 0], [2, 2, 0, 0, 3, 0]);
    expect(seen).toEqual([0.75, 1]);
  });
});
