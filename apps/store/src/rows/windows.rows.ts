import { decodeWindows, SIGNALS, type WindowRow } from '@tacet/contracts';
import type { TableRow } from '@tacet/runtime';
import type { MessageRows } from './message-rows';

/** A partials record → one row per series, window and origin. */
export function windowsRows(value: string): MessageRows {
  const { origin, rows } = decodeWindows(value);
  return { ok: true, rows: rows.map((row) => windowRow(row, origin)) };
}

function windowRow(row: WindowRow, origin: string): TableRow {
  const { series, histogram = [] } = row;
  const bins: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i + 1 < histogram.length; i += 2) {
    bins.push(histogram[i]!);
    counts.push(histogram[i + 1]!);
  }
  return {
    signal: series.signal,
    tenant: series.tenant,
    env: series.env,
    service: series.service,
    agent: series.agent,
    agent_version: series.agentVersion,
    model: series.model,
    tool: series.tool,
    step_kind: series.stepKind,
    window_start: seconds(row.windowStartMs),
    kind: row.kind,
    bucket_start: seconds(row.bucketMs),
    version: row.version,
    n: row.n,
    sum: row.sum,
    measures: namedMeasures(row),
    bins,
    bin_counts: counts,
    origin,
  };
}

/** Measures under their names; those of a newer writer that this build does not know are numbered. */
function namedMeasures({ series, measures }: WindowRow): Record<string, number> {
  const names: readonly string[] = Object.hasOwn(SIGNALS, series.signal)
    ? SIGNALS[series.signal].measures
    : [];
  const named: Record<string, number> = {};
  for (let i = 0; i < measures.length; i++) named[names[i] ?? `measure${i}`] = measures[i]!;
  return named;
}

const SECONDS_MAX = 4_294_967_295;

function seconds(timeMs: number): number {
  return Math.min(SECONDS_MAX, Math.max(0, Math.floor(timeMs / 1_000)));
}
