import { text, timeMs } from './cells';
import type { MessageRows } from './message-rows';
import { readUserEvent } from './read-event';

/** An agent's answer to a command → its row. */
export function outcomesRows(value: string, logTimeMs: number): MessageRows {
  const read = readUserEvent(value, 'ai.tacet.recovery.outcome');
  if (!read.ok) return read;
  const { id, source, type, data } = read.event;
  const row = {
    id,
    event_source: source,
    version: logTimeMs,
    event_type: type,
    command_id: text(data['commandId']),
    incident_id: text(data['incidentId']),
    tenant: text(data['tenant']),
    env: text(data['env']),
    service: text(data['service']),
    agent: text(data['agent']),
    status: text(data['status']),
    note: text(data['note']),
    at: timeMs(data['at']),
    event: value,
  };
  return { ok: true, rows: [row] };
}
