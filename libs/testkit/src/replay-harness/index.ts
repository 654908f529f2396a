export { Random } from '../fleet/random';
export { FaultyGroup, type GroupFaults, type GroupPlan } from './faulty-group';
export { FaultyProducer, SendGivenUpError, type SendFaults } from './faulty-producer';
export { firstFailingSchedule, forEachSchedule } from './schedules';
export { ConflictError, SentRows, type SentRow } from './sent-rows';
export {
  sentAnomalies,
  sentFindings,
  sentLedger,
  sentSteps,
  sentTurns,
  sentWindows,
  windowIdentity,
} from './sent-topics';
