import { bucketSealedUnder, place, windowSealedUnder, type LatenessRules } from './lateness';
import { windowStartOf } from './tumbling-window';

const MINUTE_MS = 60_000;
const RULES: LatenessRules = {
  windowSizeMs: MINUTE_MS,
  allowedLatenessMs: 2 * MINUTE_MS,
  futureToleranceMs: MINUTE_MS,
};
const T = 100 * MINUTE_MS;

describe('windowStartOf', () => {
  it('takes the start in and leaves the end out', () => {
    expect(windowStartOf(T, MINUTE_MS)).toBe(T);
    expect(windowStartOf(T + MINUTE_MS - 1, MINUTE_MS)).toBe(T);
    expect(windowStartOf(T + MINUTE_MS, MINUTE_MS)).toBe(T + MINUTE_MS);
  });

  it('is aligned to the epoch also before it', () => {
    expect(windowStartOf(-1, MINUTE_MS)).toBe(-MINUTE_MS);
  });
});

describe('place', () => {
  /** The window [T, T + 1 min) takes on-time events until the watermark is here. */
  const closesAtMs = T + MINUTE_MS + RULES.allowedLatenessMs;

  it('counts an event in its window until the watermark reaches the end plus the lateness', () => {
    expect(place(T + 1, closesAtMs, closesAtMs - 1, RULES)).toEqual({
      kind: 'on-time',
      windowStartMs: T,
      bucketMs: 0,
    });
  });

  it('counts it as late from then on, in its true window and the bucket of the watermark', () => {
    expect(place(T + 1, closesAtMs, closesAtMs, RULES)).toEqual({
      kind: 'late',
      windowStartMs: T,
      bucketMs: windowStartOf(closesAtMs, MINUTE_MS),
    });
  });

  it('bears a clock that runs ahead by the tolerance, to the millisecond', () => {
    const recordTimeMs = T + 30_000;
    const edgeMs = recordTimeMs + RULES.futureToleranceMs;
    expect(place(edgeMs, recordTimeMs, T, RULES)).toMatchObject({
      kind: 'on-time',
      windowStartMs: T + MINUTE_MS,
    });
    expect(place(edgeMs + 1, recordTimeMs, T, RULES)).toEqual({
      kind: 'future',
      windowStartMs: T,
      bucketMs: T,
    });
  });

  it('calls nothing late before the first watermark', () => {
    expect(place(0, T, -1, RULES).kind).toBe('on-time');
    expect(place(T + 10 * MINUTE_MS, T, -1, RULES)).toMatchObject({ kind: 'future', bucketMs: -MINUTE_MS });
  });

  it('decides by record time before lateness: a future date in a late record is future', () => {
    expect(place(T + 2 * MINUTE_MS, T, T + 60 * MINUTE_MS, RULES).kind).toBe('future');
  });
});

describe('sealed under D', () => {
  it('holds for a window exactly when an event of it would be late', () => {
    for (let d = T; d < T + 5 * MINUTE_MS; d += 7_500) {
      expect(windowSealedUnder(T, d, RULES)).toBe(place(T, d, d, RULES).kind === 'late');
    }
  });

  it('holds for a bucket exactly when the watermark left it', () => {
    expect(bucketSealedUnder(T, T + MINUTE_MS - 1, RULES)).toBe(false);
    expect(bucketSealedUnder(T, T + MINUTE_MS, RULES)).toBe(true);
    expect(bucketSealedUnder(-MINUTE_MS, -1, RULES)).toBe(false);
    expect(bucketSealedUnder(-MINUTE_MS, 0, RULES)).toBe(true);
  });
});
