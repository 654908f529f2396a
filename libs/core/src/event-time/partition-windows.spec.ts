import { OTHER } from '@tacet/contracts';
import { PartitionWindows, type MarkOrigin } from './partition-windows';
import { MINUTE_MS, markOf, RULES, seriesOf, T0_MS } from './testdata/marks';

const at = (firstOffset: number, watermarkBeforeMs = T0_MS, recordTimeMs = T0_MS): MarkOrigin => ({
  firstOffset,
  recordTimeMs,
  watermarkBeforeMs,
});
const SEALS_T0_MS = T0_MS + MINUTE_MS + RULES.allowedLatenessMs;

describe('PartitionWindows', () => {
  it('adds marks of one series and window into one row with a version that counts them', () => {
    const windows = new PartitionWindows(RULES);
    windows.add(markOf(seriesOf('buyer'), 7), T0_MS, at(0));
    windows.add(markOf(seriesOf('buyer'), 5), T0_MS + 59_999, at(1));
    expect(windows.current()).toEqual([
      {
        series: seriesOf('buyer'),
        windowStartMs: T0_MS,
        kind: 'on-time',
        bucketMs: 0,
        version: 2,
        n: 2,
        sum: 12,
        measures: [2, 12, 0, 0, 0, 0, 0],
        histogram: [5, 1, 7, 1],
      },
    ]);
  });

  it('keeps a late mark apart from the window that was sealed without it', () => {
    const windows = new PartitionWindows(RULES);
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS, at(0));
    expect(windows.add(markOf(seriesOf('buyer'), 2), T0_MS, at(1, SEALS_T0_MS, SEALS_T0_MS))).toBe('late');
    const rows = windows.current().map(({ kind, windowStartMs, sum }) => ({ kind, windowStartMs, sum }));
    expect(rows).toEqual([
      { kind: 'on-time', windowStartMs: T0_MS, sum: 1 },
      { kind: 'late', windowStartMs: T0_MS, sum: 2 },
    ]);
  });

  it('keeps late marks of one series about different windows in rows of their own', () => {
    const windows = new PartitionWindows(RULES);
    const late = at(0, T0_MS + 30 * MINUTE_MS, T0_MS + 30 * MINUTE_MS);
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS, late);
    windows.add(markOf(seriesOf('buyer'), 2), T0_MS + MINUTE_MS, late);
    expect(windows.current().map(({ windowStartMs, bucketMs }) => [windowStartMs, bucketMs])).toEqual([
      [T0_MS, T0_MS + 30 * MINUTE_MS],
      [T0_MS + MINUTE_MS, T0_MS + 30 * MINUTE_MS],
    ]);
  });

  it('hands out complete units without letting them go, and lets go only what was complete', () => {
    const windows = new PartitionWindows(RULES);
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS, at(3));
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS + MINUTE_MS, at(4));
    expect(windows.completeUnder(SEALS_T0_MS - 1)).toEqual([]);
    expect(windows.completeUnder(SEALS_T0_MS)).toHaveLength(1);
    expect([windows.openUnits, windows.oldestOffset()]).toEqual([2, 3]);
    windows.release(SEALS_T0_MS);
    expect([windows.openUnits, windows.oldestOffset(), windows.sealedUpToMs]).toEqual([1, 4, SEALS_T0_MS]);
  });

  it('has no oldest offset when nothing is open', () => {
    const windows = new PartitionWindows(RULES);
    expect(windows.oldestOffset()).toBeNull();
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS, at(9));
    windows.release(SEALS_T0_MS);
    expect(windows.oldestOffset()).toBeNull();
  });

  it('never moves D back', () => {
    const windows = new PartitionWindows(RULES, SEALS_T0_MS);
    windows.release(T0_MS);
    expect(windows.sealedUpToMs).toBe(SEALS_T0_MS);
  });

  it('holds the commit at the oldest offset that a mark names, not at the one that came first', () => {
    const windows = new PartitionWindows(RULES);
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS, at(8));
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS, at(5));
    expect(windows.oldestOffset()).toBe(5);
  });

  it('knows what is durable, by the same rule by which it skips', () => {
    const windows = new PartitionWindows(RULES, SEALS_T0_MS);
    const before = { recordTimeMs: T0_MS, watermarkBeforeMs: T0_MS };
    expect(windows.isDurable(T0_MS, before)).toBe(true);
    expect(windows.isDurable(T0_MS + MINUTE_MS, before)).toBe(false);
    windows.add(markOf(seriesOf('buyer'), 1), T0_MS, { ...before, firstOffset: 0 });
    expect(windows.openUnits).toBe(0);
  });

  it('counts the series over the cap of a tenant under one name, in that tenant alone', () => {
    const windows = new PartitionWindows({ ...RULES, seriesPerTenantMax: 2 });
    for (const agent of ['a', 'b', 'c', 'd', 'a']) {
      windows.add(markOf(seriesOf(agent, 'crowded'), 1), T0_MS, at(0));
    }
    windows.add(markOf(seriesOf('e', 'calm'), 1), T0_MS, at(0));
    const named = windows.current().map(({ series, n }) => `${series.tenant}/${series.agent} ${n}`);
    expect(named.sort()).toEqual(['calm/e 1', `crowded/${OTHER} 2`, 'crowded/a 2', 'crowded/b 1']);
    expect(windows.overflow).toBe(2);
  });

  it('gives every unit a cap of its own', () => {
    const windows = new PartitionWindows({ ...RULES, seriesPerTenantMax: 1 });
    windows.add(markOf(seriesOf('a'), 1), T0_MS, at(0));
    windows.add(markOf(seriesOf('b'), 1), T0_MS + MINUTE_MS, at(0));
    expect(windows.overflow).toBe(0);
  });
});
