import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import protobuf from 'protobufjs';
import { DEFAULT_DECODE_LIMITS, OtlpStepDecoder, parsePriceTable } from '@tacet/adapters/otlp';
import { ALL_DIALECTS } from '../libs/adapters/src/otlp/dialects/all-dialects';
import { TACET } from '../libs/adapters/src/otlp/dialects/tacet';
import { attributeNamesOf } from '../libs/adapters/src/otlp/mapping/compiled-dialect';
import { AttributeTable } from '../libs/adapters/src/otlp/record/attribute-table';
import { RawRecord } from '../libs/adapters/src/otlp/record/raw-record';
import { ProtobufSource } from '../libs/adapters/src/otlp/wire/protobuf-source';

const ROOT = repositoryRoot(__dirname);
const MESSAGES = 32;
const SPANS_PER_MESSAGE = 100;
const ROUND_MS = 400;
const ROUNDS = 5;

/**
 * Decoders of the same OTLP traces side by side, in spans per second of CPU time: 100 spans a message, 27
 * attributes a span, three message texts of 0.5–2 KB with JSON inside. `ratio…` compare within this run and
 * are what to look at; absolute figures are this machine's.
 */
export async function decodeBench(): Promise<Record<string, number | string>> {
  const type = protobuf
    .loadSync(join(ROOT, 'libs/adapters/src/otlp/testdata/opentelemetry.proto'))
    .root.lookupType('otlp.TracesData');
  const prices = parsePriceTable(readFileSync(join(ROOT, 'config/prices.yaml'), 'utf8'));
  const results: Record<string, number | string> = { unit: 'spans per CPU-second' };
  for (const text of ['ascii', 'utf8'] as const) {
    const messages = Array.from({ length: MESSAGES }, (_, i) => tracesOf(randomFrom(i + 1), text));
    const json = messages.map((message) => Buffer.from(JSON.stringify(message)));
    const binary = messages.map((message) =>
      Buffer.from(type.encode(type.fromObject(binaryIds(message) as object)).finish()),
    );
    const decoder = new OtlpStepDecoder({ defaults: { tenant: 'bench', env: 'bench' }, prices });
    const project = projection();
    const contenders: Record<string, () => void> = {
      jsonParse: cycle(json, (bytes) => void JSON.parse(bytes.toString())),
      jsonParseFlatten: cycle(json, (bytes) => void flatten(JSON.parse(bytes.toString()) as Traces)),
      protobufjs: cycle(binary, (bytes) => void type.decode(bytes)),
      projection: cycle(binary, project),
      stepsFromProtobuf: cycle(binary, (bytes) => void decoder.decode(bytes, 'traces', ignore)),
      stepsFromJson: cycle(json, (bytes) => void decoder.decode(bytes, 'traces', ignore)),
    };
    const rates = measure(contenders);
    for (const [name, rate] of Object.entries(rates)) results[`${text}.${name}`] = Math.round(rate);
    const ratio = (a: string, b: string) => Number((rates[a]! / rates[b]!).toFixed(2));
    results[`${text}.ratioProjectionToJsonParse`] = ratio('projection', 'jsonParseFlatten');
    results[`${text}.ratioProjectionToProtobufjs`] = ratio('projection', 'protobufjs');
    results[`${text}.ratioStepsToJsonParse`] = ratio('stepsFromProtobuf', 'jsonParseFlatten');
    results[`${text}.ratioStepsToProtobufjs`] = ratio('stepsFromProtobuf', 'protobufjs');
    results[`${text}.ratioStepsFromJsonToJsonParse`] = ratio('stepsFromJson', 'jsonParseFlatten');
    results[`${text}.bytesPerSpanProtobuf`] = bytesPerSpan(binary);
    results[`${text}.bytesPerSpanJson`] = bytesPerSpan(json);
  }
  return Promise.resolve(results);
}

/** Median spans per CPU-second of each contender, rounds taken in turn so that a busy machine hits all alike. */
function measure(contenders: Record<string, () => void>): Record<string, number> {
  const rounds = Object.fromEntries(Object.keys(contenders).map((name) => [name, [] as number[]]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const before = process.cpuUsage();
      let spans = 0;
      let cpuUs = 0;
      while (cpuUs < ROUND_MS * 1_000) {
        run();
        spans += SPANS_PER_MESSAGE;
        const { user, system } = process.cpuUsage(before);
        cpuUs = user + system;
      }
      if (round >= 0) rounds[name]!.push((spans / cpuUs) * 1e6);
    }
  }
  return Object.fromEntries(
    Object.entries(rounds).map(([name, rates]) => [name, rates.sort((a, b) => a - b)[ROUNDS >> 1]!]),
  );
}

function cycle(messages: Buffer[], read: (bytes: Buffer) => void): () => void {
  let next = 0;
  return () => read(messages[next++ % messages.length]!);
}

function projection(): (bytes: Buffer) => void {
  const table = new AttributeTable(
    attributeNamesOf([...ALL_DIALECTS, TACET]),
    DEFAULT_DECODE_LIMITS.keyBytesMax,
  );
  const record = new RawRecord(table, DEFAULT_DECODE_LIMITS.attributesPerRecordMax);
  const source = new ProtobufSource(table, record, DEFAULT_DECODE_LIMITS);
  return (bytes) => source.read(bytes, 'traces', ignore);
}

