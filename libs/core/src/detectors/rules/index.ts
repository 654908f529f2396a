export {
  EVIDENCE_SPANS_MAX,
  NO_FINDINGS,
  type CloseMoment,
  type StepMoment,
  type TurnRule,
  type TurnRuleObserver,
} from './turn-rule';
export { toolLoop, type ToolLoopParameters } from './tool-loop/tool-loop';
export { failPlausible, type FailPlausibleParameters } from './fail-plausible/fail-plausible';
export { EmptyRates, type EmptyRatesSnapshot } from './fail-plausible/empty-rates';
