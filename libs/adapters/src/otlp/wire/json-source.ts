import { DecodeFault, type DecodeLimits } from '../outcome';
import { type AttributeSlots } from '../record/attribute-slots';
import { type AttributeTable } from '../record/attribute-table';
import { type RawRecord } from '../record/raw-record';
import { HexIds } from './hex-ids';
import { JsonAttributes } from './json-attributes';
import { JsonCursor } from './json-cursor';
import { type JsonField } from './json-fields';
import { type DecodeTally, type OtlpSignal, type RecordSource } from './record-source';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const STATUS_ERROR = 2;

/**
 * Projection decoder of OTLP/JSON (opentelemetry-proto, "JSON Protobuf Encoding"): hex ids, 64-bit integers as
 * text or number, enums as numbers or names, camelCase or snake_case, unknown fields stepped over. Members of
 * an object come in any order: records met before their resource or scope are read after it.
 */
export class JsonSource implements RecordSource {
  readonly tally: DecodeTally = { records: 0, unknownAttributes: 0 };

  private readonly cursor = new JsonCursor();
  private readonly ids = new HexIds();
  private readonly attributes: JsonAttributes;
  private readonly pseudo;
  private signal: OtlpSignal = 'traces';
  private onRecord: (record: RawRecord) => void = () => undefined;
  private scopeStart = 0;
  private scopeEnd = 0;
  private scopeEscaped = false;

  constructor(
    table: AttributeTable,
    private readonly record: RawRecord,
    private readonly limits: DecodeLimits,
  ) {
    this.attributes = new JsonAttributes(this.cursor, table, limits);
    this.pseudo = {
      name: table.id('@name'),
      eventField: table.id('@eventField'),
      body: table.id('@body'),
      scope: table.id('@scope'),
      status: table.id('@status'),
    };
  }

