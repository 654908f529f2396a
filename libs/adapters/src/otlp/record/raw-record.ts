import { AttributeSlots, ValueTag } from './attribute-slots';
import { type AttributeTable } from './attribute-table';

/** Span events kept for their exception attributes; more are skipped. */
const EVENTS_MAX = 16;

/**
 * One span or log record as it came, before any dialect: reusable, filled by either wire decoder. Times are
 * integer microseconds, 0 when the record has none. Ids are lower-case hex, undefined when missing or zero.
 */
export class RawRecord {
  source: 'span' | 'log' = 'span';
  traceId: string | undefined;
  spanId: string | undefined;
  parentSpanId: string | undefined;
  startUs = 0;
  endUs = 0;
  /** OTLP status code of a span: 0 unset, 1 ok, 2 error. Always 0 on logs. */
  statusCode = 0;
  /** OTLP severity number of a log, 17 and above is ERROR. Always 0 on spans. */
  severity = 0;
  readonly attributes: AttributeSlots;
  readonly resource: AttributeSlots;
  /** Attributes of exception events; a span's own attributes win over these. */
  readonly exception: AttributeSlots;
  /** Byte ranges of span events: [start, end, start, end, …]. */
  readonly eventRanges = new Int32Array(2 * EVENTS_MAX);
  eventsCount = 0;
  /** Grows with every resource, so that what is derived from one can be kept. */
  resourceGeneration = 0;

  constructor(table: AttributeTable, attributesMax: number) {
    this.attributes = new AttributeSlots(table.size, attributesMax);
    this.resource = new AttributeSlots(table.size, attributesMax);
    this.exception = new AttributeSlots(table.size, attributesMax);
  }

  clear(source: 'span' | 'log'): void {
    this.source = source;
    this.traceId = undefined;
    this.spanId = undefined;
    this.parentSpanId = undefined;
    this.startUs = 0;
    this.endUs = 0;
    this.statusCode = 0;
    this.severity = 0;
    this.eventsCount = 0;
    this.attributes.clear();
    this.exception.clear();
  }

  /** A span event whose attributes are only read when the span failed. */
  addEvent(start: number, end: number): void {
    if (this.eventsCount >= EVENTS_MAX) return;
    this.eventRanges[2 * this.eventsCount] = start;
    this.eventRanges[2 * this.eventsCount + 1] = end;
    this.eventsCount++;
  }

  /** Copies one text range into a pseudo attribute (`@name`, `@status`, …). */
  setText(id: number, escaped: boolean, start: number, end: number): void {
    if (end > start)
      this.attributes.set(id, escaped ? ValueTag.escapedString : ValueTag.string, 0, start, end);
  }
}
