import { FrozenReference } from './frozen-reference';

describe('FrozenReference', () => {
  const reference = new FrozenReference([3, 1, 2, 2]);

  it('gives mid-ranks: half of what is equal counts as below', () => {
    expect([0, 1, 1.5, 2, 3, 4].map((value) => reference.rankOf(value))).toEqual([
      0, 0.125, 0.25, 0.5, 0.875, 1,
    ]);
  });

  it('gives nearest-rank quantiles', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((q) => reference.quantile(q))).toEqual([1, 1, 2, 2, 3]);
  });
});
