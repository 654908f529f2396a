import { type Finding, type Severity } from '@tacet/contracts';
import { stableId } from '../identity';
import { type AnomalyTransition } from './anomaly-transition';
import { type FindingGuard, isNewFinding, noteFinding, NOTHING_APPLIED } from './finding-guard';
import {
  decide,
  evolve,
  LIFECYCLE_DEFAULTS,
  type LifecycleEvent,
  type LifecycleObservation,
  type LifecyclePolicy,
  type LifecycleState,
  QUIET,
} from './lifecycle';
import { RULE_DEFINITIONS } from './rule-definitions';

/** State of the anomaly of one rule for one agent (see `ruleAnomalyKey`). Plain JSON; null before the first hit. */
export interface RuleAnomalyState {
  v: 1;
  guard: FindingGuard;
  lifecycle: LifecycleState;
  /** Hits of the current incident, in which the first examples are kept. */
  hits: number;
  lastHitMs: number;
  severity: Severity;
  exampleTraceIds: string[];
  exampleSpanIds: string[];
  /** The latest hit, without its examples. */
  finding: Finding;
}

export interface RuleAnomalyPolicy extends LifecyclePolicy {
  /** No hit for so long, by the watermark: resolved. */
  quietMs: number;
}

/** Every further hit is worth an update, at most one per quarter of an hour. */
export const RULE_ANOMALY_DEFAULTS: RuleAnomalyPolicy = {
  ...LIFECYCLE_DEFAULTS,
  updateFactor: 1,
  quietMs: 30 * 60_000,
};

export interface RuleAnomalyStep {
  state: RuleAnomalyState | null;
  transitions: AnomalyTransition[];
}

/** Findings with the same key share one anomaly. */
export function ruleAnomalyKey({ tenant, env, service, agent, rule }: Finding): string {
  return [tenant, env, service, agent, rule].join('\u001f');
}

/** Folds one finding. A finding seen before, or one that opens no anomaly, changes nothing. */
export function applyFinding(
  state: RuleAnomalyState | null,
  finding: Finding,
  origin: string,
  policy: RuleAnomalyPolicy = RULE_ANOMALY_DEFAULTS,
): RuleAnomalyStep {
  const guard = state?.guard ?? NOTHING_APPLIED;
  if (!finding.opensAnomaly || !isNewFinding(guard, finding, origin)) return { state, transitions: [] };
  const counted = countHit(state, finding, origin, policy);
  return announce(
    counted,
    {
      kind: 'alarm',
      atMs: finding.atMs,
      freshId: anomalyIdOf(finding),
      onsetMs: finding.atMs,
      severity: counted.severity,
      excess: counted.hits,
    },
    policy,
  );
}

/**
 * Resolves when the watermark is `quietMs` past the last hit, at exactly that event time: the result does not
 * depend on how the watermark was stepped.
 */
export function applyWatermark(
  state: RuleAnomalyState | null,
  watermarkMs: number,
  policy: RuleAnomalyPolicy = RULE_ANOMALY_DEFAULTS,
): RuleAnomalyStep {
  if (state?.lifecycle.status !== 'open') return { state, transitions: [] };
  const quietSinceMs = Math.max(
    state.lastHitMs + policy.quietMs,
    state.lifecycle.openedAtMs + policy.dwellMs,
  );
  if (watermarkMs < quietSinceMs) return { state, transitions: [] };
  return announce(state, { kind: 'recovery', atMs: quietSinceMs }, policy);
}

function countHit(
  state: RuleAnomalyState | null,
  finding: Finding,
  origin: string,
  policy: RuleAnomalyPolicy,
): RuleAnomalyState {
  const continued = state && continues(state.lifecycle, finding.atMs, policy) ? state : null;
  const severity = RULE_DEFINITIONS[finding.rule].severityOf(finding.evidence);
  return {
    v: 1,
    guard: noteFinding(state?.guard ?? NOTHING_APPLIED, finding, origin),
    lifecycle: state?.lifecycle ?? QUIET,
    hits: (continued?.hits ?? 0) + 1,
    lastHitMs: Math.max(continued?.lastHitMs ?? 0, finding.atMs),
    severity: continued?.severity === 'critical' ? 'critical' : severity,
    exampleTraceIds: firstTen([...(continued?.exampleTraceIds ?? []), finding.traceId]),
    exampleSpanIds: firstTen([...(continued?.exampleSpanIds ?? []), ...finding.spanIds]),
    finding: { ...finding, spanIds: [] },
  };
}

/** The hit belongs to the incident that is open or was resolved a moment ago. */
function continues(lifecycle: LifecycleState, atMs: number, policy: RuleAnomalyPolicy): boolean {
  if (lifecycle.status === 'open') return true;
  return lifecycle.status === 'resolved' && atMs - lifecycle.resolvedAtMs <= policy.reopenWithinMs;
}

function announce(
  state: RuleAnomalyState,
  observation: LifecycleObservation,
  policy: RuleAnomalyPolicy,
): RuleAnomalyStep {
  const event = decide(state.lifecycle, observation, policy);
  if (!event) return { state, transitions: [] };
  return {
    state: { ...state, lifecycle: evolve(state.lifecycle, event) },
    transitions: [transitionOf(state, event)],
  };
}

function transitionOf(state: RuleAnomalyState, event: LifecycleEvent): AnomalyTransition {
  const { finding, hits } = state;
  const definition = RULE_DEFINITIONS[finding.rule];
  const { tenant, env, service, agent, agentVersion, model, tool } = finding;
  return {
    type: event.type,
    id: event.id,
    revision: event.revision,
    detector: finding.rule,
    detectorVersion: definition.version,
    failure: definition.failure,
    class: definition.class,
    severity: event.severity,
    series: { tenant, env, service, agent, agentVersion, model, tool, signal: finding.rule },
    onsetMs: event.onsetMs,
    detectedAtMs: event.atMs,
    ...(event.type === 'resolved' && { resolvedAtMs: event.atMs }),
    observed: { value: hits, low: hits, high: hits, unit: 'hits' },
    baseline: null,
    effect: null,
    evidence: { kind: 'rule', rule: finding.rule, hits, numbers: finding.evidence },
    exampleTraceIds: state.exampleTraceIds,
    exampleSpanIds: state.exampleSpanIds,
    recommendedRecovery: definition.recommendedRecovery,
    explanation: explain(finding, hits, event.type),
    sufficiency: { computable: true },
  };
}

function explain(finding: Finding, hits: number, type: LifecycleEvent['type']): string {
  const times = hits === 1 ? 'once' : `${hits} times`;
  const ended = type === 'resolved' ? ' No further hit since.' : '';
  return `${finding.agent}: ${finding.message} Seen ${times}.${ended}`;
}

function anomalyIdOf(finding: Finding): string {
  const { version } = RULE_DEFINITIONS[finding.rule];
  return stableId('rule', ruleAnomalyKey(finding), version, finding.id);
}

const EXAMPLES_MAX = 10;

function firstTen(ids: readonly string[]): string[] {
  return [...new Set(ids)].slice(0, EXAMPLES_MAX);
}
