import fc from 'fast-check';
import { binLowerBound, binMidpoint, binOf, VALUE_MAX } from './log-linear-bins';
import { LogLinearHistogram } from './log-linear-histogram';

/** Integers of every magnitude: uniform ones would nearly all lie in the last octaves. */
const integers = fc
  .tuple(fc.integer({ min: 0, max: 52 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([exponent, fraction]) => Math.floor(2 ** exponent * (1 + fraction)));
const samples = fc.array(integers, { minLength: 1, maxLength: 200 });

function histogramOf(values: readonly number[]): LogLinearHistogram {
  const histogram = new LogLinearHistogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

describe('log-linear bins', () => {
  it('gives every value below 64 its own bin', () => {
    for (let value = 0; value < 64; value++) {
      expect([binOf(value), binLowerBound(value), binMidpoint(value)]).toEqual([value, value, value]);
    }
  });

  it('leaves no gap and no overlap between bins', () => {
    const last = binOf(VALUE_MAX);
    for (let bin = 0; bin < last; bin++) {
      expect(binOf(binLowerBound(bin))).toBe(bin);
      expect(binOf(binLowerBound(bin + 1) - 1)).toBe(bin);
    }
    expect(binLowerBound(last)).toBe(VALUE_MAX);
  });

  it('keeps every midpoint within 1/64 of the value', () => {
    fc.assert(
      fc.property(integers, (value) => {
        expect(Math.abs(binMidpoint(binOf(value)) - value)).toBeLessThanOrEqual(value / 64);
      }),
    );
  });

  it.each([-1, 0.5, NaN, Infinity, VALUE_MAX * 2])('refuses %p', (value) => {
    expect(() => binOf(value)).toThrow(RangeError);
  });
});

describe('log-linear histogram', () => {
  it('does not depend on the order of the values', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        expect(histogramOf(values).toSparse()).toEqual(histogramOf(sorted).toSparse());
      }),
    );
  });

  it('merges associatively and commutatively, with the empty histogram as identity', () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        const of = histogramOf;
        const all = of([...a, ...b, ...c]).toSparse();
        expect(of(a).merge(of(b)).merge(of(c)).toSparse()).toEqual(all);
        expect(
          of(a)
            .merge(of(b).merge(of(c)))
            .toSparse(),
        ).toEqual(all);
        expect(of(c).merge(of(b)).merge(of(a)).toSparse()).toEqual(all);
        expect(of(a).merge(new LogLinearHistogram()).toSparse()).toEqual(of(a).toSparse());
      }),
    );
  });

  it('is unchanged by its sparse form', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const histogram = histogramOf(values);
        const back = LogLinearHistogram.fromSparse(histogram.toSparse());
        expect(back.toSparse()).toEqual(histogram.toSparse());
        expect(back.count).toBe(values.length);
      }),
    );
  });

  it('keeps quantiles within 1/64 of the exact nearest-rank quantile', () => {
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? NaN;
        const estimate = histogramOf(values).quantile(q) ?? NaN;
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(exact / 64);
      }),
    );
  });

  it('has no quantile when empty', () => {
    expect(new LogLinearHistogram().quantile(0.5)).toBeUndefined();
  });

  it('counts repeats given at once like repeats given one by one', () => {
    const once = new LogLinearHistogram();
    once.add(1_000, 3);
    expect(once.toSparse()).toEqual(histogramOf([1_000, 1_000, 1_000]).toSparse());
  });
});
