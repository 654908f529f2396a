import { type Step, type StepKind } from '@tacet/contracts';
import { errorSignature } from '../features/error-signature';
import { type FeatureTables } from '../features/feature-tables';
import { REFUSAL_LOOKED_AT_BYTES, RefusalPhrases } from '../features/refusal';
import { isEmptyArguments, ResultFeatures } from '../features/result-features';
import { TextHash } from '../features/text-hash';
import { costOf, type StepCost } from '../pricing/step-cost';
import { type PriceTable } from '../pricing/price-table';
import { type AttributeTable } from '../record/attribute-table';
import { type RawRecord } from '../record/raw-record';
import { type CompiledDialect, KIND_BITS } from './compiled-dialect';
import { readDecision } from './decision';
import { type DialectRecogniser } from './recognise-dialect';
import { EventName } from './event-name';
import { FieldChoice } from './field-choice';
import { FieldReader } from './field-reader';
import { FieldIndex as F } from './fields';
import { StepKinds } from './step-kind';
import { type ValueReader } from './value-reader';

export interface StepMapperOptions {
  defaults: { tenant: string; env: string };
  prices: PriceTable;
  features: FeatureTables;
  hashKey: string | undefined;
}

interface Tokens {
  inputTokens?: number;
  outputTokens?: number;
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
  reasoningTokens?: number;
}

interface ResultReading {
  argsHash?: string;
  resultHash?: string;
  resultEmpty?: boolean;
  resultError?: boolean;
}

const NO_TOKENS: Tokens = {};
const NO_RESULT: ResultReading = {};
const NO_COST: StepCost = {};
const ERROR_SEVERITY = 17;
const UNKNOWN_SERVICE = 'unknown_service';

/** Turns one raw record into one canonical step, by the table of the dialect it is written in. */
export class StepMapper {
  private readonly choice = new FieldChoice();
  private readonly fields: FieldReader;
  private readonly kinds: StepKinds;
  private readonly eventName: EventName;
  private readonly hash: TextHash;
  private readonly results: ResultFeatures;
  private readonly refusals: RefusalPhrases;
  private readonly clarificationTools: ReadonlySet<string>;
  private readonly interruptReasons: ReadonlySet<string>;
  private readonly nameId: number;
  private readonly eventId: number;

  constructor(
    table: AttributeTable,
    private readonly recogniser: DialectRecogniser,
    private readonly values: ValueReader,
    private readonly options: StepMapperOptions,
  ) {
    this.fields = new FieldReader(this.choice, values, table);
    this.kinds = new StepKinds(table, values);
    this.eventName = new EventName(table, values);
    this.hash = new TextHash(options.hashKey);
    this.results = new ResultFeatures(options.features);
    this.refusals = new RefusalPhrases(options.features.refusals);
    this.clarificationTools = new Set(options.features.clarificationTools);
    this.interruptReasons = new Set(options.features.interruptReasons);
    this.nameId = table.id('@name');
    this.eventId = table.id('@event');
  }

  map(record: RawRecord): Step {
    const { attributes } = record;
    const isLog = record.source === 'log';
    if (isLog) this.eventName.resolve(record);
    const compiled = this.recogniser.recognise(record);
    const nameId = isLog ? this.eventId : this.nameId;
    const name =
      (attributes.has(nameId) ? this.values.dimension(attributes, nameId) : undefined) ?? record.source;
    const kind = this.kinds.kindOf(record, compiled, isLog ? name : undefined);
    this.choice.choose(record, compiled, KIND_BITS[kind]);

    const { fields } = this;
    const service = fields.dimension(F.service) ?? UNKNOWN_SERVICE;
    const model = fields.dimension(F.model);
    const toolName = fields.dimension(F.toolName);
    const errorType = fields.dimension(F.errorType);
    const finishReason = fields.dimension(F.finishReason);
    const decision = readDecision(compiled, fields.dimension(F.decision), fields.dimension(F.decisionSource));
    const ok = this.isOk(record, kind);
    const tokens = kind === 'llm' ? this.tokens(compiled) : NO_TOKENS;
    const cost =
      kind === 'llm' ? costOf(fields.number(F.costUsd), model, tokens, this.options.prices) : NO_COST;
    const documents =
      kind === 'retrieval' ? fields.documents(F.retrievedDocs, F.topScore, F.documents) : undefined;
    const result = kind === 'tool' || kind === 'retrieval' ? this.result(documents?.count) : NO_RESULT;
    const { startUs, endUs } = this.times(record);
    const isRefusalEvent = compiled.refusalEvents.get(name) === true;
    const hasEvaluation = fields.dimension(F.evaluationName);

    return {
      tenant: fields.dimension(F.tenant) ?? this.options.defaults.tenant,
      env: fields.dimension(F.env) ?? this.options.defaults.env,
      service,
      agent: fields.dimension(F.agent) ?? compiled.dialect.defaults?.agent ?? service,
      agentVersion: fields.dimension(F.agentVersion),
      promptVersion: fields.dimension(F.promptVersion),
      sessionId: fields.id(F.sessionId),
      turnHint: fields.id(F.turnHint),
      traceId: record.traceId,
      spanId: record.spanId,
      parentSpanId: record.parentSpanId,
      kind,
      name,
      source: record.source,
      model,
      requestedModel: fields.dimension(F.requestedModel),
      provider:
        fields.dimension(F.provider) ?? (kind === 'llm' ? compiled.dialect.defaults?.provider : undefined),
      toolName,
      toolCallId: fields.id(F.toolCallId),
      argsHash: result.argsHash,
      resultHash: result.resultHash,
      resultEmpty: result.resultEmpty,
      resultError: result.resultError,
      startUs,
      endUs,
      ok,
      errorType,
      errorSignature: ok ? undefined : this.signature(),
      finishReason,
      inputTokens: tokens.inputTokens,
      outputTokens: tokens.outputTokens,
      cacheReadTokens: tokens.cacheReadTokens,
      reasoningTokens: tokens.reasoningTokens,
      costNanoUsd: cost.costNanoUsd,
      costSource: cost.costSource,
      promptChars: kind === 'llm' ? fields.textBytes(F.prompt) : undefined,
      completionChars: kind === 'llm' ? fields.textBytes(F.completion) : undefined,
      refusal: isRefusalEvent ? true : kind === 'llm' ? this.refusal() : undefined,
      ungroundedValues: undefined,
      checkedValues: undefined,
      contextTokens: undefined,
      retrievedDocs: documents?.count,
      topScore: documents?.topScore,
      decision: decision.decision,
      decisionActor: decision.actor,
      decisionScope: decision.scope,
      humanWaitMs: compiled.waitSpans.get(name) ? Math.round((endUs - startUs) / 1_000) : undefined,
      modeFrom: fields.dimension(F.modeFrom),
      modeTo: fields.dimension(F.modeTo),
      interrupt: decision.interrupt ?? this.isInterrupt(finishReason, errorType),
      clarification:
        fields.boolean(F.clarification) ??
        (kind === 'tool' && this.clarificationTools.has(toolName ?? '') ? true : undefined),
      evaluationName: hasEvaluation,
      evaluationScore: fields.number(F.evaluationScore),
      evaluationLabel: fields.dimension(F.evaluationLabel),
      risk: fields.number(F.risk),
      autonomy: fields.number(F.autonomy),
      dialect: compiled.name,
    };
  }

