import { text, texts, timeMs } from './cells';
import type { MessageRows } from './message-rows';
import { readUserEvent } from './read-event';

/** A deployment marker → its row. */
export function deploymentsRows(value: string, logTimeMs: number): MessageRows {
  const read = readUserEvent(value, 'ai.tacet.deployment.');
  if (!read.ok) return read;
  const { id, source, type, data } = read.event;
  const row = {
    id,
    event_source: source,
    version: logTimeMs,
    event_type: type,
    tenant: text(data['tenant']),
    env: text(data['env']),
    service: text(data['service']),
    agent: text(data['agent']),
    deployed_version: text(data['version']),
    deployed_at: timeMs(data['deployedAt']),
    changed_components: texts(data['changedComponents']),
    link: text(data['link']),
    event: value,
  };
  return { ok: true, rows: [row] };
}
