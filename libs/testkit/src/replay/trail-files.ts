import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Split } from './replay-options';

/** A span as the files hold it; values of attributes are text throughout. */
export interface TrailSpan {
  /** Start, ISO 8601 with microseconds. */
  timestamp: string;
  /** ISO 8601 duration, as in PT1M48.75533S. */
  duration: string;
  trace_id: string;
  span_id: string;
  /** Null at a root. May name a span that is not in the file. */
  parent_span_id: string | null;
  span_name: string;
  status_code: 'Ok' | 'Error' | 'Unset';
  status_message: string;
  scope_name: string;
  scope_version: string;
  resource_attributes: Record<string, string>;
  span_attributes: Record<string, string>;
  events: readonly { Timestamp: string; Name: string; Attributes: Record<string, string> }[];
  child_spans: readonly TrailSpan[];
}

export interface TrailTrace {
  traceId: string;
  split: Split;
  /** Flat, parents before children; where a span hangs is its own `parent_span_id`. */
  spans: readonly TrailSpan[];
}

/**
 * The traces of the chosen parts, by file name. Records joined to spans (`logs`) are left behind: they hold the
 * right answers. Throws when there is no trace at all.
 */
export function readTrail(trailDir: string, splits: readonly Split[]): TrailTrace[] {
  const traces = splits.flatMap((split) => {
    const folder = join(trailDir, 'traces', split);
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder).filter((file) => file.endsWith('.json.br'));
    return files.sort().map((file) => readTrace(join(folder, file), split));
  });
  if (traces.length === 0) throw new Error(`no trace in ${trailDir} for ${splits.join(', ')}`);
  return traces;
}

function readTrace(file: string, split: Split): TrailTrace {
  const text = brotliDecompressSync(readFileSync(file)).toString('utf8');
  const { trace_id: traceId, spans } = JSON.parse(text) as { trace_id: string; spans: TrailSpan[] };
  return { traceId, split, spans: spans.flatMap(flatten) };
}

function flatten(span: TrailSpan): TrailSpan[] {
  return [span, ...span.child_spans.flatMap(flatten)];
}
