import type { ProtobufLogsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { type Resource } from '@opentelemetry/resources';
import { type SpanKind, SpanStatusCode } from '@opentelemetry/api';

/** What OpenTelemetry's serialisers take: the SDK's own read-only views of a span and of a log record. */
export type ReadableSpan = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];
export type ReadableLogRecord = Parameters<typeof ProtobufLogsSerializer.serializeRequest>[0][number];
export type AttributeMap = Record<string, string | number | boolean | string[]>;
export type Scope = ReadableSpan['instrumentationScope'];
type HrTime = ReadableSpan['startTime'];

export interface SpanIdentity {
  traceId: string;
  spanId: string;
  traceFlags: number;
}

export const STATUS_UNSET = { code: SpanStatusCode.UNSET };
export const STATUS_OK = { code: SpanStatusCode.OK };
const NO_LINKS: never[] = [];
const NO_EVENTS: ReadableSpan['events'] = [];
const NO_DURATION: HrTime = [0, 0];

/** A finished span, made without an SDK: no tracer, no timers, no clock. */
export class FinishedSpan implements ReadableSpan {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly links = NO_LINKS;
  /** Not part of OTLP: the serialiser never reads it. */
  readonly duration = NO_DURATION;
  readonly ended = true;
  readonly droppedAttributesCount = 0;
  readonly droppedEventsCount = 0;
  readonly droppedLinksCount = 0;
  events = NO_EVENTS;

  constructor(
    readonly resource: Resource,
    readonly instrumentationScope: Scope,
    private readonly identity: SpanIdentity,
    readonly parentSpanContext: SpanIdentity | undefined,
    readonly name: string,
    readonly kind: SpanKind,
    readonly startUs: number,
    readonly endUs: number,
    readonly attributes: AttributeMap,
    readonly status: { code: SpanStatusCode; message?: string },
  ) {
    this.startTime = hrTime(startUs);
    this.endTime = hrTime(endUs);
  }

  spanContext(): SpanIdentity {
    return this.identity;
  }
}

/** A log record that carries one event. */
export class EventRecord implements ReadableLogRecord {
  readonly hrTime: HrTime;
  readonly hrTimeObserved: HrTime;
  readonly severityNumber = 9;
  readonly severityText = 'INFO';
  readonly droppedAttributesCount = 0;

  constructor(
    readonly resource: Resource,
    readonly instrumentationScope: Scope,
    readonly endUs: number,
    readonly body: string,
    readonly attributes: AttributeMap,
  ) {
    this.hrTime = hrTime(endUs);
    this.hrTimeObserved = this.hrTime;
  }
}

/** ISO 8601 text of a time in microseconds, as the coding agents write into `event.timestamp`. */
export function isoTime(us: number): string {
  return new Date(us / 1000).toISOString();
}

function hrTime(us: number): HrTime {
  const seconds = Math.floor(us / 1e6);
  return [seconds, (us - seconds * 1e6) * 1000];
}
