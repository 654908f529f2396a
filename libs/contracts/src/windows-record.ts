import type { Envelope } from './envelope';
import type { Series, WindowExample, WindowKind, WindowRow } from './series';

/**
 * The value of a partials message: an envelope whose rows name their series by index, because one series
 * comes again in every minute. A row is
 * [series, windowStartMs, kind, bucketMs, version, n, sum, measures, histogram or null, examples or none].
 */
type WireRow = [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number[],
  number[] | null,
  WindowExample[]?,
];

export interface WindowsRecord extends Omit<Envelope<never>, 'rows'> {
  series: Series[];
  rows: WireRow[];
}

const KINDS: readonly WindowKind[] = ['on-time', 'late', 'future'];

export function encodeWindows(head: Omit<Envelope<never>, 'rows'>, rows: readonly WindowRow[]): string {
  const index = new Map<string, number>();
  const series: Series[] = [];
  const wire = rows.map((row): WireRow => {
    const key = JSON.stringify(row.series);
    let at = index.get(key);
    if (at === undefined) {
      at = series.length;
      index.set(key, at);
      series.push(row.series);
    }
    const kind = KINDS.indexOf(row.kind);
    const { windowStartMs, bucketMs, version, n, sum, measures, histogram, examples } = row;
    const out: WireRow = [at, windowStartMs, kind, bucketMs, version, n, sum, measures, histogram ?? null];
    if (examples) out.push(examples);
    return out;
  });
  const record: WindowsRecord = { ...head, series, rows: wire };
  return JSON.stringify(record);
}

/** Reads a partials message. Throws on anything that is not one. */
export function decodeWindows(value: string): Envelope<WindowRow> {
  const { series, rows, ...head } = JSON.parse(value) as WindowsRecord;
  if (head.v !== 1 || !Array.isArray(rows)) throw new Error('not a windows record of version 1');
  return {
    ...head,
    rows: rows.map(([at, windowStartMs, kind, bucketMs, version, n, sum, measures, histogram, examples]) => {
      const row: WindowRow = {
        series: series[at]!,
        windowStartMs,
        kind: KINDS[kind]!,
        bucketMs,
        version,
        n,
        sum,
        measures,
      };
      if (histogram) row.histogram = histogram;
      if (examples) row.examples = examples;
      return row;
    }),
  };
}