  private isOk(record: RawRecord, kind: StepKind): boolean {
    if (kind === 'error' || record.statusCode === 2) return false;
    if (this.fields.boolean(F.success) === false) return false;
    if (this.fields.dimension(F.level)?.toUpperCase() === 'ERROR') return false;
    return (this.fields.number(F.statusCode) ?? 0) < 400 && record.severity < ERROR_SEVERITY;
  }

  private tokens({ dialect }: CompiledDialect): Tokens {
    const { fields } = this;
    const cacheReadTokens = fields.tokens(F.cacheReadTokens);
    const cacheWriteTokens = fields.tokens(F.cacheWriteTokens);
    const reasoningTokens = fields.tokens(F.reasoningTokens);
    let inputTokens = fields.tokens(F.inputTokens);
    let outputTokens = fields.tokens(F.outputTokens);
    if (dialect.inputExcludesCache === true && inputTokens !== undefined) {
      inputTokens += (cacheReadTokens ?? 0) + (cacheWriteTokens ?? 0);
    }
    if (dialect.outputExcludesReasoning === true && outputTokens !== undefined) {
      outputTokens += reasoningTokens ?? 0;
    }
    return { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens };
  }

  /** Fingerprints and verdicts on a tool's or retrieval's arguments and result. */
  private result(documentsCount: number | undefined): ResultReading {
    const reading: ResultReading = { ...NO_RESULT };
    const args = this.fields.text(F.arguments);
    if (args !== undefined && !isEmptyArguments(args.bytes, args.start, args.end)) {
      reading.argsHash = this.hash.hash(args.bytes, args.start, args.end);
    }
    const result = this.fields.text(F.result);
    if (result !== undefined) {
      const { bytes, start, end } = result;
      reading.resultHash = this.hash.hash(bytes, start, end);
      reading.resultEmpty = this.results.isEmpty(bytes, start, end);
      reading.resultError = this.results.isError(bytes, start, end);
    }
    if (documentsCount !== undefined) reading.resultEmpty = documentsCount === 0;
    return reading;
  }

  private refusal(): boolean | undefined {
    const completion = this.fields.textHead(F.completion, REFUSAL_LOOKED_AT_BYTES);
    if (completion === undefined) return undefined;
    return this.refusals.isIn(completion.bytes, completion.start, completion.end);
  }

  private signature(): string | undefined {
    const text = this.fields.text(F.errorText);
    return text === undefined ? undefined : errorSignature(text.bytes, text.start, text.end, this.hash);
  }

  private isInterrupt(finishReason: string | undefined, errorType: string | undefined): boolean | undefined {
    const says = (word: string | undefined): boolean =>
      word !== undefined && this.interruptReasons.has(word.toLowerCase());
    return says(finishReason) || says(errorType) ? true : undefined;
  }

  /**
   * A log is written when its work ends: a duration moves its start back. One missing time takes the other's
   * value, an end before its start becomes the start; without any time both are 0.
   */
  private times(record: RawRecord): { startUs: number; endUs: number } {
    let { startUs, endUs } = record;
    if (record.source === 'log') {
      if (endUs === 0) endUs = this.timestampUs();
      const durationMs = this.fields.number(F.durationMs) ?? 0;
      const isBelievable = durationMs > 0 && durationMs * 1_000 <= endUs;
      startUs = isBelievable ? endUs - Math.round(durationMs * 1_000) : endUs;
    } else if (startUs === 0) startUs = endUs;
    return { startUs, endUs: Math.max(startUs, endUs) };
  }

  /** The source's own timestamp attribute, read only when the record has no time. */
  private timestampUs(): number {
    const text = this.fields.dimension(F.timestamp);
    const timeMs = text === undefined ? Number.NaN : Date.parse(text);
    return timeMs > 0 ? timeMs * 1_000 : 0;
  }
}
