import fc from 'fast-check';
import { type Step } from '@tacet/contracts';
import { DECODE_ERROR_CLASSES } from '../outcome';
import {
  decodeAll,
  LogsData,
  logsJson,
  newDecoder,
  type PlainLog,
  type PlainSpan,
  type PlainValue,
  toJsonBytes,
  toProtobuf,
  TracesData,
  tracesJson,
} from '../testdata/otlp-messages';
import { type OtlpSignal } from './record-source';

/**
 * Against an independent full decoder (protobufjs over the published schema): what it reads, the projection
 * reads too, field by field; bytes it cannot read never throw here.
 */
const decoder = newDecoder();

/** The fields that are plain copies, read from a full decode: an oracle that shares no code with the mapper. */
function expectedOf(bytes: Uint8Array, signal: OtlpSignal): Record<string, unknown>[] {
  const type = signal === 'traces' ? TracesData : LogsData;
  const message = type.toObject(type.decode(bytes), {
    longs: String,
    bytes: Buffer,
    defaults: false,
  }) as Full;
  const groups = message.resourceSpans ?? message.resourceLogs ?? [];
  return groups.flatMap((group) => {
    const resource = attributesOf(group.resource?.attributes);
    const scopes = group.scopeSpans ?? group.scopeLogs ?? [];
    return scopes.flatMap((scope) =>
      (scope.spans ?? scope.logRecords ?? []).map((record) => {
        const own = attributesOf(record.attributes);
        const find = (...keys: string[]) => first(own, keys) ?? first(resource, keys);
        const startUs = micros(record.startTimeUnixNano);
        const endUs =
          micros(record.endTimeUnixNano) ||
          micros(record.timeUnixNano) ||
          micros(record.observedTimeUnixNano);
        return {
          service: first(resource, ['service.name']) ?? 'unknown_service',
          traceId: hex(record.traceId, 16),
          spanId: hex(record.spanId, 8),
          parentSpanId: hex(record.parentSpanId, 8),
          sessionId: find('gen_ai.conversation.id', 'session.id'),
          requestedModel: find('gen_ai.request.model'),
          toolName: find('gen_ai.tool.name'),
          startUs: signal === 'traces' ? startUs || endUs : endUs,
          endUs: Math.max(signal === 'traces' ? startUs : 0, endUs),
        };
      }),
    );
  });
}

type Scalar = string | number | boolean | object | undefined;
const NOT_COMPARED = Symbol('not compared');

interface Full {
  resourceSpans?: FullGroup[];
  resourceLogs?: FullGroup[];
}
interface FullGroup {
  resource?: { attributes?: FullAttribute[] };
  scopeSpans?: FullScope[];
  scopeLogs?: FullScope[];
}
interface FullScope {
  spans?: FullRecord[];
  logRecords?: FullRecord[];
}
type FullRecord = Record<string, unknown> & { attributes?: FullAttribute[] };
interface FullAttribute {
  key?: string;
  value?: Record<string, unknown>;
}

function attributesOf(list: FullAttribute[] | undefined): Map<string, Record<string, unknown>> {
  const map = new Map<string, Record<string, unknown>>();
  for (const { key, value } of list ?? []) {
    if (value !== undefined && Object.keys(value).length > 0 && !map.has(key ?? ''))
      map.set(key ?? '', value);
  }
  return map;
}

/** The first scalar that is not empty; a list or map is not compared here. */
function first(attributes: Map<string, Record<string, unknown>>, keys: string[]): unknown {
  for (const key of keys) {
    const [[member, raw] = []] = Object.entries(attributes.get(key) ?? {});
    const value = (member === 'intValue' ? Number(raw) : raw) as Scalar;
    if (typeof value === 'object' || String(value).length > 128) return NOT_COMPARED;
    if (value !== undefined && value !== '') return String(value).replace(/[\u0000-\u001f\u007f]/g, ' ');
  }
  return undefined;
}

function micros(nanos: unknown): number {
  const us = Number(BigInt((nanos as string | undefined) ?? '0') / 1000n);
  return us <= Number.MAX_SAFE_INTEGER ? us : 0;
}

function hex(bytes: unknown, length: number): string | undefined {
  const id = bytes as Buffer | undefined;
  return id?.length === length && id.some((byte) => byte !== 0) ? id.toString('hex') : undefined;
}

function agrees(step: Step, expected: Record<string, unknown>): void {
  const compared = Object.entries(expected).filter(([, value]) => value !== NOT_COMPARED);
  const seen = compared.map(([key]) => [key, step[key as keyof Step]]);
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(compared));
}

const KNOWN_KEYS = [
  'gen_ai.operation.name',
  'gen_ai.request.model',
  'gen_ai.tool.name',
  'gen_ai.conversation.id',
  'session.id',
  'openinference.span.kind',
  'gen_ai.usage.input_tokens',
  'gen_ai.tool.call.arguments',
  'gen_ai.tool.call.result',
  'llm.input_messages.0.message.content',
  'retrieval.documents.3.document.score',
  'event.name',
  'langfuse.observation.usage_details',
  'service.name',
];
const word = fc.string({
  unit: fc.constantFrom('a', 'B', '7', '-', '.', 'é', '’', '日'),
  minLength: 1,
  maxLength: 12,
});
const key = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...KNOWN_KEYS) }, word);
const value: fc.Arbitrary<PlainValue> = fc.letrec<{ value: PlainValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    word,
    fc.constantFrom('TOOL', 'LLM', 'chat', 'execute_tool', '12', 'true', '[]', '{"input": 3}', ''),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const attributes = fc.dictionary(key, value, { maxKeys: 8 });
const id = (bytes: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.uint8Array({ minLength: bytes, maxLength: bytes }) },
    fc.uint8Array({ maxLength: bytes + 2 }),
  );
