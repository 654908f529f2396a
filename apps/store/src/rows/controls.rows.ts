import { measured, part, text, timeMs } from './cells';
import type { MessageRows } from './message-rows';
import { readUserEvent } from './read-event';

const TYPE_PREFIX = 'ai.tacet.control.';

/** An operator's control → its row. The action is the last word of the event's type. */
export function controlsRows(value: string, logTimeMs: number): MessageRows {
  const read = readUserEvent(value, TYPE_PREFIX);
  if (!read.ok) return read;
  const { id, source, type, time, data } = read.event;
  const scope = part(data, 'scope');
  const row = {
    id,
    event_source: source,
    version: logTimeMs,
    event_type: type,
    event_time: timeMs(time) ?? logTimeMs,
    action: type.slice(TYPE_PREFIX.length),
    tenant: text(data['tenant']),
    env: text(scope['env']),
    service: text(scope['service']),
    agent: text(scope['agent']),
    tool: text(scope['tool']),
    detector: text(scope['detector']),
    anomaly_id: text(data['anomalyId']),
    name: text(data['name']),
    starts_at: timeMs(data['from']),
    ends_at: timeMs(data['to'] ?? data['until']),
    false_alarms_per_week: measured(data['falseAlarmsPerWeek']),
    cost_usd_per_month: measured(data['costUsdPerMonth']),
    given_by: text(data['by']),
    note: text(data['note']),
    event: value,
  };
  return { ok: true, rows: [row] };
}
