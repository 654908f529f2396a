import { type Resource } from '@opentelemetry/resources';
import { type FleetDialect } from '../agent-profile';
import { type EventRecord, type FinishedSpan } from '../otlp-records';
import { type Random } from '../random';
import { type TurnScript } from '../turn-script';
import { writeClaudeCodeEvents } from './claude-code';
import { writeGeminiCliEvents } from './gemini-cli';
import { LANGFUSE } from './langfuse';
import { OPENINFERENCE } from './openinference';
import { OTEL_GENAI } from './otel-genai';
import { OTEL_GENAI_LEGACY } from './otel-genai-legacy';
import { type SpanDialect, writeSpans } from './span-dialect';
import { TRACELOOP } from './traceloop';
import { VERCEL_AI } from './vercel-ai';

export type FleetRecord = FinishedSpan | EventRecord;

type WriteRecords = (rng: Random, turn: TurnScript, resource: Resource) => FleetRecord[];

/** Every dialect's form of a turn, in the order in which its records end. */
export const WRITE_RECORDS: Record<FleetDialect, WriteRecords> = {
  'otel-genai': spans(OTEL_GENAI),
  'otel-genai-legacy': spans(OTEL_GENAI_LEGACY),
  openinference: spans(OPENINFERENCE),
  traceloop: spans(TRACELOOP),
  'vercel-ai': spans(VERCEL_AI),
  langfuse: spans(LANGFUSE),
  'claude-code': (_rng, turn, resource) => writeClaudeCodeEvents(turn, resource),
  'gemini-cli': (_rng, turn, resource) => writeGeminiCliEvents(turn, resource),
};

function spans(dialect: SpanDialect): WriteRecords {
  return (rng, turn, resource) => writeSpans(rng, dialect, turn, resource);
}
