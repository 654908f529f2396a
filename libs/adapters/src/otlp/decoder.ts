import { randomInt } from 'node:crypto';
import { type Step } from '@tacet/contracts';
import { ALL_DIALECTS } from './dialects/all-dialects';
import { type Dialect } from './dialects/dialect';
import { OTEL_GENAI } from './dialects/otel-genai';
import { TACET } from './dialects/tacet';
import { skipBlank } from './features/json-scan';
import { DEFAULT_FEATURE_TABLES, type FeatureTables } from './features/feature-tables';
import { attributeNamesOf, CompiledDialect } from './mapping/compiled-dialect';
import { DialectRecogniser } from './mapping/recognise-dialect';
import { StepMapper } from './mapping/step-mapper';
import { ValueReader } from './mapping/value-reader';
import {
  type DecodeErrorClass,
  DecodeFault,
  type DecodeLimits,
  type DecodeOutcome,
  DEFAULT_DECODE_LIMITS,
} from './outcome';
import { type PriceTable } from './pricing/price-table';
import { AttributeTable } from './record/attribute-table';
import { RawRecord } from './record/raw-record';
import { StringInterner } from './record/string-interner';
import { type TextEncoding, TextReader } from './record/text-reader';
import { JsonSource } from './wire/json-source';
import { JsonText } from './wire/json-text';
import { ProtobufSource } from './wire/protobuf-source';
import { ProtobufText } from './wire/protobuf-text';
import { type OtlpSignal, type RecordSource } from './wire/record-source';

const INTERNED_MAX = 65_536;
const NEWLINE = 0x0a;

interface Encoding {
  source: RecordSource;
  text: TextEncoding;
}

export interface OtlpStepDecoderOptions {
  /** What records get whose resource names no tenant or environment. */
  defaults: { tenant: string; env: string };
  prices: PriceTable;
  limits?: Partial<DecodeLimits>;
  /** Most specific first; the built-in tables when absent. */
  dialects?: readonly Dialect[];
  features?: FeatureTables;
  /** Secret that seeds the fingerprints of arguments, results and errors. Must not change between restarts. */
  hashKey?: string;
}

/**
 * Turns the value of one Kafka message (OTLP traces or logs, protobuf or JSON) into canonical steps, one per
 * span or log record. Not re-entrant: one decoder per consumer.
 */
export class OtlpStepDecoder {
  private readonly limits: DecodeLimits;
  private readonly values: ValueReader;
  private readonly mapper: StepMapper;
  private readonly protobuf: Encoding;
  private readonly json: Encoding;
  private readonly interner: StringInterner;
  private readonly steps: Step[] = [];
  private readonly keep = (record: RawRecord): void => {
    this.steps.push(this.mapper.map(record));
  };

  constructor(options: OtlpStepDecoderOptions) {
    this.limits = { ...DEFAULT_DECODE_LIMITS, ...options.limits };
    const dialects = options.dialects ?? ALL_DIALECTS;
    const table = new AttributeTable(
      attributeNamesOf([...dialects, OTEL_GENAI, TACET]),
      this.limits.keyBytesMax,
    );
    const record = new RawRecord(table, this.limits.attributesPerRecordMax);
    this.interner = new StringInterner({ entriesMax: INTERNED_MAX, seed: randomInt(0x7fffffff) });
    const protobufText = new ProtobufText(this.limits.depthMax);
    this.values = new ValueReader(new TextReader(protobufText), this.interner, this.limits.dimensionBytesMax);
    const compiled = dialects.map((dialect) => {
      return new CompiledDialect(dialect, [...new Set([dialect, OTEL_GENAI, TACET])], table);
    });
    const plain = new CompiledDialect(TACET, [TACET], table);
    this.mapper = new StepMapper(
      table,
      new DialectRecogniser(compiled, plain, table, this.values),
      this.values,
      {
        defaults: options.defaults,
        prices: options.prices,
        features: options.features ?? DEFAULT_FEATURE_TABLES,
        hashKey: options.hashKey,
      },
    );
    this.protobuf = { source: new ProtobufSource(table, record, this.limits), text: protobufText };
    this.json = {
      source: new JsonSource(table, record, this.limits),
      text: new JsonText(this.limits.depthMax),
    };
  }

  /** Times the interner was emptied because it was full: a sign of unbounded dimension values. */
  get internerEvictions(): number {
    return this.interner.evictions;
  }

  /**
   * Decodes one message and calls `onStep` for each record in wire order, `index` counting from 0. All or
   * nothing: steps are held until the whole message was read, so a bad one emits none. Never throws, unless
   * `onStep` does.
   */
  decode(value: Uint8Array, signal: OtlpSignal, onStep: (step: Step, index: number) => void): DecodeOutcome {
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    if (bytes.length > this.limits.messageBytesMax) return { ok: false, errorClass: 'too-large', records: 0 };
    const outcome = this.readEither(bytes, signal);
    if (outcome.ok) this.steps.forEach(onStep);
    this.steps.length = 0;
    return outcome;
  }

  /**
   * Protobuf starts with 0x0A, which is also a newline before JSON: what is not protobuf is tried as JSON when
   * its first visible byte is a brace.
   */
  private readEither(bytes: Buffer, signal: OtlpSignal): DecodeOutcome {
    if (bytes.length === 0 || bytes[0] === NEWLINE) {
      const outcome = this.read(bytes, signal, this.protobuf);
      return outcome.ok || !startsWithBrace(bytes) ? outcome : this.read(bytes, signal, this.json);
    }
    if (startsWithBrace(bytes)) return this.read(bytes, signal, this.json);
    return this.read(bytes, signal, this.protobuf);
  }

  private read(bytes: Buffer, signal: OtlpSignal, { source, text }: Encoding): DecodeOutcome {
    this.steps.length = 0;
    this.values.text.open(bytes, text);
    try {
      source.read(bytes, signal, this.keep);
      return { ok: true, records: source.tally.records, unknownAttributes: source.tally.unknownAttributes };
    } catch (error) {
      const errorClass: DecodeErrorClass = error instanceof DecodeFault ? error.errorClass : 'internal';
      return { ok: false, errorClass, records: source.tally.records };
    }
  }
}

/** Whether the first byte after a byte order mark and white space opens an object. */
function startsWithBrace(bytes: Buffer): boolean {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes[skipBlank(bytes, hasMark ? 3 : 0, bytes.length)] === 0x7b;
}
