import { heaviestExamples, seriesKey, type WindowRow } from '@tacet/contracts';
import { LogLinearHistogram } from '@tacet/core/sketches';
import { windowSealedUnder, type LatenessRules } from './lateness';

interface OpenWindow {
  /** Offset of the first record that contributed. */
  firstOffset: number;
  /** Per series, one slot per origin: a repeated partial changes nothing, a fuller one replaces. */
  series: Map<string, Map<string, WindowRow>>;
}

/** One window of every series that has rows in it, merged over origins, in a fixed order. */
export interface FinalWindow {
  windowStartMs: number;
  rows: WindowRow[];
}

/**
 * Windows of many origins on their way to being final. `finalUpTo` (F) says which were applied already; it
 * only moves forward and comes from the origins' punctuation, in log order.
 */
export class MergedWindows {
  private readonly open = new Map<number, OpenWindow>();
  /** On-time rows that came after their window was final: exact in the store, unseen by detectors. */
  latePartials = 0;

  constructor(
    private readonly rules: LatenessRules,
    private finalUpTo = -1,
  ) {}

  /** Every window that starts below this is final. */
  get finalUpToMs(): number {
    return this.finalUpTo;
  }

  /** Takes one on-time row. Late and future rows belong to the store alone. */
  add(origin: string, row: WindowRow, offset: number): void {
    if (row.kind !== 'on-time') return;
    if (row.windowStartMs < this.finalUpTo) {
      this.latePartials++;
      return;
    }
    let window = this.open.get(row.windowStartMs);
    if (!window) this.open.set(row.windowStartMs, (window = { firstOffset: offset, series: new Map() }));
    const key = seriesKey(row.series);
    let slots = window.series.get(key);
    if (!slots) window.series.set(key, (slots = new Map<string, WindowRow>()));
    const known = slots.get(origin);
    if (!known || row.version > known.version) slots.set(origin, row);
  }

  /** Windows that are complete under the combined watermark, oldest first; they are final from now on. */
  finalise(watermarkMs: number): FinalWindow[] {
    const starts = [...this.open.keys()]
      .filter((start) => windowSealedUnder(start, watermarkMs, this.rules))
      .sort((a, b) => a - b);
    const out = starts.map((windowStartMs): FinalWindow => {
      const { series } = this.open.get(windowStartMs)!;
      this.open.delete(windowStartMs);
      const rows = [...series.keys()].sort().map((key) => merge([...series.get(key)!.values()]));
      return { windowStartMs, rows };
    });
    const { windowSizeMs, allowedLatenessMs } = this.rules;
    const next = Math.floor((watermarkMs - allowedLatenessMs) / windowSizeMs) * windowSizeMs;
    this.finalUpTo = Math.max(this.finalUpTo, next);
    return out;
  }

  oldestOffset(): number | null {
    let oldest: number | null = null;
    for (const { firstOffset } of this.open.values()) {
      if (oldest === null || firstOffset < oldest) oldest = firstOffset;
    }
    return oldest;
  }
}

function merge(rows: readonly WindowRow[]): WindowRow {
  const first = rows[0]!;
  if (rows.length === 1) return first;
  const merged: WindowRow = { ...first, version: 0, n: 0, sum: 0, measures: first.measures.map(() => 0) };
  let histogram: LogLinearHistogram | null = null;
  for (const row of rows) {
    merged.version += row.version;
    merged.n += row.n;
    merged.sum += row.sum;
    row.measures.forEach((value, i) => (merged.measures[i] = (merged.measures[i] ?? 0) + value));
    if (!row.histogram) continue;
    const part = LogLinearHistogram.fromSparse(row.histogram);
    if (histogram) histogram.merge(part);
    else histogram = part;
  }
  if (histogram) merged.histogram = histogram.toSparse();
  const examples = heaviestExamples(rows.flatMap((row) => row.examples ?? []));
  if (examples.length > 0) merged.examples = examples;
  return merged;
}
