export {
  STEP_KINDS,
  type CostSource,
  type Decision,
  type DecisionActor,
  type DecisionScope,
  type Step,
  type StepKind,
} from './step';
export { endOfMessage, offsetOf, positionOf, RECORDS_PER_MESSAGE_MAX } from './position';
export { ENVELOPE_VERSION, type Envelope, type Stage } from './envelope';
export {
  EXAMPLES_PER_ROW_MAX,
  heaviestExamples,
  OTHER,
  seriesKey,
  SIGNALS,
  type Series,
  type SeriesDimensions,
  type Signal,
  type SignalDefinition,
  type WindowExample,
  type WindowKind,
  type WindowRow,
} from './series';
export { type Turn, type TurnOutcome } from './turn';
export { RULES, type Finding, type Rule } from './finding';
export { type DeadLetter, type LedgerRow } from './ledger';
export { RECOVERY_ACTIONS, type FailureClass, type RecoveryAction, type RecoveryCommand } from './healing';
export {
  decodeSteps,
  encodeSteps,
  readStepsRecord,
  STEP_FIELDS,
  type PositionedStep,
  type StepsRecord,
} from './steps-record';
export { decodeWindows, encodeWindows, type WindowsRecord } from './windows-record';
export {
  TABLES,
  topicName,
  topicNames,
  TOPICS,
  type AppName,
  type Party,
  type TableDefinition,
  type TopicDefinition,
  type TopicId,
  type TopicNames,
} from './topology';
export {
  ANOMALY_STATUSES,
  CHANGE_KINDS,
  FAILURE_CLASSES,
  FAILURES,
  OUTCOME_STATUSES,
  RECOVERY_STATUSES,
  SEVERITIES,
  type AnomalyStatus,
  type ChangeKind,
  type Failure,
  type OutcomeStatus,
  type RecoveryStatus,
  type Severity,
} from './events/vocabulary';
export {
  CLOUD_EVENT_HEADERS,
  DATA_SCHEMAS,
  EVENT_SOURCES,
  EVENT_TYPES,
  type DataSchema,
  type EventType,
} from './events/event-types';
export { buildCloudEvent, toIsoTime, type CloudEvent, type CloudEventParts } from './events/cloud-event';
export {
  CLOUD_EVENT_CHARS_MAX,
  CLOUD_EVENT_DEFECTS,
  parseCloudEvent,
  type CloudEventDefect,
  type ParsedCloudEvent,
} from './events/parse-cloud-event';
export { AnomalyData } from './events/anomaly-data';
export { RuleEvidence, SeriesEvidence, type AnomalyEvidence } from './events/anomaly-evidence';
export {
  AnomalySeries,
  BaselineValue,
  EffectSize,
  ObservedValue,
  Sufficiency,
  SuspectedChange,
} from './events/anomaly-measures';
export { anomalyData, anomalyEvent, type AnomalyFacts } from './events/anomaly-event';
export { RecoveryData } from './events/recovery-data';
export { recoveryEvent, type RecoveryFacts } from './events/recovery-event';
export { OutcomeData } from './events/outcome-data';
export { DeploymentData } from './events/deployment-data';
export {
  AcceptData,
  AcknowledgeData,
  BudgetData,
  CalendarData,
  ControlScope,
  MuteData,
  type ControlData,
} from './events/control-data';
export { EVENT_CLASSES, isEventType } from './events/event-classes';
export { validateEvent } from './events/validate-event';
