import type { TrailSpan, TrailTrace } from '../trail-files';

const START_MS = Date.UTC(2025, 2, 19, 16, 0, 0);

export const TRACE_ID = '0035f455b3ff2295167a844f04d85d34';

/** A span that starts at 16:00 and ends `endSeconds` later; its id is that number. */
export function spanEnding(endSeconds: number, over: Partial<TrailSpan> = {}): TrailSpan {
  return {
    timestamp: new Date(START_MS).toISOString().replace('Z', '000Z'),
    duration: `PT${endSeconds}S`,
    trace_id: TRACE_ID,
    span_id: endSeconds.toString(16).padStart(16, '0'),
    parent_span_id: null,
    span_name: 'main',
    status_code: 'Unset',
    status_message: '',
    scope_name: 'patronus.sdk',
    scope_version: '',
    resource_attributes: { 'service.name': 'gaia' },
    span_attributes: {},
    events: [],
    child_spans: [],
    ...over,
  };
}

/** Milliseconds since the epoch, `seconds` after the start of every span here. */
export function msAfterStart(seconds: number): number {
  return START_MS + seconds * 1_000;
}

export function traceOf(spans: TrailSpan[]): TrailTrace {
  return { traceId: TRACE_ID, split: 'gaia', spans };
}
