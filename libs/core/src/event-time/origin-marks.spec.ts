import fc from 'fast-check';
import { advanceMarks, combinedWatermarkMs, type EnvelopeHead, type OriginMarks } from './origin-marks';

const NONE: OriginMarks = new Map();
const head = (partition: number, upTo: number, watermarkMs: number, idle = false): EnvelopeHead => ({
  origin: `in/${partition}`,
  originPartitions: 2,
  upTo,
  watermarkMs,
  idle,
});
const fold = (...heads: EnvelopeHead[]): OriginMarks => heads.reduce(advanceMarks, NONE);
const TWO = new Map([['in', 2]]);

describe('advanceMarks', () => {
  it('leaves the marks it was given as they were: a commit may hold them', () => {
    const before = fold(head(0, 5, 50));
    advanceMarks(before, head(0, 9, 90));
    expect(before.get('in/0')).toEqual({ upTo: 5, watermarkMs: 50, idle: false });
  });

  it('ignores an envelope from behind, its idleness too', () => {
    const marks = fold(head(0, 9, 90));
    expect(advanceMarks(marks, head(0, 5, 50, true))).toBe(marks);
  });

  it('takes idleness, and the end of it, at the same position', () => {
    expect(fold(head(0, 9, 90), head(0, 9, 95, true)).get('in/0')).toEqual({
      upTo: 9,
      watermarkMs: 95,
      idle: true,
    });
    expect(fold(head(0, 9, 95, true), head(0, 10, 91)).get('in/0')).toEqual({
      upTo: 10,
      watermarkMs: 95,
      idle: false,
    });
  });
});

describe('combinedWatermarkMs', () => {
  it('waits for a partition that was not heard of', () => {
    expect(combinedWatermarkMs(fold(head(0, 1, 10)), TWO)).toBe(-1);
    expect(combinedWatermarkMs(fold(head(0, 1, 10)), new Map([['in', 1]]))).toBe(10);
  });

  it('waits for a topic that was not heard of', () => {
    const expected = new Map([
      ['in', 1],
      ['logs', 1],
    ]);
    expect(combinedWatermarkMs(fold(head(0, 1, 10)), expected)).toBe(-1);
  });

  it('is the minimum of those that are not idle', () => {
    expect(combinedWatermarkMs(fold(head(0, 1, 10), head(1, 1, 20)), TWO)).toBe(10);
    expect(combinedWatermarkMs(fold(head(0, 1, 10, true), head(1, 1, 20)), TWO)).toBe(20);
  });

  it('is the highest mark when all are idle', () => {
    expect(combinedWatermarkMs(fold(head(0, 1, 10, true), head(1, 1, 20, true)), TWO)).toBe(20);
  });
});

describe('marks under any sequence of envelopes', () => {
  const heads = fc.array(
    fc
      .record({ partition: fc.nat(1), upTo: fc.nat(20), watermarkMs: fc.nat(100), idle: fc.boolean() })
      .map(({ partition, upTo, watermarkMs, idle }) => head(partition, upTo, watermarkMs, idle)),
    { maxLength: 40 },
  );

  it('positions and watermarks never move back', () => {
    fc.assert(
      fc.property(heads, (sequence) => {
        let marks = NONE;
        for (const next of sequence) {
          const before = marks.get(next.origin);
          marks = advanceMarks(marks, next);
          const after = marks.get(next.origin)!;
          expect(after.upTo).toBeGreaterThanOrEqual(before?.upTo ?? -1);
          expect(after.watermarkMs).toBeGreaterThanOrEqual(before?.watermarkMs ?? -1);
        }
      }),
    );
  });

  it('hearing again what was heard changes nothing', () => {
    fc.assert(
      fc.property(heads, fc.nat(39), (sequence, at) => {
        const marks = fold(...sequence);
        const repeated = sequence[at];
        if (!repeated || repeated.upTo === marks.get(repeated.origin)!.upTo) return;
        expect(advanceMarks(marks, repeated)).toBe(marks);
      }),
    );
  });
});
