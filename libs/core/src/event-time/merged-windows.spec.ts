import fc from 'fast-check';
import type { WindowRow } from '@tacet/contracts';
import { MergedWindows } from './merged-windows';
import { MINUTE_MS, RULES, seriesOf, T0_MS } from './testdata/marks';

const rowOf = (agent: string, minute: number, version: number): WindowRow => ({
  series: seriesOf(agent),
  windowStartMs: T0_MS + minute * MINUTE_MS,
  kind: 'on-time',
  bucketMs: 0,
  version,
  n: version,
  sum: 10 * version,
  measures: [version, 0, 0, 0, 0, 0, 0],
  histogram: [10, version],
});
const sealing = (minute: number): number => T0_MS + (minute + 1) * MINUTE_MS + RULES.allowedLatenessMs;

describe('MergedWindows', () => {
  it('adds up origins, in an order of its own', () => {
    const windows = new MergedWindows(RULES);
    windows.add('in/1', rowOf('b', 0, 2), 0);
    windows.add('in/0', rowOf('b', 0, 3), 1);
    windows.add('in/0', rowOf('a', 0, 1), 1);
    expect(windows.finalise(sealing(0))).toEqual([
      { windowStartMs: T0_MS, rows: [rowOf('a', 0, 1), { ...rowOf('b', 0, 5), histogram: [10, 5] }] },
    ]);
  });

  it('gives a window out once, and every older one before it', () => {
    const windows = new MergedWindows(RULES);
    for (const minute of [2, 0, 1]) windows.add('in/0', rowOf('a', minute, 1), minute);
    expect(windows.finalise(sealing(0) - 1)).toEqual([]);
    expect(windows.finalise(sealing(1)).map(({ windowStartMs }) => windowStartMs)).toEqual([
      T0_MS,
      T0_MS + MINUTE_MS,
    ]);
    expect(windows.finalise(sealing(1))).toEqual([]);
    expect(windows.finalUpToMs).toBe(T0_MS + 2 * MINUTE_MS);
  });

  it('moves finality forward only, also without any row', () => {
    const windows = new MergedWindows(RULES);
    windows.finalise(sealing(5));
    windows.finalise(sealing(2));
    expect(windows.finalUpToMs).toBe(T0_MS + 6 * MINUTE_MS);
    windows.finalise(-1);
    expect(windows.finalUpToMs).toBe(T0_MS + 6 * MINUTE_MS);
  });

  it('counts what comes after its window was final, and holds no commit for it', () => {
    const windows = new MergedWindows(RULES, T0_MS + MINUTE_MS);
    windows.add('in/0', rowOf('a', 0, 1), 4);
    expect([windows.latePartials, windows.oldestOffset()]).toEqual([1, null]);
    windows.add('in/0', rowOf('a', 1, 1), 5);
    expect([windows.latePartials, windows.oldestOffset()]).toEqual([1, 5]);
  });

  it('leaves late and future rows to the store', () => {
    const windows = new MergedWindows(RULES);
    windows.add('in/0', { ...rowOf('a', 0, 1), kind: 'late', bucketMs: T0_MS }, 0);
    windows.add('in/0', { ...rowOf('a', 0, 1), kind: 'future', bucketMs: T0_MS }, 0);
    expect(windows.finalise(sealing(9))).toEqual([]);
    expect(windows.latePartials).toBe(0);
  });

  it('takes any order and any repetition of partials, older versions among them', () => {
    const partial = fc.record({
      origin: fc.nat(2),
      agent: fc.nat(2),
      minute: fc.nat(3),
      version: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc
          .array(partial, { maxLength: 30 })
          .chain((list) =>
            fc.tuple(
              fc.constant(list),
              fc.array(fc.nat(29), { maxLength: 20 }),
              fc.shuffledSubarray(list, { minLength: list.length }),
            ),
          ),
        ([list, repeats, shuffled]) => {
          const fullest = new Map<string, number>();
          for (const { origin, agent, minute, version } of list) {
            const key = `${minute} ${agent} ${origin}`;
            fullest.set(key, Math.max(fullest.get(key) ?? 0, version));
          }
          const expected = new Map<string, number>();
          for (const [key, version] of fullest) {
            const slot = key.slice(0, key.lastIndexOf(' '));
            expected.set(slot, (expected.get(slot) ?? 0) + 10 * version);
          }
          const windows = new MergedWindows(RULES);
          const delivered = shuffled.concat(repeats.flatMap((i) => list[i] ?? []));
          delivered.forEach(({ origin, agent, minute, version }, offset) =>
            windows.add(`in/${origin}`, rowOf(`${agent}`, minute, version), offset),
          );
          const sums = new Map<string, number>();
          for (const { windowStartMs, rows } of windows.finalise(sealing(9))) {
            for (const { series, sum } of rows) {
              sums.set(`${(windowStartMs - T0_MS) / MINUTE_MS} ${series.agent}`, sum);
            }
          }
          expect(sums).toEqual(expected);
        },
      ),
    );
  });
});
