import { LogLinearHistogram } from '../../sketches';
import { seeded } from '../../statistics/testdata/traffic';
import { RankReference } from './rank-reference';

const DAY_MS = 86_400_000;

function sparseOf(values: readonly number[]): number[] {
  const histogram = new LogLinearHistogram();
  for (const value of values) histogram.add(value);
  return histogram.toSparse();
}

function costs(seed: number, count: number, factor = 1): number[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => Math.round(20_000 * factor * Math.exp(0.8 * random.normal())));
}

function frozen(values: readonly number[]): RankReference {
  const reference = new RankReference(0);
  reference.collect(sparseOf(values));
  reference.freezeIfDue(7 * DAY_MS);
  return reference;
}

function meanRank(reference: RankReference, values: readonly number[]): number {
  const { marks, exposure } = reference.ranksOf(sparseOf(values));
  return marks / exposure;
}

describe('RankReference', () => {
  it.each([
    [2.9, 5_000, false],
    [3, 499, false],
    [3, 500, true],
    [6.9, 499, false],
    [7, 50, true],
    [7, 49, false],
    [30, 49, false],
  ])('after %d days with %i values is frozen: %s', (days, count, expected) => {
    const reference = new RankReference(0);
    reference.collect(sparseOf(costs(1, count)));
    expect(reference.freezeIfDue(days * DAY_MS)).toBe(expected);
    expect(reference.isFrozen).toBe(expected);
  });

  it('ranks its own values at one half on average, also when they tie', () => {
    const values = costs(1, 5_000);
    expect(meanRank(frozen(values), values)).toBeCloseTo(0.5, 10);
    const tied = new Array<number>(100).fill(7);
    expect(meanRank(frozen(tied), tied)).toBe(0.5);
  });

  it('ranks what is beyond it at 0 and 1', () => {
    const reference = frozen(costs(1, 5_000));
    expect(meanRank(reference, [0])).toBe(0);
    expect(meanRank(reference, [10 ** 12])).toBe(1);
  });

  it.each([0.5, 1, 1.5, 3])('finds the factor %d by which costs moved', (factor) => {
    const reference = frozen(costs(1, 20_000));
    const found = reference.factorOfMeanRank(meanRank(reference, costs(2, 20_000, factor)));
    expect(found / factor).toBeGreaterThan(0.95);
    expect(found / factor).toBeLessThan(1.05);
  });

  it('keeps median and mean within three per cent', () => {
    const values = costs(1, 20_000).sort((a, b) => a - b);
    const reference = frozen(values);
    expect(reference.median / (values[10_000] ?? NaN)).toBeCloseTo(1, 1);
    expect(Math.abs(reference.median / (values[10_000] ?? NaN) - 1)).toBeLessThan(0.03);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(reference.mean / mean - 1)).toBeLessThan(0.03);
  });

  it('is unchanged by its JSON, before and after freezing', () => {
    for (const days of [1, 8]) {
      const reference = new RankReference(0);
      reference.collect(sparseOf(costs(1, 5_000)));
      reference.freezeIfDue(days * DAY_MS);
      const back = RankReference.restore(JSON.parse(JSON.stringify(reference.snapshot())));
      expect(back).toEqual(reference);
    }
  });
});
