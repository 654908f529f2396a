import type { RecoveryCommand } from '../healing';
import { buildCloudEvent, toIsoTime, type CloudEvent } from './cloud-event';
import { DATA_SCHEMAS, EVENT_SOURCES, EVENT_TYPES, type EventType } from './event-types';
import type { RecoveryData } from './recovery-data';
import type { Failure, RecoveryStatus, Severity } from './vocabulary';

/** A command as heal publishes it: what to do, why, and what became of it. */
export interface RecoveryFacts extends RecoveryCommand {
  status: RecoveryStatus;
  failure: Failure;
  severity: Severity;
  escalation: boolean;
  onsetMs: number;
  openedAtMs: number;
  /** Set on `verified` and `unresolved`. */
  endedAtMs?: number;
}

const TYPE_OF: Record<RecoveryStatus, EventType> = {
  commanded: EVENT_TYPES.recoveryCommanded,
  verified: EVENT_TYPES.recoveryVerified,
  unresolved: EVENT_TYPES.recoveryUnresolved,
};

/** The CloudEvent of a command or of its end. Id `commandId:revision`, key and partitionkey the incident id. */
export function recoveryEvent(facts: RecoveryFacts): CloudEvent<RecoveryData> {
  const revision = facts.status === 'commanded' ? 1 : 2;
  return buildCloudEvent({
    id: `${facts.id}:${revision}`,
    type: TYPE_OF[facts.status],
    source: EVENT_SOURCES.heal,
    timeMs: facts.endedAtMs ?? facts.issuedAtMs,
    subject: facts.id,
    partitionKey: facts.incidentId,
    dataSchema: DATA_SCHEMAS.recovery,
    data: {
      id: facts.id,
      revision,
      status: facts.status,
      incidentId: facts.incidentId,
      anomalyId: facts.anomalyId,
      tenant: facts.tenant,
      env: facts.env,
      service: facts.service,
      agent: facts.agent,
      failure: facts.failure,
      class: facts.class,
      severity: facts.severity,
      action: facts.action,
      target: facts.target,
      attempt: facts.attempt,
      attemptsMax: facts.attemptsMax,
      escalation: facts.escalation,
      dryRun: facts.dryRun,
      onset: toIsoTime(facts.onsetMs),
      openedAt: toIsoTime(facts.openedAtMs),
      issuedAt: toIsoTime(facts.issuedAtMs),
      expiresAt: toIsoTime(facts.expiresAtMs),
      ...(facts.endedAtMs === undefined ? {} : { endedAt: toIsoTime(facts.endedAtMs) }),
      reason: facts.reason.slice(0, 1000),
    },
  });
}
