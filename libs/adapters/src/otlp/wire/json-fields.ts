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
  /** Names repeat thousands of times a message: the last one of the same length is tried first. */
  private readonly lastOfLength = new Int16Array(LONGEST_FIELD_BYTES + 1).fill(-1);

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
    const length = end - start;
    if (length > LONGEST_FIELD_BYTES) return undefined;
    const last = this.lastOfLength[length]!;
    if (last >= 0 && this.table.isName(last, bytes, start, end)) return this.fields[last];
    const id = this.table.match(bytes, start, end);
    if (id < 0) return undefined;
    this.lastOfLength[length] = id;
    return this.fields[id];
  }
}
