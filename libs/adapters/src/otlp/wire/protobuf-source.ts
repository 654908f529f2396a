import { type AttributeSlots } from '../record/attribute-slots';
import { type AttributeTable } from '../record/attribute-table';
import { type RawRecord } from '../record/raw-record';
import { DecodeFault, type DecodeLimits } from '../outcome';
import { ProtobufAttributes } from './protobuf-attributes';
import { ProtobufCursor } from './protobuf-cursor';
import {
  EventTag,
  GroupTag,
  LogTag,
  MessageTag,
  ResourceTag,
  ScopeTag,
  SpanTag,
  StatusTag,
} from './otlp-fields';
import { HexIds } from './hex-ids';
import { type DecodeTally, type OtlpSignal, type RecordSource } from './record-source';

/**
 * Projection decoder of `TracesData` and `LogsData` (opentelemetry-proto v1): reads what the dialect tables
 * name, skips everything else by its length. A resource is found before the records under it, wherever it
 * stands among its siblings.
 */
export class ProtobufSource implements RecordSource {
  readonly tally: DecodeTally = { records: 0, unknownAttributes: 0 };

  private readonly cursor = new ProtobufCursor();
  private readonly ids = new HexIds();
  private readonly attributes: ProtobufAttributes;
  private readonly pseudo;
  private signal: OtlpSignal = 'traces';
  private onRecord: (record: RawRecord) => void = () => undefined;

  constructor(
    table: AttributeTable,
    private readonly record: RawRecord,
    private readonly limits: DecodeLimits,
  ) {
    this.attributes = new ProtobufAttributes(this.cursor, table);
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
    this.cursor.reset(bytes);
    const end = bytes.length;
    while (this.cursor.position < end) {
      const field = this.cursor.readTag(end);
      if (field === MessageTag.group) this.readResourceGroup(this.cursor.readEnd(end));
      else this.cursor.skipOther(field, end, MessageTag.read);
    }
  }

