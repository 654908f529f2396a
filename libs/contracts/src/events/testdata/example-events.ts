import type { AnomalyFacts } from '../anomaly-event';
import type { RecoveryFacts } from '../recovery-event';

const onsetMs = Date.UTC(2026, 10, 1, 9, 58);

const series = {
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  agentVersion: '41',
  model: 'small-2',
  tool: '',
  stepKind: '',
  signal: 'fail-plausible',
};

/** A rate that rose: what a statistical detector publishes. */
export const exampleAnomaly: AnomalyFacts = {
  type: 'opened',
  id: '5b1f0c2d9a7e4f68',
  revision: 1,
  detector: 'fail-plausible',
  detectorVersion: '1',
  failure: 'confident-error',
  class: 'logic',
  severity: 'critical',
  series,
  onsetMs,
  detectedAtMs: onsetMs + 240_000,
  observed: { value: 0.42, low: 0.31, high: 0.54, unit: 'share of turns' },
  baseline: { value: 0.02, unit: 'share of turns' },
  effect: { ratio: 21, low: 15.5, high: 27, excess: 38 },
  evidence: { kind: 'series', eValue: 8123.4, threshold: 1000, chanceOncePerWeeks: 406, frontEnd: 'rate' },
  exampleTraceIds: ['a'.repeat(32), 'b'.repeat(32)],
  exampleSpanIds: ['c'.repeat(16)],
  firstDivergentSpanId: 'c'.repeat(16),
  suspectedChange: { kind: 'deployment', value: '41' },
  recommendedRecovery: 'require-approval',
  explanation: '42 % of turns end well although a tool failed in them; 2 % is usual.',
  sufficiency: { computable: true },
};

/** A rule that hit: a loop, resolved. */
export const exampleRuleAnomaly: AnomalyFacts = {
  ...exampleAnomaly,
  type: 'resolved',
  id: '77aa0c2d9a7e4f68',
  revision: 3,
  detector: 'tool-loop',
  failure: 'loop',
  series: { ...series, tool: 'search', signal: 'tool-loop' },
  resolvedAtMs: onsetMs + 900_000,
  detectedAtMs: onsetMs + 900_000,
  observed: null,
  baseline: null,
  effect: null,
  evidence: { kind: 'rule', rule: 'tool-loop', hits: 4, numbers: { repeats: 12, wastedTokens: 34_000 } },
  firstDivergentSpanId: undefined,
  suspectedChange: undefined,
  recommendedRecovery: 'stop-loop',
  explanation: 'The same call of search was repeated 12 times in one turn.',
};

export const exampleRecovery: RecoveryFacts = {
  id: 'c0ffee00c0ffee00',
  incidentId: '1nc1dent00000001',
  anomalyId: exampleRuleAnomaly.id,
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  failure: 'loop',
  severity: 'critical',
  action: 'stop-loop',
  target: 'search',
  class: 'logic',
  attempt: 1,
  attemptsMax: 3,
  escalation: false,
  dryRun: true,
  onsetMs,
  openedAtMs: onsetMs + 240_000,
  issuedAtMs: onsetMs + 240_000,
  expiresAtMs: onsetMs + 840_000,
  status: 'commanded',
  reason: 'A loop of logic class: stop the loop.',
};

/** What users write, by event type. */
export const exampleUserData = {
  'ai.tacet.recovery.outcome': {
    commandId: exampleRecovery.id,
    incidentId: exampleRecovery.incidentId,
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: 'buyer',
    status: 'applied',
    at: '2026-11-01T10:03:00.000Z',
  },
  'ai.tacet.deployment.marked': {
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    version: '42',
    deployedAt: '2026-11-01T10:00:00Z',
    changedComponents: ['prompt'],
    link: 'https://ci.example/42',
  },
  'ai.tacet.control.acknowledge': { tenant: 'acme', by: 'kim', anomalyId: exampleAnomaly.id },
  'ai.tacet.control.accept': { tenant: 'acme', by: 'kim', anomalyId: exampleAnomaly.id, note: 'new prompt' },
  'ai.tacet.control.mute': {
    tenant: 'acme',
    by: 'kim',
    scope: { agent: 'buyer' },
    until: '2026-11-02T10:00:00Z',
  },
  'ai.tacet.control.calendar': {
    tenant: 'acme',
    by: 'kim',
    name: 'sale',
    scope: {},
    from: '2026-11-27T00:00:00Z',
    to: '2026-11-28T00:00:00Z',
  },
  'ai.tacet.control.budget': {
    tenant: 'acme',
    by: 'kim',
    scope: {},
    falseAlarmsPerWeek: 2,
    costUsdPerMonth: 500,
  },
} as const;
