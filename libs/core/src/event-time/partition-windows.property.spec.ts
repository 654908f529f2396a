import fc from 'fast-check';
import { OTHER, type WindowRow } from '@tacet/contracts';
import { place } from './lateness';
import { PartitionWindows } from './partition-windows';
import { foldInto, messages, RULES, T0_MS, watermarksOf, type LogMessage } from './testdata/marks';

const TIGHT = { ...RULES, seriesPerTenantMax: 2 };
const END_OF_TIME_MS = T0_MS * 1_000;

/** Final rows by identity: the highest version of each, as the store keeps them. */
class Store {
  readonly rows = new Map<string, WindowRow>();

  put(rows: readonly WindowRow[]): void {
    for (const row of rows) {
      const key = JSON.stringify([row.series, row.windowStartMs, row.kind, row.bucketMs]);
      const known = this.rows.get(key);
      if (known && known.version === row.version) expect(row).toEqual(known);
      if (!known || row.version > known.version) this.rows.set(key, row);
    }
  }
}

function wholeFold(log: readonly LogMessage[], rules = TIGHT): Store {
  const windows = new PartitionWindows(rules);
  foldInto(windows, log, 0, log.length);
  const store = new Store();
  store.put(windows.current());
  return store;
}

describe('I1 purity: rows are a function of the log alone', () => {
  it('whenever units are sealed and let go', () => {
    fc.assert(
      fc.property(messages(4), fc.array(fc.nat(59)), (log, seals) => {
        const watermarks = watermarksOf(log);
        const windows = new PartitionWindows(TIGHT);
        const store = new Store();
        for (let offset = 0; offset < log.length; offset++) {
          foldInto(windows, log, offset, offset + 1);
          if (!seals.includes(offset)) continue;
          store.put(windows.completeUnder(watermarks[offset + 1]!));
          windows.release(watermarks[offset + 1]!);
        }
        store.put(windows.current());
        expect(store.rows).toEqual(wholeFold(log).rows);
      }),
    );
  });

  it('in any order of marks within the lateness, while no cap is reached', () => {
    const anyOrder = messages(4).chain((log) => {
      const marks = log.flatMap((message) => message.marks.map((mark) => ({ ...message, marks: [mark] })));
      return fc.tuple(fc.constant(marks), fc.shuffledSubarray(marks, { minLength: marks.length }));
    });
    const endMs = T0_MS + RULES.allowedLatenessMs;
    const fold = (marks: LogMessage[]): WindowRow[] => {
      const windows = new PartitionWindows(RULES);
      for (const {
        recordTimeMs,
        marks: [one],
      } of marks) {
        // One watermark for all: nothing is late yet, whatever the order.
        const at = { firstOffset: 0, recordTimeMs, watermarkBeforeMs: endMs };
        if (one!.eventTimeMs >= T0_MS) windows.add(one!.mark, one!.eventTimeMs, at);
      }
      return windows.completeUnder(END_OF_TIME_MS);
    };
    fc.assert(fc.property(anyOrder, ([marks, shuffled]) => expect(fold(shuffled)).toEqual(fold(marks))));
  });
});