function bytesPerSpan(messages: Buffer[]): number {
  return Math.round(messages.reduce((sum, bytes) => sum + bytes.length, 0) / (MESSAGES * SPANS_PER_MESSAGE));
}

function ignore(): void {
  // The work is done before the callback.
}

interface Attribute {
  key: string;
  value: {
    stringValue?: string;
    intValue?: string;
    doubleValue?: number;
    arrayValue?: { values: unknown[] };
  };
}
interface Traces {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: { spans: { name: string; traceId: string; spanId: string; attributes: Attribute[] }[] }[];
  }[];
}

/** What a straightforward consumer does with a parsed message: one flat object per span. */
function flatten(traces: Traces): unknown[] {
  const flat: unknown[] = [];
  for (const { resource, scopeSpans } of traces.resourceSpans) {
    for (const { spans } of scopeSpans) {
      for (const span of spans) {
        const row: Record<string, unknown> = { name: span.name, traceId: span.traceId, spanId: span.spanId };
        for (const { key, value } of resource.attributes) row[key] = plainValue(value);
        for (const { key, value } of span.attributes) row[key] = plainValue(value);
        flat.push(row);
      }
    }
  }
  return flat;
}

function plainValue(value: Attribute['value']): unknown {
  return value.stringValue ?? (value.intValue === undefined ? value.doubleValue : Number(value.intValue));
}

function tracesOf(random: () => number, text: 'ascii' | 'utf8'): Traces {
  const words = text === 'ascii' ? ASCII_WORDS : UTF8_WORDS;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const hex = (length: number): string =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const prose = (): string => {
    const bytes = 500 + random() * 1_500;
    let prompt = '[{"role":"user","parts":[{"type":"text","content":"';
    while (prompt.length < bytes) prompt += `${pick(words)} `;
    return `${prompt}"}]}]`;
  };
  const int = (max: number) => ({ intValue: String(Math.floor(random() * max)) });
  const string = (stringValue: string) => ({ stringValue });
  const session = hex(32);
  const traceId = hex(32);
  const spans = Array.from({ length: SPANS_PER_MESSAGE }, (_, i) => {
    const model = pick(['gpt-4o', 'gpt-4o-mini', 'claude-sonnet-4-5', 'o3-mini']);
    const start = 1_700_000_000_000_000_000n + BigInt(i) * 1_000_000n;
    const values: Record<string, Attribute['value']> = {
      'gen_ai.operation.name': string('chat'),
      'gen_ai.provider.name': string('openai'),
      'gen_ai.request.model': string(model),
      'gen_ai.response.model': string(model),
      'gen_ai.response.id': string(`chatcmpl-${hex(24)}`),
      'gen_ai.response.finish_reasons': { arrayValue: { values: [string('stop')] } },
      'gen_ai.conversation.id': string(session),
      'gen_ai.agent.name': string(pick(['planner', 'coder', 'reviewer'])),
      'gen_ai.agent.id': string(hex(16)),
      'gen_ai.agent.version': string('1.4.2'),
      'gen_ai.output.type': string('text'),
      'gen_ai.request.temperature': { doubleValue: random() },
      'gen_ai.request.max_tokens': int(8_192),
      'gen_ai.request.top_p': { doubleValue: 0.95 },
      'gen_ai.usage.input_tokens': int(20_000),
      'gen_ai.usage.output_tokens': int(2_000),
      'gen_ai.usage.cache_read.input_tokens': int(1_000),
      'gen_ai.usage.reasoning.output_tokens': int(500),
      'gen_ai.system_instructions': string(prose()),
      'gen_ai.input.messages': string(prose()),
      'gen_ai.output.messages': string(prose()),
      'server.address': string('api.openai.com'),
      'server.port': int(443),
      'thread.id': int(64),
      'app.feature': string(pick(['search', 'refund', 'chat'])),
      'app.release': string('2026.11.3'),
      'user.id': string(hex(12)),
    };
    return {
      traceId,
      spanId: hex(16),
      parentSpanId: hex(16),
      name: `chat ${model}`,
      kind: 3,
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + 900_000_000n),
      attributes: Object.entries(values).map(([key, value]) => ({ key, value })),
      status: {},
    };
  });
  const resource = Object.entries({
    'service.name': 'shop-agent',
    'service.version': '3.2.1',
    'deployment.environment.name': 'prod',
  });
  return {
    resourceSpans: [
      {
        resource: { attributes: resource.map(([key, value]) => ({ key, value: string(value) })) },
        scopeSpans: [{ spans }],
      },
    ],
  };
}

const ASCII_WORDS =
  'the agent should look up "order" 48213 and tell the customer\n when it will arrive {ok}'.split(' ');
const UTF8_WORDS = [...ASCII_WORDS, '\u201corder\u201d', '\u6ce8\u6587\u3092\u78ba\u8a8d'];

function binaryIds(message: Traces): unknown {
  return JSON.parse(JSON.stringify(message), (key, value: unknown) =>
    /^(traceId|spanId|parentSpanId)$/.test(key)
      ? Buffer.from(value as string, 'hex').toString('base64')
      : value,
  );
}

/** Small seeded generator (mulberry32): the same messages on every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The folder that holds package.json, from the sources as well as from the build. */
function repositoryRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : repositoryRoot(dirname(from));
}
