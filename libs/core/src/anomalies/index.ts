export { type AnomalyTransition } from './anomaly-transition';
export {
  type FindingGuard,
  type GuardedFinding,
  isNewFinding,
  noteFinding,
  NOTHING_APPLIED,
} from './finding-guard';
export {
  decide,
  evolve,
  LIFECYCLE_DEFAULTS,
  type LifecycleEvent,
  type LifecycleObservation,
  type LifecyclePolicy,
  type LifecycleState,
  mayResolve,
  mayUpdate,
  QUIET,
} from './lifecycle';
export {
  applyFinding,
  applyWatermark,
  RULE_ANOMALY_DEFAULTS,
  type RuleAnomalyPolicy,
  ruleAnomalyKey,
  type RuleAnomalyState,
  type RuleAnomalyStep,
} from './rule-anomaly';
export { RULE_DEFINITIONS, type RuleDefinition } from './rule-definitions';
