import { AnomalyData } from './anomaly-data';
import { AcceptData, AcknowledgeData, BudgetData, CalendarData, MuteData } from './control-data';
import { DeploymentData } from './deployment-data';
import { EVENT_TYPES, type EventType } from './event-types';
import { OutcomeData } from './outcome-data';
import { RecoveryData } from './recovery-data';

/** The class of the data of every event type: what `validateEvent` checks a parsed event against. */
export const EVENT_CLASSES: Readonly<Record<EventType, new () => object>> = {
  [EVENT_TYPES.anomalyOpened]: AnomalyData,
  [EVENT_TYPES.anomalyUpdated]: AnomalyData,
  [EVENT_TYPES.anomalyResolved]: AnomalyData,
  [EVENT_TYPES.recoveryCommanded]: RecoveryData,
  [EVENT_TYPES.recoveryVerified]: RecoveryData,
  [EVENT_TYPES.recoveryUnresolved]: RecoveryData,
  [EVENT_TYPES.recoveryOutcome]: OutcomeData,
  [EVENT_TYPES.deploymentMarked]: DeploymentData,
  [EVENT_TYPES.controlAcknowledge]: AcknowledgeData,
  [EVENT_TYPES.controlAccept]: AcceptData,
  [EVENT_TYPES.controlMute]: MuteData,
  [EVENT_TYPES.controlCalendar]: CalendarData,
  [EVENT_TYPES.controlBudget]: BudgetData,
};

/** True when Tacet knows the type; others are counted and skipped, never an error. */
export function isEventType(type: string): type is EventType {
  return Object.prototype.hasOwnProperty.call(EVENT_CLASSES, type);
}
