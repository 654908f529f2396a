import { join } from 'node:path';
import protobuf from 'protobufjs';
import { spanMessages, type SpanMessage } from './span-messages';
import { msAfterStart, spanEnding, TRACE_ID, traceOf } from './testdata/trail-span';
import type { TrailSpan } from './trail-files';

interface WireSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: { stringValue?: string } }[];
  events: { name: string; timeUnixNano: string; attributes: WireSpan['attributes'] }[];
  status: { code?: number; message?: string };
}

interface WireResource {
  resource: { attributes: WireSpan['attributes'] };
  scopeSpans: { scope: { name: string; version: string }; spans: WireSpan[] }[];
}

/** Numbers of OTLP, which differ from those of the API. */
const INTERNAL = 1;
const ERROR = 2;
const proto = join(__dirname, '../../../adapters/src/otlp/testdata/opentelemetry.proto');
const TracesData = protobuf.loadSync(proto).lookupType('otlp.TracesData');
const read = ({ value }: SpanMessage): WireResource[] => {
  const decoded = TracesData.toObject(TracesData.decode(value), { longs: String, bytes: String });
  return (decoded as { resourceSpans: WireResource[] }).resourceSpans;
};
const readSpans = (message: SpanMessage): WireSpan[] =>
  read(message).flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
const messagesOf = (spans: TrailSpan[]): SpanMessage[] => [...spanMessages([traceOf(spans)])];
const hex = (base64: string): string => Buffer.from(base64 ?? '', 'base64').toString('hex');
const idOf = (span: WireSpan): number => parseInt(hex(span.spanId), 16);

describe('the messages of a recording', () => {
  it('hold every span in the order in which they ended, whatever the nesting says', () => {
    const ends = [9, 3, 25, 14, 14, 1];
    const messages = messagesOf(ends.map((end) => spanEnding(end)));
    expect(messages.flatMap(readSpans).map(idOf)).toEqual([1, 3, 9, 14, 14, 25]);
  });

  it('are sent when 20 spans are full, just after the last of them ended', () => {
    const [full, rest] = messagesOf(Array.from({ length: 21 }, (_, i) => spanEnding(i + 1)));
    expect(full).toMatchObject({ spans: 20, sentMs: msAfterStart(20) + 200 });
    expect(rest).toMatchObject({ spans: 1, sentMs: msAfterStart(21) + 30_000 });
  });

  it('wait 30 s for more and no longer', () => {
    const messages = messagesOf([spanEnding(10), spanEnding(39), spanEnding(40), spanEnding(80)]);
    expect(messages.map(({ spans, sentMs }) => [spans, sentMs - msAfterStart(0)])).toEqual([
      [2, 40_000],
      [1, 70_000],
      [1, 110_000],
    ]);
  });

  it('are never sent back in time nor before their spans ended', () => {
    const ends = Array.from({ length: 300 }, (_, i) => (i * i * 7) % 900);
    const messages = messagesOf(ends.map((end) => spanEnding(end)));
    let before = 0;
    for (const message of messages) {
      const lastEndMs = Math.max(...readSpans(message).map((span) => Number(span.endTimeUnixNano) / 1e6));
      expect(message.sentMs).toBeGreaterThanOrEqual(Math.max(lastEndMs, before));
      before = message.sentMs;
    }
  });

  it('are cut in halves where prompts would make them too large', () => {
    const span_attributes = { 'input.value': 'x'.repeat(1_000_000) };
    const messages = messagesOf(Array.from({ length: 8 }, (_, i) => spanEnding(i + 1, { span_attributes })));
    expect(messages.map(({ spans }) => spans)).toEqual([2, 2, 2, 2]);
    expect(Math.max(...messages.map(({ value }) => value.length))).toBeLessThan(3_500_000);
    expect(messages.flatMap(readSpans).map(idOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('a span on the wire', () => {
  const recorded = spanEnding(5, {
    timestamp: '2025-03-19T16:32:08.062589Z',
    duration: 'PT1M48.75533S',
    parent_span_id: '1b34d02d2b7f4ecd',
    span_name: 'LiteLLMModel.__call__',
    status_code: 'Error',
    status_message: 'it broke',
    scope_name: 'openinference.instrumentation.smolagents',
    scope_version: '0.1.6',
    resource_attributes: { 'service.name': 'gaia', 'telemetry.sdk.language': 'python' },
    span_attributes: { 'openinference.span.kind': 'LLM', 'llm.token_count.prompt': '1234' },
    events: [
      {
        Timestamp: '2025-03-19T16:49:31.234072',
        Name: 'exception',
        Attributes: { 'exception.type': 'TypeError' },
      },
    ],
  });

  it('is exactly what was recorded, to the microsecond, with text as text', () => {
    const [resource] = read(messagesOf([recorded])[0]!);
    expect(resource!.resource.attributes).toEqual([
      { key: 'service.name', value: { stringValue: 'gaia' } },
      { key: 'telemetry.sdk.language', value: { stringValue: 'python' } },
    ]);
    expect(resource!.scopeSpans[0]!.scope).toEqual({
      name: 'openinference.instrumentation.smolagents',
      version: '0.1.6',
    });
    const [span] = resource!.scopeSpans[0]!.spans;
    expect(hex(span!.traceId)).toBe(TRACE_ID);
    expect(span).toMatchObject({
      name: 'LiteLLMModel.__call__',
      kind: INTERNAL,
      status: { code: ERROR, message: 'it broke' },
      startTimeUnixNano: '1742401928062589000',
      endTimeUnixNano: '1742402036817919000',
      attributes: [
        { key: 'openinference.span.kind', value: { stringValue: 'LLM' } },
        { key: 'llm.token_count.prompt', value: { stringValue: '1234' } },
      ],
      events: [
        {
          name: 'exception',
          timeUnixNano: '1742402971234072000',
          attributes: [{ key: 'exception.type', value: { stringValue: 'TypeError' } }],
        },
      ],
    });
  });

  it('keeps a parent that is in no file, and has none at a root', () => {
    const [orphan, root] = messagesOf([recorded, spanEnding(900_000)]).flatMap(readSpans);
    expect(hex(orphan!.parentSpanId)).toBe('1b34d02d2b7f4ecd');
    expect(hex(root!.parentSpanId)).toBe('');
  });
});