  private readResourceGroup(end: number): void {
    const { cursor, record } = this;
    const start = cursor.position;
    record.resource.clear();
    record.resourceGeneration++;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field === GroupTag.resource) this.readResource(cursor.readEnd(end));
      else this.cursor.skipOther(field, end, GroupTag.readFirst);
    }
    cursor.position = start;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field === GroupTag.scopes) this.readScopeGroup(cursor.readEnd(end));
      else this.cursor.skipOther(field, end, GroupTag.readSecond);
    }
  }

  private readResource(end: number): void {
    const { cursor } = this;
    for (let seen = 0; cursor.position < end;) {
      const field = cursor.readTag(end);
      if (field !== ResourceTag.attribute) this.cursor.skipOther(field, end, ResourceTag.read);
      else if (seen++ < this.limits.attributesPerRecordMax) {
        this.attributes.readAttribute(this.record.resource, cursor.readEnd(end));
      } else cursor.skip(field, end);
    }
  }

  private readScopeGroup(end: number): void {
    const { cursor } = this;
    const start = cursor.position;
    let scopeStart = 0;
    let scopeEnd = 0;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field !== ScopeTag.scope) {
        this.cursor.skipOther(field, end, ScopeTag.readFirst);
        continue;
      }
      const fieldEnd = cursor.readEnd(end);
      while (cursor.position < fieldEnd) {
        const inner = cursor.readTag(fieldEnd);
        if (inner === ScopeTag.name) {
          scopeEnd = cursor.readEnd(fieldEnd);
          scopeStart = cursor.position;
          cursor.position = scopeEnd;
        } else this.cursor.skipOther(inner, fieldEnd, ScopeTag.read);
      }
    }
    cursor.position = start;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field === ScopeTag.records) this.readRecord(cursor.readEnd(end), scopeStart, scopeEnd);
      else this.cursor.skipOther(field, end, ScopeTag.readSecond);
    }
  }

  private readRecord(end: number, scopeStart: number, scopeEnd: number): void {
    const { record } = this;
    if (++this.tally.records > this.limits.recordsPerMessageMax) throw new DecodeFault('too-many-records');
    const isSpan = this.signal === 'traces';
    record.clear(isSpan ? 'span' : 'log');
    record.setText(this.pseudo.scope, false, scopeStart, scopeEnd);
    if (isSpan) this.readSpan(end);
    else this.readLog(end);
    this.onRecord(record);
  }

  private readSpan(end: number): void {
    const { cursor, record } = this;
    let attributes = 0;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      switch (field) {
        case SpanTag.attribute:
          if (attributes++ < this.limits.attributesPerRecordMax) {
            this.readRecordAttribute(record.attributes, cursor.readEnd(end));
          } else this.skipExcessAttribute(field, end);
          break;
        case SpanTag.traceId:
          record.traceId = this.readTraceId(end);
          break;
        case SpanTag.spanId:
          record.spanId = this.readSpanId(end);
          break;
        case SpanTag.parentSpanId:
          record.parentSpanId = this.readSpanId(end);
          break;
        case SpanTag.name:
          this.readText(this.pseudo.name, end);
          break;
        case SpanTag.startTime:
          record.startUs = cursor.readNanosAsUs(end);
          break;
        case SpanTag.endTime:
          record.endUs = cursor.readNanosAsUs(end);
          break;
        case SpanTag.event: {
          const eventEnd = cursor.readEnd(end);
          record.addEvent(cursor.position, eventEnd);
          cursor.position = eventEnd;
          break;
        }
        case SpanTag.status:
          this.readStatus(cursor.readEnd(end));
          break;
        default:
          this.cursor.skipOther(field, end, SpanTag.read);
      }
    }
    if (record.statusCode === 2) this.readExceptions();
  }

  private readLog(end: number): void {
    const { cursor, record } = this;
    let attributes = 0;
    let observedUs = 0;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      switch (field) {
        case LogTag.attribute:
          if (attributes++ < this.limits.attributesPerRecordMax) {
            this.readRecordAttribute(record.attributes, cursor.readEnd(end));
          } else this.skipExcessAttribute(field, end);
          break;
        case LogTag.time:
          record.endUs = cursor.readNanosAsUs(end);
          break;
        case LogTag.observedTime:
          observedUs = cursor.readNanosAsUs(end);
          break;
        case LogTag.traceId:
          record.traceId = this.readTraceId(end);
          break;
        case LogTag.spanId:
          record.spanId = this.readSpanId(end);
          break;
        case LogTag.severity:
          record.severity = cursor.readVarint(end);
          break;
        case LogTag.eventName:
          this.readText(this.pseudo.eventField, end);
          break;
        case LogTag.body:
          this.attributes.readValue(record.attributes, this.pseudo.body, cursor.readEnd(end));
          break;
        default:
          this.cursor.skipOther(field, end, LogTag.read);
      }
    }
    if (record.endUs === 0) record.endUs = observedUs;
    record.startUs = record.endUs;
  }

  private readStatus(end: number): void {
    const { cursor } = this;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field === StatusTag.code) this.record.statusCode = cursor.readVarint(end);
      else if (field === StatusTag.message) this.readText(this.pseudo.status, end);
      else this.cursor.skipOther(field, end, StatusTag.read);
    }
  }

  private readText(id: number, end: number): void {
    const textEnd = this.cursor.readEnd(end);
    this.record.setText(id, false, this.cursor.position, textEnd);
    this.cursor.position = textEnd;
  }

  private readExceptions(): void {
    const { cursor, record } = this;
    for (let i = 0; i < record.eventsCount; i++) {
      const end = record.eventRanges[2 * i + 1]!;
      cursor.position = record.eventRanges[2 * i]!;
      while (cursor.position < end) {
        const field = cursor.readTag(end);
        if (field === EventTag.attribute)
          this.attributes.readAttribute(record.exception, cursor.readEnd(end));
        else this.cursor.skipOther(field, end, EventTag.read);
      }
    }
  }

  private readRecordAttribute(slots: AttributeSlots, end: number): void {
    if (!this.attributes.readAttribute(slots, end)) this.tally.unknownAttributes++;
  }

  private skipExcessAttribute(field: number, end: number): void {
    this.tally.unknownAttributes++;
    this.cursor.skip(field, end);
  }

  private readTraceId(end: number): string | undefined {
    const { cursor } = this;
    const idEnd = cursor.readEnd(end);
    const id = this.ids.traceIdFromBytes(cursor.bytes, cursor.position, idEnd);
    cursor.position = idEnd;
    return id;
  }

  private readSpanId(end: number): string | undefined {
    const { cursor } = this;
    const idEnd = cursor.readEnd(end);
    const id = this.ids.spanIdFromBytes(cursor.bytes, cursor.position, idEnd);
    cursor.position = idEnd;
    return id;
  }
}