const hexId = (bytes: number) => id(bytes).map((raw) => Buffer.from(raw).toString('hex'));
const nanos = fc
  .oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 1n, max: 2n ** 62n }))
  .map(String);
const span: fc.Arbitrary<PlainSpan> = fc.record({
  traceId: hexId(16),
  spanId: hexId(8),
  parentSpanId: hexId(8),
  name: word,
  start: nanos,
  end: nanos,
  status: fc.record({ code: fc.integer({ min: 0, max: 2 }), message: word }),
  attributes,
  events: fc.array(fc.record({ name: word, attributes }), { maxLength: 2 }),
});
const log: fc.Arbitrary<PlainLog> = fc.record({
  traceId: hexId(16),
  spanId: hexId(8),
  time: nanos,
  observed: nanos,
  severity: fc.integer({ min: 0, max: 24 }),
  eventName: word,
  body: value,
  attributes,
});
const traces = fc
  .record({ resource: attributes, scope: word, records: fc.array(span, { maxLength: 4 }) })
  .map((message) => ({ signal: 'traces' as const, json: tracesJson(message) }));
const logs = fc
  .record({ resource: attributes, scope: word, records: fc.array(log, { maxLength: 4 }) })
  .map((message) => ({ signal: 'logs' as const, json: logsJson(message) }));
const message: fc.Arbitrary<{ signal: OtlpSignal; json: unknown }> = fc.oneof(traces, logs);

describe('against a full decoder', () => {
  it('reads the same fields of any message, in both encodings', () => {
    fc.assert(
      fc.property(message, ({ signal, json }) => {
        const bytes = toProtobuf(json, signal);
        const { outcome, steps } = decodeAll(decoder, bytes, signal);
        const expected = expectedOf(bytes, signal);
        expect(outcome).toMatchObject({ ok: true, records: expected.length });
        steps.forEach((step, i) => isCopyDialect(step) && agrees(step, expected[i]!));
        const fromJson = decodeAll(decoder, toJsonBytes(json), signal);
        expect(fromJson).toEqual({ outcome, steps });
      }),
      { numRuns: 400 },
    );
  });

  it('reads the same fields from damaged bytes, or counts an outcome', () => {
    const damage = fc.record({
      at: fc.nat(),
      cut: fc.boolean(),
      bits: fc.array(fc.record({ at: fc.nat(), bit: fc.nat(7) }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(message, damage, ({ signal, json }, { at, cut, bits }) => {
        let bytes = Buffer.from(toProtobuf(json, signal));
        for (const flip of bits) {
          if (bytes.length > 0) bytes[flip.at % bytes.length]! ^= 1 << flip.bit;
        }
        if (cut) bytes = bytes.subarray(0, at % (bytes.length + 1));
        const { outcome, steps } = decodeAll(decoder, bytes, signal);
        expect(outcome.ok || steps.length === 0).toBe(true);
        if (!outcome.ok) {
          expect(DECODE_ERROR_CLASSES.filter((known) => known !== 'internal')).toContain(outcome.errorClass);
        } else compareIfReadable(bytes, signal, steps);
      }),
      { numRuns: 600 },
    );
  });

  it('never throws on random bytes or damaged JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 200 }), damagedJson()),
        fc.constantFrom<OtlpSignal>('traces', 'logs'),
        (bytes, signal) => {
          const { outcome } = decodeAll(decoder, bytes, signal);
          if (!outcome.ok) expect(outcome.errorClass).not.toBe('internal');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('a truncated message is never read as whole, unless it ends between records', () => {
    const bytes = toProtobuf(tracesJson({ records: [{ attributes: { a: 'b' } }] }), 'traces');
    for (let length = 1; length < bytes.length; length++) {
      const { outcome, steps } = decodeAll(decoder, bytes.subarray(0, length), 'traces');
      expect(outcome).toMatchObject({ ok: false, errorClass: 'truncated' });
      expect(steps).toEqual([]);
    }
    const json = toJsonBytes(tracesJson({ records: [{ attributes: { a: 'b' } }] }));
    for (let length = 1; length < json.length; length++) {
      const { outcome } = decodeAll(decoder, json.subarray(0, length), 'traces');
      expect(outcome).toMatchObject({ ok: false, errorClass: 'truncated' });
    }
  });
});

/** Dialects whose tables read the oracle's fields from the same attributes and nowhere else. */
function isCopyDialect(step: Step): boolean {
  return step.dialect === 'otel-genai';
}

/** What both decoders can read they read alike; a damaged string may differ in its replacement characters. */
function compareIfReadable(bytes: Uint8Array, signal: OtlpSignal, steps: Step[]): void {
  let expected: Record<string, unknown>[];
  try {
    expected = expectedOf(bytes, signal);
  } catch {
    return;
  }
  if (JSON.stringify(expected).includes('\ufffd')) return;
  expect(steps).toHaveLength(expected.length);
  steps.forEach((step, i) => isCopyDialect(step) && agrees(step, expected[i]!));
}

function damagedJson(): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(message, fc.nat(), fc.string({ maxLength: 3 }), fc.nat(4))
    .map(([{ json }, at, text, drop]) => {
      const bytes = Buffer.from(toJsonBytes(json));
      const cut = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, cut), Buffer.from(text), bytes.subarray(cut + drop)]);
    });
}
