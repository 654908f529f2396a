/** CloudEvents `type` of everything Tacet publishes or reads beside telemetry. */
export const EVENT_TYPES = {
  anomalyOpened: 'ai.tacet.anomaly.opened',
  anomalyUpdated: 'ai.tacet.anomaly.updated',
  anomalyResolved: 'ai.tacet.anomaly.resolved',
  recoveryCommanded: 'ai.tacet.recovery.commanded',
  recoveryVerified: 'ai.tacet.recovery.verified',
  recoveryUnresolved: 'ai.tacet.recovery.unresolved',
  recoveryOutcome: 'ai.tacet.recovery.outcome',
  deploymentMarked: 'ai.tacet.deployment.marked',
  controlAcknowledge: 'ai.tacet.control.acknowledge',
  controlAccept: 'ai.tacet.control.accept',
  controlMute: 'ai.tacet.control.mute',
  controlCalendar: 'ai.tacet.control.calendar',
  controlBudget: 'ai.tacet.control.budget',
} as const;
export type EventType = (typeof EVENT_TYPES)[keyof typeof EVENT_TYPES];

/** CloudEvents `source` of the events that Tacet itself writes; users put the name of their own system. */
export const EVENT_SOURCES = { detect: '/tacet/detect', heal: '/tacet/heal' } as const;

/** Kafka header that marks a structured CloudEvent (Kafka protocol binding 1.0, section 3.3). */
export const CLOUD_EVENT_HEADERS = { 'content-type': 'application/cloudevents+json; charset=utf-8' } as const;

/** CloudEvents `dataschema`: the `$id` of the JSON Schema in libs/contracts/schemas. */
export const DATA_SCHEMAS = {
  anomaly: 'urn:tacet:schema:anomaly:v1',
  recovery: 'urn:tacet:schema:recovery:v1',
  outcome: 'urn:tacet:schema:outcome:v1',
  deployment: 'urn:tacet:schema:deployment:v1',
  controlAcknowledge: 'urn:tacet:schema:control-acknowledge:v1',
  controlAccept: 'urn:tacet:schema:control-accept:v1',
  controlMute: 'urn:tacet:schema:control-mute:v1',
  controlCalendar: 'urn:tacet:schema:control-calendar:v1',
  controlBudget: 'urn:tacet:schema:control-budget:v1',
} as const;
export type DataSchema = (typeof DATA_SCHEMAS)[keyof typeof DATA_SCHEMAS];
