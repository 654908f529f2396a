import type { LedgerRow, Step } from '@tacet/contracts';
import { binOf } from '@tacet/core/sketches';
import type { AdmitSettings } from '../admit.config';
import { valueOf, type PlainMessage } from './plain-messages';

/** Where one step counts, and the row that it adds to. */
interface Contribution {
  kind: 'on-time' | 'late' | 'future';
  /** Sealed under D when this holds. */
  isSealedUnder(d: number): boolean;
  row: string;
}

export interface BatchRow {
  version: number;
  n: number;
  sum: number;
  measures: number[];
  histogram: number[];
}

/** What one input partition amounts to: written from the definitions alone, without any of admit's code. */
export class BatchFold {
  /** By series (`|` between its parts), window, kind, bucket and origin. */
  readonly rows = new Map<string, BatchRow>();
  readonly ledger = new Map<number, LedgerRow>();
  /** Watermark before each offset. */
  readonly watermarks: number[] = [-1];
  readonly contributions: Contribution[][] = [];
  private readonly named = new Map<string, Set<string>>();

  constructor(
    private readonly origin: string,
    messages: readonly PlainMessage[],
    private readonly settings: AdmitSettings,
  ) {
    messages.forEach((message, offset) => this.add(message, offset));
  }

  /** Whether the ledger's bucket of the message at `offset` is sealed under D. */
  isBucketSealed(offset: number, d: number): boolean {
    return minute(d) > minute(this.watermarks[offset]!);
  }

  private add(message: PlainMessage, offset: number): void {
    const watermark = this.watermarks[offset]!;
    const tile = this.tileOf(offset, minute(watermark));
    tile.lastOffset = offset;
    tile.messages++;
    tile.bytes += valueOf(message).length;
    if (message.steps === null) tile.poison++;
    this.contributions.push(
      (message.steps ?? []).map((step) => this.addStep(step, message.timestampMs, tile)),
    );
    this.watermarks.push(Math.max(watermark, message.timestampMs - this.settings.watermarkBoundMs));
  }

  private addStep(step: Step, recordTimeMs: number, tile: LedgerRow): Contribution {
    const { allowedLatenessMs, futureToleranceMs, seriesPerTenantMax } = this.settings.windows;
    const watermark = this.watermarks[this.watermarks.length - 1]!;
    const timeMs = step.endUs / 1_000;
    const closesMs = minute(timeMs) + 60_000 + allowedLatenessMs;
    const kind =
      timeMs > recordTimeMs + futureToleranceMs ? 'future' : closesMs <= watermark ? 'late' : 'on-time';
    const windowMs = minute(kind === 'future' ? recordTimeMs : timeMs);
    const bucketMs = kind === 'on-time' ? 0 : minute(watermark);
    const unit = `${kind} ${kind === 'on-time' ? windowMs : bucketMs} ${step.tenant}`;
    const named = this.named.get(unit) ?? new Set<string>();
    this.named.set(unit, named);
    let series = `${step.tenant}|prod|shop|${step.agent}||${step.model ?? ''}||llm`;
    const place = kind === 'on-time' ? series : `${series} ${windowMs}`;
    if (!named.has(place) && named.size >= seriesPerTenantMax) {
      series = [step.tenant, ...new Array<string>(7).fill('__other__')].join('|');
      tile.overflow++;
    } else named.add(place);
    if (kind === 'on-time') tile.onTime++;
    else tile[kind]++;
    const row = `spans|${series} ${windowMs} ${kind} ${bucketMs} ${this.origin}`;
    this.addTo(row, step);
    return {
      kind,
      row,
      isSealedUnder: (d) => (kind === 'on-time' ? closesMs <= d : minute(d) > bucketMs),
    };
  }

  private addTo(key: string, step: Step): void {
    const row = this.rows.get(key) ?? {
      version: 0,
      n: 0,
      sum: 0,
      measures: new Array<number>(7).fill(0),
      histogram: [],
    };
    this.rows.set(key, row);
    const durationUs = step.endUs - step.startUs;
    row.version++;
    row.n++;
    row.sum += durationUs;
    row.measures[0]! += step.ok ? 0 : 1;
    row.measures[1]! += step.inputTokens ?? 0;
    row.measures[2]! += step.outputTokens ?? 0;
    row.histogram = withOneMore(row.histogram, binOf(durationUs));
  }

  private tileOf(offset: number, bucketMs: number): LedgerRow {
    const known = this.ledger.get(bucketMs);
    if (known) return known;
    const counts = {
      messages: 0,
      bytes: 0,
      onTime: 0,
      late: 0,
      future: 0,
      overflow: 0,
      poison: 0,
      unknownAttributes: 0,
    };
    const tile = { origin: this.origin, bucketMs, firstOffset: offset, lastOffset: offset, ...counts };
    this.ledger.set(bucketMs, tile);
    return tile;
  }
}

function minute(ms: number): number {
  return Math.floor(ms / 60_000) * 60_000;
}

function withOneMore(histogram: readonly number[], bin: number): number[] {
  const counts = new Map<number, number>([[bin, 1]]);
  for (let i = 0; i < histogram.length; i += 2) {
    counts.set(histogram[i]!, (counts.get(histogram[i]!) ?? 0) + histogram[i + 1]!);
  }
  return [...counts].sort(([a], [b]) => a - b).flat();
}
