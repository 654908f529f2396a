import {
  EVENT_CLASSES,
  isEventType,
  parseCloudEvent,
  validateEvent,
  type CloudEvent,
} from '@tacet/contracts';

export type ReadEvent =
  { ok: true; event: CloudEvent<Record<string, unknown>> } | { ok: false; reason: string };

/**
 * An event of a topic that only Tacet writes. Its data is not checked: a newer writer may say more than this
 * build knows, and the event is stored whole beside its columns.
 */
export function readOwnEvent(value: string, typePrefix: string): ReadEvent {
  const parsed = parseCloudEvent(value);
  if (!parsed.ok) return parsed;
  return parsed.event.type.startsWith(typePrefix) ? parsed : { ok: false, reason: 'other-type' };
}

/** An event of a topic that users write: known type, data as its class says. */
export function readUserEvent(value: string, typePrefix: string): ReadEvent {
  const read = readOwnEvent(value, typePrefix);
  if (!read.ok) return read;
  const { type, data } = read.event;
  if (!isEventType(type)) return { ok: false, reason: 'unknown-type' };
  return validateEvent(EVENT_CLASSES[type], data).length === 0 ? read : { ok: false, reason: 'invalid-data' };
}
