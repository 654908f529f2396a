import { type Series } from '@tacet/contracts';
import { type AnomalyTransition, type LifecycleEvent } from '../../anomalies';
import { type SeriesMeasurement } from './measurement';
import { type SeriesDetectorDefinition } from './series-detector-definition';

/** What a series anomaly says beside its size. */
export interface SeriesFacts {
  series: Series;
  /** Evidence when it opened, in weeks of budget, and the threshold it reached. */
  eValue: number;
  thresholdWeeks: number;
  exampleTraceIds: string[];
  exampleSpanIds: string[];
  /** Age of the learned baseline. */
  baselineHours: number;
  /** Why it ended, when it ended otherwise than by recovery. */
  ending?: 'new-normal';
}

/** Full trust in a baseline after a week: every hour of the week was seen. */
const TRUSTED_AFTER_HOURS = 168;

export function seriesTransition(
  definition: SeriesDetectorDefinition,
  event: LifecycleEvent,
  measured: SeriesMeasurement,
  facts: SeriesFacts,
): AnomalyTransition {
  return {
    type: event.type,
    id: event.id,
    revision: event.revision,
    detector: definition.detector,
    detectorVersion: definition.version,
    failure: definition.failure,
    class: definition.class,
    severity: event.severity,
    series: facts.series,
    onsetMs: event.onsetMs,
    detectedAtMs: event.atMs,
    ...(event.type === 'resolved' && { resolvedAtMs: event.atMs }),
    observed: measured.observed,
    baseline: measured.baseline,
    effect: measured.effect,
    evidence: {
      kind: 'series',
      eValue: facts.eValue,
      threshold: facts.thresholdWeeks,
      chanceOncePerWeeks: facts.eValue,
      frontEnd: definition.frontEnd,
    },
    exampleTraceIds: facts.exampleTraceIds,
    exampleSpanIds: facts.exampleSpanIds,
    recommendedRecovery: definition.recommendedRecovery,
    explanation: explain(definition, event, measured, facts),
    sufficiency: sufficiencyOf(facts.baselineHours),
  };
}

function explain(
  definition: SeriesDetectorDefinition,
  event: LifecycleEvent,
  measured: SeriesMeasurement,
  facts: SeriesFacts,
): string {
  const agent = facts.series.agent || facts.series.service;
  if (event.type !== 'resolved') return definition.explain(measured, agent);
  const ending = facts.ending ? 'Accepted as the new normal.' : 'It is back to normal.';
  return `${ending} While it lasted: ${definition.explain(measured, agent)}`;
}

function sufficiencyOf(baselineHours: number): AnomalyTransition['sufficiency'] {
  if (baselineHours >= TRUSTED_AFTER_HOURS) return { computable: true };
  const days = Math.floor(baselineHours / 24);
  return { computable: true, reason: `learning: the baseline is ${days} of 7 days old` };
}
