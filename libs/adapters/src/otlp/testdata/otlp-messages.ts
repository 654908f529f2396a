import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { Step } from '@tacet/contracts';
import { OtlpStepDecoder, OtlpStepDecoderOptions } from '../decoder';
import { DecodeOutcome } from '../outcome';
import { parsePriceTable } from '../pricing/price-table';
import { OtlpSignal } from '../wire/record-source';

/** A plain attribute value; nested arrays and objects become ArrayValue and KeyValueList. */
export type PlainValue = string | number | boolean | null | PlainValue[] | { [key: string]: PlainValue };
export type PlainAttributes = Record<string, PlainValue>;

export interface PlainSpan {
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  name?: string;
  /** Nanoseconds as decimal text. */
  start?: string;
  end?: string;
  status?: { code?: number; message?: string };
  attributes?: PlainAttributes;
  events?: { name: string; attributes: PlainAttributes }[];
}

export interface PlainLog {
  traceId?: string;
  spanId?: string;
  time?: string;
  observed?: string;
  severity?: number;
  eventName?: string;
  body?: PlainValue;
  attributes?: PlainAttributes;
}

export interface PlainMessage<Record> {
  resource?: PlainAttributes;
  scope?: string;
  records: Record[];
}

const root = protobuf.parse(readFileSync(join(__dirname, 'opentelemetry.proto'), 'utf8')).root;

/** The independent full decoder and encoder: protobufjs over the published schema. */
export const TracesData = root.lookupType('otlp.TracesData');
export const LogsData = root.lookupType('otlp.LogsData');

export const PRICES = parsePriceTable(
  readFileSync(join(__dirname, '../../../../../config/prices.yaml'), 'utf8'),
);

/** OTLP/JSON (hex ids, 64-bit integers as text) of one resource with its spans. */
export function tracesJson(message: PlainMessage<PlainSpan>): unknown {
  return {
    resourceSpans: [
      {
        resource: { attributes: keyValues(message.resource ?? {}) },
        scopeSpans: [{ scope: { name: message.scope ?? '' }, spans: message.records.map(spanJson) }],
      },
    ],
  };
}

export function logsJson(message: PlainMessage<PlainLog>): unknown {
  return {
    resourceLogs: [
      {
        resource: { attributes: keyValues(message.resource ?? {}) },
        scopeLogs: [{ scope: { name: message.scope ?? '' }, logRecords: message.records.map(logJson) }],
      },
    ],
  };
}

/** The same message in protobuf. */
export function toProtobuf(json: unknown, signal: OtlpSignal): Uint8Array {
  const type = signal === 'traces' ? TracesData : LogsData;
  return type.encode(type.fromObject(withBinaryIds(json) as object)).finish();
}

export function toJsonBytes(json: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(json));
}

export function newDecoder(options: Partial<OtlpStepDecoderOptions> = {}): OtlpStepDecoder {
  return new OtlpStepDecoder({ defaults: { tenant: 'default', env: 'test' }, prices: PRICES, ...options });
}

/** Steps and outcome of one message; absent fields are left out, so that they compare with literals. */
export function decodeAll(
  decoder: OtlpStepDecoder,
  bytes: Uint8Array,
  signal: OtlpSignal,
): { outcome: DecodeOutcome; steps: Step[] } {
  const steps: Step[] = [];
  const outcome = decoder.decode(bytes, signal, (step, index) => {
    expect(index).toBe(steps.length);
    steps.push(JSON.parse(JSON.stringify(step)) as Step);
  });
  return { outcome, steps };
}

export function keyValues(attributes: PlainAttributes): unknown[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

export function anyValue(value: PlainValue): unknown {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value) } };
}

function spanJson(span: PlainSpan): unknown {
  return {
    traceId: span.traceId ?? '0af7651916cd43dd8448eb211c80319c',
    spanId: span.spanId ?? 'b7ad6b7169203331',
    ...(span.parentSpanId === undefined ? {} : { parentSpanId: span.parentSpanId }),
    name: span.name ?? 'span',
    kind: 1,
    startTimeUnixNano: span.start ?? '1700000000000000000',
    endTimeUnixNano: span.end ?? '1700000001000000000',
    attributes: keyValues(span.attributes ?? {}),
    events: (span.events ?? []).map(({ name, attributes }) => ({ name, attributes: keyValues(attributes) })),
    status: span.status ?? {},
  };
}

function logJson(log: PlainLog): unknown {
  return {
    timeUnixNano: log.time ?? '1700000001000000000',
    observedTimeUnixNano: log.observed ?? '1700000002000000000',
    ...(log.severity === undefined ? {} : { severityNumber: log.severity }),
    ...(log.eventName === undefined ? {} : { eventName: log.eventName }),
    ...(log.body === undefined ? {} : { body: anyValue(log.body) }),
    ...(log.traceId === undefined ? {} : { traceId: log.traceId }),
    ...(log.spanId === undefined ? {} : { spanId: log.spanId }),
    attributes: keyValues(log.attributes ?? {}),
  };
}

/** protobufjs reads ids as base64: give it bytes. */
function withBinaryIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBinaryIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      /^(traceId|spanId|parentSpanId)$/.test(key) && typeof inner === 'string'
        ? [key, Buffer.from(inner, 'hex')]
        : [key, withBinaryIds(inner)],
    ),
  );
}
