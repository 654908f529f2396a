import type { FailureClass, RecoveryAction } from '../healing';
import type { AnomalyData } from './anomaly-data';
import { buildCloudEvent, toIsoTime, type CloudEvent } from './cloud-event';
import { DATA_SCHEMAS, EVENT_SOURCES, EVENT_TYPES } from './event-types';
import type { AnomalyStatus, ChangeKind, Failure, Severity } from './vocabulary';

/** What a detector's lifecycle hands out, in numbers: any object of this shape becomes an anomaly event. */
export interface AnomalyFacts {
  type: AnomalyStatus;
  id: string;
  revision: number;
  detector: string;
  detectorVersion: string;
  failure: Failure;
  class: FailureClass;
  severity: Severity;
  series: {
    tenant: string;
    env: string;
    service: string;
    agent: string;
    agentVersion: string;
    model: string;
    tool: string;
    stepKind?: string;
    signal: string;
  };
  onsetMs: number;
  detectedAtMs: number;
  resolvedAtMs?: number;
  observed: { value: number; low: number; high: number; unit: string } | null;
  baseline: { value: number; unit: string } | null;
  effect: { ratio: number; low: number; high: number; excess: number } | null;
  evidence:
    | { kind: 'series'; eValue: number; threshold: number; chanceOncePerWeeks: number; frontEnd: string }
    | { kind: 'rule'; rule: string; hits: number; numbers: Readonly<Record<string, number>> };
  exampleTraceIds: readonly string[];
  exampleSpanIds: readonly string[];
  firstDivergentSpanId?: string;
  suspectedChange?: { kind: ChangeKind; value: string };
  recommendedRecovery: RecoveryAction;
  explanation: string;
  sufficiency: { computable: boolean; reason?: string };
}

const TYPE_OF: Record<AnomalyStatus, (typeof EVENT_TYPES)[keyof typeof EVENT_TYPES]> = {
  opened: EVENT_TYPES.anomalyOpened,
  updated: EVENT_TYPES.anomalyUpdated,
  resolved: EVENT_TYPES.anomalyResolved,
};

/** JSON knows no infinity: what grows without bound (an interval's upper end, an e-value) is cut here. */
const NUMBER_MAX = 1e15;
const EXAMPLES_MAX = 10;
/** Log records may come without a trace: such examples point nowhere and are left out. */
const TRACE_ID = /^[0-9a-f]{32}$/;
const SPAN_ID = /^[0-9a-f]{16}$/;

/** The CloudEvent of one revision. Id `anomalyId:revision`, key and partitionkey the anomaly id. */
export function anomalyEvent(facts: AnomalyFacts): CloudEvent<AnomalyData> {
  return buildCloudEvent({
    id: `${facts.id}:${facts.revision}`,
    type: TYPE_OF[facts.type],
    source: EVENT_SOURCES.detect,
    timeMs: facts.detectedAtMs,
    subject: facts.id,
    partitionKey: facts.id,
    dataSchema: DATA_SCHEMAS.anomaly,
    data: anomalyData(facts),
  });
}

/** The same facts as they stand on the wire: ISO times, finite numbers, at most ten examples. */
export function anomalyData(facts: AnomalyFacts): AnomalyData {
  const { observed, baseline, effect, series } = facts;
  return {
    id: facts.id,
    revision: facts.revision,
    detector: facts.detector,
    detectorVersion: facts.detectorVersion,
    failure: facts.failure,
    class: facts.class,
    severity: facts.severity,
    status: facts.type,
    series: {
      tenant: series.tenant,
      env: series.env,
      service: series.service,
      agent: series.agent,
      agentVersion: series.agentVersion,
      model: series.model,
      tool: series.tool,
      stepKind: series.stepKind ?? '',
      signal: series.signal,
    },
    onset: toIsoTime(facts.onsetMs),
    detectedAt: toIsoTime(facts.detectedAtMs),
    ...(facts.resolvedAtMs === undefined ? {} : { resolvedAt: toIsoTime(facts.resolvedAtMs) }),
    observed: observed && {
      value: finite(observed.value),
      low: finite(observed.low),
      high: finite(observed.high),
      unit: observed.unit,
    },
    baseline: baseline && { value: finite(baseline.value), unit: baseline.unit },
    effect: effect && {
      ratio: finite(effect.ratio),
      low: finite(effect.low),
      high: finite(effect.high),
      excess: finite(effect.excess),
    },
    evidence: evidenceOnWire(facts.evidence),
    exampleTraceIds: facts.exampleTraceIds.filter((id) => TRACE_ID.test(id)).slice(0, EXAMPLES_MAX),
    exampleSpanIds: facts.exampleSpanIds.filter((id) => SPAN_ID.test(id)).slice(0, EXAMPLES_MAX),
    ...(facts.firstDivergentSpanId !== undefined && SPAN_ID.test(facts.firstDivergentSpanId)
      ? { firstDivergentSpanId: facts.firstDivergentSpanId }
      : {}),
    ...(facts.suspectedChange ? { suspectedChange: { ...facts.suspectedChange } } : {}),
    recommendedRecovery: facts.recommendedRecovery,
    explanation: facts.explanation.slice(0, 1000),
    sufficiency: { ...facts.sufficiency },
  };
}

function evidenceOnWire(evidence: AnomalyFacts['evidence']): AnomalyData['evidence'] {
  if (evidence.kind === 'series') {
    return {
      kind: 'series',
      eValue: finite(evidence.eValue),
      threshold: finite(evidence.threshold),
      chanceOncePerWeeks: finite(evidence.chanceOncePerWeeks),
      frontEnd: evidence.frontEnd,
    };
  }
  const numbers: Record<string, number> = {};
  for (const [name, value] of Object.entries(evidence.numbers)) numbers[name] = finite(value);
  return { kind: 'rule', rule: evidence.rule, hits: evidence.hits, numbers };
}

function finite(value: number): number {
  if (Number.isNaN(value)) throw new RangeError('an anomaly carries a number that is none');
  return Math.min(NUMBER_MAX, Math.max(-NUMBER_MAX, value));
}
