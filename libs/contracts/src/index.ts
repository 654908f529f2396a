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
  OTHER,
  seriesKey,
  SIGNALS,
  type Series,
  type SeriesDimensions,
  type Signal,
  type SignalDefinition,
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
  STEP_FIELDS,
  type PositionedStep,
  type StepsRecord,
} from './steps-record';
export {
  TABLES,
  topicName,
  TOPICS,
  type AppName,
  type Party,
  type TableDefinition,
  type TopicDefinition,
  type TopicId,
} from './topology';