  read(bytes: Buffer, signal: OtlpSignal, onRecord: (record: RawRecord) => void): void {
    this.tally.records = 0;
    this.tally.unknownAttributes = 0;
    this.signal = signal;
    this.onRecord = onRecord;
    const hasMark = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);
    const { cursor } = this;
    cursor.reset(bytes, hasMark ? BYTE_ORDER_MARK.length : 0, bytes.length);
    const wanted: JsonField = signal === 'traces' ? 'resourceSpans' : 'resourceLogs';
    let members = 0;
    let isOtlp = false;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      members++;
      if (this.attributes.readField() !== wanted) cursor.skip();
      else {
        isOtlp = true;
        for (let group = cursor.open('array'); group; group = cursor.next('array')) this.readResourceGroup();
      }
    }
    if (!cursor.atEnd()) cursor.fail();
    if (members > 0 && !isOtlp) throw new DecodeFault('not-otlp');
  }

  private readResourceGroup(): void {
    const { record } = this;
    record.resource.clear();
    record.resourceGeneration++;
    this.readGroup(
      'resource',
      this.signal === 'traces' ? 'scopeSpans' : 'scopeLogs',
      () => this.readResource(),
      () => this.readScopeGroup(),
    );
  }

  private readScopeGroup(): void {
    this.scopeStart = 0;
    this.scopeEnd = 0;
    this.readGroup(
      'scope',
      this.signal === 'traces' ? 'spans' : 'logRecords',
      () => this.readScope(),
      () => this.readRecord(),
    );
  }

  /** An object with a header and an array of things under it; the array waits for the header. */
  private readGroup(
    header: JsonField,
    list: JsonField,
    readHeader: () => void,
    readElement: () => void,
  ): void {
    const { cursor } = this;
    let hasHeader = false;
    let waitingAt = -1;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      const field = this.attributes.readField();
      if (field === header) {
        readHeader();
        hasHeader = true;
      } else if (field === list && hasHeader) this.readElements(readElement);
      else {
        if (field === list) waitingAt = cursor.position;
        cursor.skip();
      }
    }
    if (waitingAt < 0) return;
    const after = cursor.position;
    cursor.position = waitingAt;
    this.readElements(readElement);
    cursor.position = after;
  }

  private readElements(readElement: () => void): void {
    const { cursor } = this;
    for (let more = cursor.open('array'); more; more = cursor.next('array')) readElement();
  }

  private readResource(): void {
    const { cursor } = this;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      if (this.attributes.readField() === 'attributes') this.attributes.readAll(this.record.resource);
      else cursor.skip();
    }
  }

  private readScope(): void {
    const { cursor } = this;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      if (this.attributes.readField() === 'name' && cursor.peek() === 0x22) {
        cursor.readString();
        this.scopeStart = cursor.stringStart;
        this.scopeEnd = cursor.stringEnd;
        this.scopeEscaped = cursor.stringEscaped;
      } else cursor.skip();
    }
  }

  private readRecord(): void {
    const { record, cursor } = this;
    if (++this.tally.records > this.limits.recordsPerMessageMax) throw new DecodeFault('too-many-records');
    const isSpan = this.signal === 'traces';
    record.clear(isSpan ? 'span' : 'log');
    record.setText(this.pseudo.scope, this.scopeEscaped, this.scopeStart, this.scopeEnd);
    let observedUs = 0;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      const field = this.attributes.readField();
      if (field === 'observedTimeUnixNano' && !isSpan) observedUs = cursor.readNanosAsUs();
      else if (!this.readShared(field) && !(isSpan ? this.readOfSpan(field) : this.readOfLog(field))) {
        cursor.skip();
      }
    }
    if (!isSpan) {
      if (record.endUs === 0) record.endUs = observedUs;
      record.startUs = record.endUs;
    } else if (record.statusCode === STATUS_ERROR) this.readExceptions();
    this.onRecord(record);
  }

  private readShared(field: JsonField | undefined): boolean {
    const { record, cursor } = this;
    switch (field) {
      case 'attributes':
        this.tally.unknownAttributes += this.attributes.readAll(record.attributes);
        return true;
      case 'traceId': {
        const [start, end] = cursor.readScalar();
        record.traceId = this.ids.traceIdFromHex(cursor.bytes, start, end);
        return true;
      }
      case 'spanId': {
        const [start, end] = cursor.readScalar();
        record.spanId = this.ids.spanIdFromHex(cursor.bytes, start, end);
        return true;
      }
      default:
        return false;
    }
  }

  private readOfSpan(field: JsonField | undefined): boolean {
    const { record, cursor } = this;
    switch (field) {
      case 'parentSpanId': {
        const [start, end] = cursor.readScalar();
        record.parentSpanId = this.ids.spanIdFromHex(cursor.bytes, start, end);
        return true;
      }
      case 'name':
        return this.readText(this.pseudo.name);
      case 'startTimeUnixNano':
        record.startUs = cursor.readNanosAsUs();
        return true;
      case 'endTimeUnixNano':
        record.endUs = cursor.readNanosAsUs();
        return true;
      case 'events':
        this.readElements(() => {
          cursor.peek();
          const start = cursor.position;
          cursor.skip();
          record.addEvent(start, cursor.position);
        });
        return true;
      case 'status':
        this.readStatus();
        return true;
      default:
        return false;
    }
  }

  private readOfLog(field: JsonField | undefined): boolean {
    const { record, cursor } = this;
    switch (field) {
      case 'timeUnixNano':
        record.endUs = cursor.readNanosAsUs();
        return true;
      case 'severityNumber':
        record.severity = this.readEnum(SEVERITIES);
        return true;
      case 'eventName':
        return this.readText(this.pseudo.eventField);
      case 'body':
        this.attributes.readValue(record.attributes, this.pseudo.body);
        return true;
      default:
        return false;
    }
  }

  private readStatus(): void {
    const { cursor } = this;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      const field = this.attributes.readField();
      if (field === 'code') this.record.statusCode = this.readEnum(STATUS_CODES);
      else if (field !== 'message' || !this.readText(this.pseudo.status)) cursor.skip();
    }
  }

  private readExceptions(): void {
    const { cursor, record } = this;
    const after = cursor.position;
    const slots: AttributeSlots = record.exception;
    for (let i = 0; i < record.eventsCount; i++) {
      cursor.position = record.eventRanges[2 * i]!;
      for (let more = cursor.open('object'); more; more = cursor.next('object')) {
        if (this.attributes.readField() === 'attributes') this.attributes.readAll(slots);
        else cursor.skip();
      }
    }
    cursor.position = after;
  }

  private readText(id: number): boolean {
    const { cursor } = this;
    if (cursor.peek() !== 0x22) return false;
    cursor.readString();
    this.record.setText(id, cursor.stringEscaped, cursor.stringStart, cursor.stringEnd);
    return true;
  }

  /** An enum as a number, or by its name. */
  private readEnum(names: ReadonlyMap<string, number>): number {
    const [start, end] = this.cursor.readScalar();
    const text = this.cursor.bytes.toString('latin1', start, Math.min(end, start + 32));
    return names.get(text) ?? (Number(text) || 0);
  }
}

const STATUS_CODES: ReadonlyMap<string, number> = new Map([
  ['STATUS_CODE_UNSET', 0],
  ['STATUS_CODE_OK', 1],
  ['STATUS_CODE_ERROR', STATUS_ERROR],
]);

/** Names of the first of each band and its three steps: `SEVERITY_NUMBER_ERROR`, `…_ERROR2`, … */
const SEVERITIES: ReadonlyMap<string, number> = new Map(
  ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'].flatMap((name, band) =>
    [0, 1, 2, 3].map((step): [string, number] => [
      `SEVERITY_NUMBER_${name}${step === 0 ? '' : String(step + 1)}`,
      4 * band + step + 1,
    ]),
  ),
);
