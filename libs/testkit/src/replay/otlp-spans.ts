import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { durationToUs, timeToUs } from './exact-time';
import type { TrailSpan } from './trail-files';

/** What OpenTelemetry's serialiser takes: the SDK's own read-only view of a finished span. */
export type ReadableSpan = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0][number];

export interface EndedSpan {
  endUs: number;
  readable: ReadableSpan;
}

const STATUS = { Ok: SpanStatusCode.OK, Error: SpanStatusCode.ERROR, Unset: SpanStatusCode.UNSET };
const SAMPLED = 1;

/** Makes recorded spans what their SDK would have exported: one resource and one scope object per process. */
export class SpanExport {
  private readonly resources = new Map<string, Resource>();
  private readonly scopes = new Map<string, ReadableSpan['instrumentationScope']>();

  /** Nothing is repaired on the way: text stays text, and a parent that was lost stays lost. */
  convert(span: TrailSpan): EndedSpan {
    const startUs = timeToUs(span.timestamp);
    const endUs = startUs + durationToUs(span.duration);
    const identity = { traceId: span.trace_id, spanId: span.span_id, traceFlags: SAMPLED };
    const readable: ReadableSpan = {
      resource: this.resourceOf(span),
      instrumentationScope: this.scopeOf(span),
      spanContext: () => identity,
      parentSpanContext:
        span.parent_span_id === null ? undefined : { ...identity, spanId: span.parent_span_id },
      name: span.span_name,
      kind: SpanKind.INTERNAL,
      startTime: hrTime(startUs),
      endTime: hrTime(endUs),
      duration: hrTime(endUs - startUs),
      ended: true,
      attributes: span.span_attributes,
      status: { code: STATUS[span.status_code], message: span.status_message || undefined },
      events: span.events.map(({ Timestamp, Name, Attributes }) => ({
        time: hrTime(timeToUs(Timestamp)),
        name: Name,
        attributes: Attributes,
      })),
      links: [],
      droppedAttributesCount: 0,
      droppedEventsCount: 0,
      droppedLinksCount: 0,
    };
    return { endUs, readable };
  }

  private resourceOf(span: TrailSpan): Resource {
    const key = JSON.stringify(span.resource_attributes);
    let resource = this.resources.get(key);
    if (!resource) this.resources.set(key, (resource = resourceFromAttributes(span.resource_attributes)));
    return resource;
  }

  private scopeOf({
    scope_name: name,
    scope_version: version,
  }: TrailSpan): ReadableSpan['instrumentationScope'] {
    const key = `${name} ${version}`;
    let scope = this.scopes.get(key);
    if (!scope) this.scopes.set(key, (scope = { name, version }));
    return scope;
  }
}

function hrTime(us: number): [seconds: number, nanos: number] {
  const seconds = Math.floor(us / 1e6);
  return [seconds, (us - seconds * 1e6) * 1_000];
}
