import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { SpanExport, type EndedSpan } from './otlp-spans';
import type { TrailTrace } from './trail-files';

export interface SpanMessage {
  /** OTLP protobuf, an ExportTraceServiceRequest. */
  value: Uint8Array;
  /** When the Collector sent it: the record's time. */
  sentMs: number;
  spans: number;
}

const SPANS_PER_MESSAGE = 20;
/** A batch that does not fill is sent this long after its first span. */
const BATCH_TIMEOUT_MS = 30_000;
/** From the end of a span to a full batch on its way. */
const EXPORT_DELAY_MS = 200;
/** As `max_size` in deploy/collector.yaml: prompts make large batches. */
const MESSAGE_BYTES_MAX = 3_500_000;

/**
 * The traces as one Collector would have sent them: spans of all traces in the order in which they ended, 20 to a
 * message or what 30 s brought, messages that would be too large in halves. Equal input, equal messages.
 */
export function* spanMessages(traces: readonly TrailTrace[]): Generator<SpanMessage> {
  const conversion = new SpanExport();
  const ended = traces.flatMap(({ spans }) => spans.map((span) => conversion.convert(span)));
  ended.sort((a, b) => a.endUs - b.endUs);
  for (const batch of batches(ended)) yield* encode(batch, sendingTimeMs(batch));
}

function* batches(ended: readonly EndedSpan[]): Generator<EndedSpan[]> {
  let open: EndedSpan[] = [];
  for (const span of ended) {
    const isOver = open.length > 0 && span.endUs - open[0]!.endUs >= BATCH_TIMEOUT_MS * 1_000;
    if (isOver || open.length === SPANS_PER_MESSAGE) {
      yield open;
      open = [];
    }
    open.push(span);
  }
  if (open.length > 0) yield open;
}

function sendingTimeMs(batch: readonly EndedSpan[]): number {
  const [first, last] = [batch[0]!, batch.at(-1)!];
  return batch.length === SPANS_PER_MESSAGE
    ? Math.ceil(last.endUs / 1_000) + EXPORT_DELAY_MS
    : Math.ceil(first.endUs / 1_000) + BATCH_TIMEOUT_MS;
}

function* encode(batch: readonly EndedSpan[], sentMs: number): Generator<SpanMessage> {
  const value = ProtobufTraceSerializer.serializeRequest(batch.map(({ readable }) => readable));
  if (value === undefined) throw new Error('the serialiser returned nothing');
  if (value.length <= MESSAGE_BYTES_MAX || batch.length === 1) {
    yield { value, sentMs, spans: batch.length };
    return;
  }
  const half = batch.length >> 1;
  yield* encode(batch.slice(0, half), sentMs);
  yield* encode(batch.slice(half), sentMs);
}
