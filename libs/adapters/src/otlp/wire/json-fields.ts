import { AttributeTable } from '../record/attribute-table';

/** Field names of OTLP/JSON that the projection reads; each is also accepted in snake_case. */
const JSON_FIELDS = [
  'resourceSpans',
  'resourceLogs',
  'resource',
  'scopeSpans',
  'scopeLogs',
  'scope',
  'spans',
  'logRecords',
  'name',
  'attributes',
  'traceId',
  'spanId',
  'parentSpanId',
  'startTimeUnixNano',
  'endTimeUnixNano',
  'timeUnixNano',
  'observedTimeUnixNano',
  'severityNumber',
  'eventName',
  'body',
  'events',
  'status',
  'code',
  'message',
  'key',
  'value',
  'stringValue',
  'boolValue',
  'intValue',
  'doubleValue',
  'arrayValue',
  'kvlistValue',
  'bytesValue',
] as const;
export type JsonField = (typeof JSON_FIELDS)[number];

const LONGEST_FIELD_BYTES = 32;

/** Recognises the field names in place, like attribute keys. */
export class JsonFields {
  private readonly table: AttributeTable;
  private readonly fields: (JsonField | undefined)[];

  constructor() {
    const names = new Map<string, JsonField>();
    for (const field of JSON_FIELDS) {
      names.set(field, field);
      names.set(
        field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        field,
      );
    }
    this.table = new AttributeTable(names.keys(), LONGEST_FIELD_BYTES);
    this.fields = this.table.names.map((name) => names.get(name));
  }

  match(bytes: Uint8Array, start: number, end: number): JsonField | undefined {
    const id = this.table.match(bytes, start, end);
    return id < 0 ? undefined : this.fields[id];
  }
}
