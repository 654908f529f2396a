export { type BudgetClaim, FALSE_ALARMS_PER_WEEK, shareBudget } from './budget';
export { MINUTE_IN_WEEKS } from './calendar';
export { meanInterval, ratioInterval, Z_POST_SELECTION } from './effect';
export { type Direction, type FrontEnd, FRONT_ENDS, type FrontEndName } from './front-end';
export { Incident, type IncidentBaseline, type IncidentSnapshot } from './incident';
export { ResolveDetector, RESOLVE_THRESHOLD_HOURS } from './resolve-detector';
export {
  type SeriesAlarm,
  SeriesDetector,
  type SeriesDetectorOptions,
  type SeriesDetectorSnapshot,
} from './series-detector';
export { type EffectSeverity, SEVERITY_DEFAULTS, severityOf, type SeverityThresholds } from './severity';
export { type Interval, wilsonInterval, Z_95 } from './wilson';
