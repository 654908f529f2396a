import { count, flag, measured, part, text, texts, timeMs } from './cells';
import type { MessageRows } from './message-rows';
import { readOwnEvent } from './read-event';

/** An anomaly event → one row per revision: the event as it was published, and columns promoted from it. */
export function anomaliesRows(value: string, logTimeMs: number): MessageRows {
  const read = readOwnEvent(value, 'ai.tacet.anomaly.');
  if (!read.ok) return read;
  const { type, time, data } = read.event;
  const id = text(data['id']);
  const revision = count(data['revision'] as number);
  if (!id || revision === null) return { ok: false, reason: 'missing-identity' };
  const row = {
    id,
    revision,
    version: logTimeMs,
    event_type: type,
    event_time: timeMs(time),
    status: text(data['status']),
    detector: text(data['detector']),
    detector_version: text(data['detectorVersion']),
    failure: text(data['failure']),
    class: text(data['class']),
    severity: text(data['severity']),
    ...seriesColumns(part(data, 'series')),
    onset_at: timeMs(data['onset']),
    detected_at: timeMs(data['detectedAt']),
    resolved_at: timeMs(data['resolvedAt']),
    ...measureColumns(data),
    ...evidenceColumns(part(data, 'evidence')),
    explanation: text(data['explanation']),
    example_trace_ids: texts(data['exampleTraceIds']),
    example_span_ids: texts(data['exampleSpanIds']),
    first_divergent_span_id: text(data['firstDivergentSpanId']),
    suspected_change_kind: text(part(data, 'suspectedChange')['kind']),
    suspected_change: text(part(data, 'suspectedChange')['value']),
    recommended_recovery: text(data['recommendedRecovery']),
    computable: flag(part(data, 'sufficiency')['computable']),
    event: value,
  };
  return { ok: true, rows: [row] };
}

function seriesColumns(series: Record<string, unknown>): Record<string, string> {
  return {
    signal: text(series['signal']),
    tenant: text(series['tenant']),
    env: text(series['env']),
    service: text(series['service']),
    agent: text(series['agent']),
    agent_version: text(series['agentVersion']),
    model: text(series['model']),
    tool: text(series['tool']),
    step_kind: text(series['stepKind']),
  };
}

function measureColumns(data: Record<string, unknown>): Record<string, number | string | null> {
  const observed = part(data, 'observed');
  const effect = part(data, 'effect');
  return {
    observed: measured(observed['value']),
    observed_low: measured(observed['low']),
    observed_high: measured(observed['high']),
    observed_unit: text(observed['unit']),
    baseline: measured(part(data, 'baseline')['value']),
    effect_ratio: measured(effect['ratio']),
    effect_low: measured(effect['low']),
    effect_high: measured(effect['high']),
    effect_excess: measured(effect['excess']),
  };
}

function evidenceColumns(evidence: Record<string, unknown>): Record<string, number | string | null> {
  return {
    evidence_kind: text(evidence['kind']),
    e_value: measured(evidence['eValue']),
    e_threshold: measured(evidence['threshold']),
    rule: text(evidence['rule']),
    rule_hits: count(evidence['hits'] as number),
  };
}
