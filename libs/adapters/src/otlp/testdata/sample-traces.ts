import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { PlainAttributes, PlainMessage, PlainSpan, PlainValue } from './otlp-messages';

/** Folder of the recorded samples, or undefined: they are not part of the repository. */
export function sampleFolder(name: string): string | undefined {
  const root = process.env.TACET_DATA_DIR ?? join(__dirname, '../../../../../../shared/data');
  const folder = join(root, name);
  return existsSync(folder) ? folder : undefined;
}

/** Spans of the Vercel AI SDK as its in-memory exporter kept them. */
export function vercelSpans(folder: string): PlainMessage<PlainSpan> {
  const spans = readJson(join(folder, 'vercel-ai-sdk-v6/all-spans.json')) as {
    name: string;
    spanContext: { traceId: string; spanId: string };
    attributes: PlainAttributes;
    status: { code: number };
    startTime: [number, number];
    endTime: [number, number];
  }[];
  return {
    resource: { 'service.name': 'vercel' },
    records: spans.map(({ name, spanContext, attributes, status, startTime, endTime }) => ({
      ...spanContext,
      name,
      attributes,
      status: { code: status.code },
      start: nanosOf(startTime),
      end: nanosOf(endTime),
    })),
  };
}

interface Observation {
  id: string;
  traceId: string;
  parentObservationId: string | null;
  type: string;
  name: string;
  startTime: string;
  endTime: string | null;
  model: string | null;
  usageDetails: Record<string, number> | null;
  costDetails: Record<string, number> | null;
  input: PlainValue;
  output: PlainValue;
  metadata: { attributes?: PlainAttributes; scope?: { name?: string } } | null;
}

/**
 * Framework traces as Langfuse exports them: with the original span attributes where it kept them, else in
 * Langfuse's own attributes.
 */
export function frameworkTraces(folder: string): { file: string; observations: Observation[]; message: PlainMessage<PlainSpan> }[] {
  const path = join(folder, 'framework-traces');
  return readdirSync(path)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const { observations } = readJson(join(path, file)) as { observations: Observation[] };
      const message = { resource: { 'service.name': file }, records: observations.map(spanOf) };
      return { file, observations, message };
    });
}

function spanOf(observation: Observation): PlainSpan {
  const original = observation.metadata?.attributes;
  return {
    traceId: observation.traceId.padStart(32, '0').slice(-32),
    spanId: observation.id.padStart(16, '0').slice(-16),
    parentSpanId: observation.parentObservationId?.slice(-16),
    name: observation.name,
    start: nanosOfDate(observation.startTime),
    end: nanosOfDate(observation.endTime ?? observation.startTime),
    attributes: original === undefined ? langfuseAttributes(observation) : asSent(original),
  };
}

function langfuseAttributes({ type, model, usageDetails, costDetails, input, output }: Observation): PlainAttributes {
  return asSent({
    'langfuse.observation.type': type.toLowerCase(),
    ...(model === null ? {} : { 'langfuse.observation.model.name': model }),
    ...(usageDetails === null ? {} : { 'langfuse.observation.usage_details': usageDetails }),
    ...(costDetails === null ? {} : { 'langfuse.observation.cost_details': costDetails }),
    ...(input === null ? {} : { 'langfuse.observation.input': input }),
    ...(output === null ? {} : { 'langfuse.observation.output': output }),
  });
}

/** Structured values went over the wire as JSON text; the export has parsed them. */
function asSent(attributes: PlainAttributes): PlainAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}

interface TrailSpan {
  trace_id: string;
  span_id: string;
  parent_span_id: string | null;
  span_name: string;
  status_code: string;
  status_message: string;
  timestamp: string;
  resource_attributes: PlainAttributes;
  scope_name: string;
  span_attributes: PlainAttributes;
  child_spans: TrailSpan[];
}

/** Traces of smolagents runs in OpenInference attributes, all of them strings; logs are left out. */
export function* trailTraces(folder: string, split: string): Generator<PlainMessage<PlainSpan>> {
  const path = join(folder, 'traces', split);
  for (const file of readdirSync(path).filter((name) => name.endsWith('.br'))) {
    const trace = JSON.parse(brotliDecompressSync(readFileSync(join(path, file))).toString()) as { spans: TrailSpan[] };
    const records: PlainSpan[] = [];
    const visit = (span: TrailSpan): void => {
      records.push({
        traceId: span.trace_id,
        spanId: span.span_id,
        ...(span.parent_span_id === null ? {} : { parentSpanId: span.parent_span_id }),
        name: span.span_name,
        start: nanosOfDate(span.timestamp),
        end: nanosOfDate(span.timestamp),
        status: { code: ['Unset', 'Ok', 'Error'].indexOf(span.status_code), message: span.status_message },
        attributes: span.span_attributes,
      });
      span.child_spans.forEach(visit);
    };
    trace.spans.forEach(visit);
    yield { resource: trace.spans[0]?.resource_attributes, scope: trace.spans[0]?.scope_name, records };
  }
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8')) as unknown;
}

function nanosOf([seconds, nanos]: [number, number]): string {
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(nanos));
}

function nanosOfDate(date: string): string {
  return String(BigInt(Date.parse(date)) * 1_000_000n);
}
