import { count, text, timeMs } from './cells';
import type { MessageRows } from './message-rows';
import { readOwnEvent } from './read-event';

/** A recovery event → one row per revision: when a command is given, and when it ended. */
export function recoveriesRows(value: string, logTimeMs: number): MessageRows {
  const read = readOwnEvent(value, 'ai.tacet.recovery.');
  if (!read.ok) return read;
  const { type, time, data } = read.event;
  const id = text(data['id']);
  const revision = count(data['revision'] as number);
  if (!id || revision === null) return { ok: false, reason: 'missing-identity' };
  const row = {
    id,
    revision,
    version: logTimeMs,
    event_type: type,
    event_time: timeMs(time),
    status: text(data['status']),
    incident_id: text(data['incidentId']),
    anomaly_id: text(data['anomalyId']),
    tenant: text(data['tenant']),
    env: text(data['env']),
    service: text(data['service']),
    agent: text(data['agent']),
    failure: text(data['failure']),
    class: text(data['class']),
    severity: text(data['severity']),
    action: text(data['action']),
    target: text(data['target']),
    attempt: count(data['attempt'] as number),
    attempts_max: count(data['attemptsMax'] as number),
    escalation: data['escalation'] === true,
    // A command that does not say so is shown as the harmless kind.
    dry_run: data['dryRun'] !== false,
    onset_at: timeMs(data['onset']),
    opened_at: timeMs(data['openedAt']),
    issued_at: timeMs(data['issuedAt']),
    expires_at: timeMs(data['expiresAt']),
    ended_at: timeMs(data['endedAt']),
    reason: text(data['reason']),
    event: value,
  };
  return { ok: true, rows: [row] };
}
