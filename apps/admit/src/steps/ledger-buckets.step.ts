import type { LedgerRow } from '@tacet/contracts';
import { bucketSealedUnder, windowStartOf, type LatenessRules } from '@tacet/core/event-time';

/** What one message adds to its bucket. */
export type LedgerEntry = Omit<LedgerRow, 'origin' | 'bucketMs' | 'firstOffset' | 'lastOffset' | 'messages'>;

/**
 * The ledger of one input partition: buckets are minutes of the watermark before each message, so they tile
 * the offsets. A bucket is a unit like a window: rebuilt whole by a replay, skipped once durable.
 */
export class LedgerBuckets {
  private readonly open = new Map<number, LedgerRow>();

  constructor(
    private readonly origin: string,
    private readonly rules: LatenessRules,
  ) {}

  add(offset: number, watermarkBeforeMs: number, sealedUpToMs: number, entry: LedgerEntry): void {
    const bucketMs = windowStartOf(watermarkBeforeMs, this.rules.windowSizeMs);
    if (bucketSealedUnder(bucketMs, sealedUpToMs, this.rules)) return;
    let row = this.open.get(bucketMs);
    if (!row) this.open.set(bucketMs, (row = emptyRow(this.origin, bucketMs, offset)));
    row.lastOffset = offset;
    row.messages++;
    row.bytes += entry.bytes;
    row.onTime += entry.onTime;
    row.late += entry.late;
    row.future += entry.future;
    row.overflow += entry.overflow;
    row.poison += entry.poison;
    row.unknownAttributes += entry.unknownAttributes;
  }

  completeUnder(watermarkMs: number): LedgerRow[] {
    return [...this.open.values()]
      .filter((row) => bucketSealedUnder(row.bucketMs, watermarkMs, this.rules))
      .sort((a, b) => a.bucketMs - b.bucketMs);
  }

  release(watermarkMs: number): void {
    for (const row of this.completeUnder(watermarkMs)) this.open.delete(row.bucketMs);
  }

  /** Rows as they stand, complete or not. */
  current(): LedgerRow[] {
    return [...this.open.values()].sort((a, b) => a.bucketMs - b.bucketMs);
  }

  oldestOffset(): number | null {
    let oldest: number | null = null;
    for (const row of this.open.values()) {
      if (oldest === null || row.firstOffset < oldest) oldest = row.firstOffset;
    }
    return oldest;
  }
}

function emptyRow(origin: string, bucketMs: number, offset: number): LedgerRow {
  return {
    origin,
    bucketMs,
    firstOffset: offset,
    lastOffset: offset,
    messages: 0,
    bytes: 0,
    onTime: 0,
    late: 0,
    future: 0,
    overflow: 0,
    poison: 0,
    unknownAttributes: 0,
  };
}
