import type { DataSchema, EventType } from './event-types';

/**
 * One event in CloudEvents 1.0 structured JSON. `partitionkey` is the partitioning extension: it equals the
 * Kafka key. (type, id) is unique for ever; a repeat of the same id carries the same content.
 */
export interface CloudEvent<Data> {
  specversion: '1.0';
  id: string;
  type: string;
  source: string;
  /** RFC 3339, UTC, milliseconds. */
  time?: string;
  subject?: string;
  partitionkey?: string;
  datacontenttype?: string;
  dataschema?: string;
  data: Data;
}

export interface CloudEventParts<Data> {
  id: string;
  type: EventType;
  source: string;
  /** Event time in ms since the epoch: when it was detected or issued, never when it was sent. */
  timeMs: number;
  subject: string;
  partitionKey: string;
  dataSchema: DataSchema;
  data: Data;
}

/** The envelope of one event. Pure: the same parts give the same bytes, so that a repeat is a repeat. */
export function buildCloudEvent<Data>(parts: CloudEventParts<Data>): CloudEvent<Data> {
  return {
    specversion: '1.0',
    id: parts.id,
    type: parts.type,
    source: parts.source,
    time: toIsoTime(parts.timeMs),
    subject: parts.subject,
    partitionkey: parts.partitionKey,
    datacontenttype: 'application/json',
    dataschema: parts.dataSchema,
    data: parts.data,
  };
}

/** Ms since the epoch → RFC 3339 in UTC with milliseconds. Throws RangeError outside years 1970 to 9999. */
export function toIsoTime(timeMs: number): string {
  if (!(timeMs >= 0 && timeMs <= 253_402_300_799_999)) throw new RangeError(`not a time: ${timeMs} ms`);
  return new Date(timeMs).toISOString();
}