describe('I2 commit truth: a reader that starts at the oldest offset with D rebuilds every open unit', () => {
  const crash = fc.record({ sealAt: fc.nat(60), crashAt: fc.nat(60) });

  const replay = (log: LogMessage[], sealAt: number, crashAt: number, mutant = ''): Store => {
    const watermarks = watermarksOf(log);
    const store = new Store();
    const first = new PartitionWindows(TIGHT);
    foldInto(first, log, 0, sealAt);
    store.put(first.completeUnder(watermarks[sealAt]!));
    first.release(watermarks[sealAt]!);
    const committed = mutant === 'commit = position' ? sealAt : (first.oldestOffset() ?? sealAt);
    foldInto(first, log, sealAt, crashAt);
    store.put(first.current());

    const second = new PartitionWindows(TIGHT, mutant === 'no D' ? -1 : first.sealedUpToMs);
    foldInto(second, log, committed, log.length);
    store.put(second.current());
    return store;
  };

  it('and no sealed unit by half', () => {
    fc.assert(
      fc.property(messages(4), crash, (log, { sealAt, crashAt }) => {
        const seal = Math.min(sealAt, log.length);
        const store = replay(log, seal, Math.min(Math.max(crashAt, seal), log.length));
        expect(store.rows).toEqual(wholeFold(log).rows);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['commit = position', 'no D'])('which fails with the mutant "%s"', (mutant) => {
    const check = fc.check(
      fc.property(messages(4), crash, (log, { sealAt, crashAt }) => {
        const seal = Math.min(sealAt, log.length);
        const store = replay(log, seal, Math.min(Math.max(crashAt, seal), log.length), mutant);
        expect(store.rows).toEqual(wholeFold(log).rows);
      }),
      { numRuns: 2_000, endOnFailure: true },
    );
    expect(check.failed).toBe(true);
  });
});

describe('I3 version = number of contributing marks', () => {
  it('grows with every mark, so that the longer prefix always wins', () => {
    fc.assert(
      fc.property(messages(4), (log) => {
        const windows = new PartitionWindows(TIGHT);
        let before = 0;
        for (let offset = 0; offset < log.length; offset++) {
          foldInto(windows, log, offset, offset + 1);
          const now = windows.current().reduce((total, { version }) => total + version, 0);
          expect(now - before).toBe(log[offset]!.marks.length);
          before = now;
        }
      }),
    );
  });
});

describe('I5 conservation', () => {
  it('Σ over kinds and series, with __other__, is every mark', () => {
    fc.assert(
      fc.property(messages(6), fc.integer({ min: 1, max: 4 }), (log, seriesPerTenantMax) => {
        const { rows } = wholeFold(log, { ...RULES, seriesPerTenantMax });
        const marks = log.flatMap((message) => message.marks);
        const total = (of: (row: WindowRow) => number): number =>
          [...rows.values()].reduce((sum, row) => sum + of(row), 0);
        expect(total(({ n }) => n)).toBe(marks.length);
        const sum = marks.reduce((all, { mark }) => all + mark.sum, 0);
        expect(total((row) => row.sum)).toBe(sum);
        expect(total(({ measures }) => measures[1]!)).toBe(sum);
        const counts = total(({ histogram = [] }) =>
          histogram.reduce((all, x, i) => all + (i % 2 ? x : 0), 0),
        );
        expect(counts).toBe(marks.length);
      }),
    );
  });

  it('keeps the sums of each window exact under the cap, and the named series complete', () => {
    fc.assert(
      fc.property(messages(6), (log) => {
        const { rows } = wholeFold(log);
        const watermarks = watermarksOf(log);
        const sums = new Map<string, number>();
        log.forEach(({ recordTimeMs, marks }, offset) => {
          for (const { mark, eventTimeMs } of marks) {
            const { kind, windowStartMs } = place(eventTimeMs, recordTimeMs, watermarks[offset]!, TIGHT);
            const key = `${kind} ${windowStartMs} ${mark.series.tenant}`;
            sums.set(key, (sums.get(key) ?? 0) + mark.sum);
          }
        });
        const stored = new Map<string, number>();
        for (const { series, kind, windowStartMs, sum } of rows.values()) {
          const key = `${kind} ${windowStartMs} ${series.tenant}`;
          stored.set(key, (stored.get(key) ?? 0) + sum);
        }
        expect(stored).toEqual(sums);
      }),
    );
  });

  it('holds at most the cap and one more row per tenant and unit', () => {
    fc.assert(
      fc.property(messages(6), (log) => {
        const windows = new PartitionWindows(TIGHT);
        foldInto(windows, log, 0, log.length);
        const perUnit = new Map<string, number>();
        for (const { series, kind, windowStartMs, bucketMs } of windows.current()) {
          if (series.agent === OTHER) continue;
          const key = `${kind} ${kind === 'on-time' ? windowStartMs : bucketMs} ${series.tenant}`;
          perUnit.set(key, (perUnit.get(key) ?? 0) + 1);
        }
        for (const held of perUnit.values()) expect(held).toBeLessThanOrEqual(TIGHT.seriesPerTenantMax);
      }),
    );
  });
});
