import { type ExportedRecord } from './agent-simulation';
import { batchRecords } from './collector';

const END_MS = 3_600_000;

function exportedAt(...times: number[]): ExportedRecord[] {
  return times.map((exportedMs, i) => ({ exportedMs, traceId: `trace-${i % 2}` }) as ExportedRecord);
}

describe('batching', () => {
  it('sends a full batch at once and the rest when its time is over', () => {
    const batches = batchRecords(
      'gateway',
      exportedAt(...Array.from({ length: 23 }, (_, i) => i * 100)),
      END_MS,
    );
    expect(batches.map((b) => [b.sentMs, b.exported.length])).toEqual([
      [1_900, 20],
      [2_000 + 45_000, 3],
    ]);
  });

  it('sends what waited 45 s before it takes a later record', () => {
    const batches = batchRecords('json', exportedAt(0, 44_999, 45_000), END_MS);
    expect(batches.map((b) => [b.sentMs, b.exported.length])).toEqual([
      [45_000, 2],
      [90_000, 1],
    ]);
  });

  it('leaves nothing behind at the end of the hour', () => {
    const batches = batchRecords('logs', exportedAt(END_MS - 10), END_MS);
    expect(batches.map((b) => b.sentMs)).toEqual([END_MS - 1]);
  });

  it('splits a batch into one keyed message per trace when it partitions by trace', () => {
    const batches = batchRecords('by-trace', exportedAt(0, 1, 2), END_MS);
    expect(batches.map((b) => [b.key, b.exported.length, b.sentMs])).toEqual([
      ['trace-0', 2, 45_000],
      ['trace-1', 1, 45_000],
    ]);
  });
});
