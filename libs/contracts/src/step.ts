/**
 * The canonical step: one flat record per span or log event, whatever dialect it arrived in.
 *
 * Absent is absent (`undefined`), never 0 or ''. Identities that every record has (tenant, env, service,
 * agent) are always set. Times are integer microseconds since the Unix epoch: exact in a double until 2255.
 */
export const STEP_KINDS = [
  'agent',
  'llm',
  'tool',
  'retrieval',
  'embedding',
  'guardrail',
  'evaluation',
  'decision',
  'mode',
  'prompt',
  'error',
  'other',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export type CostSource = 'reported' | 'priced' | 'unknown';
export type Decision = 'accept' | 'reject' | 'abort' | 'modify' | 'ask';
export type DecisionActor = 'human' | 'policy' | 'hook' | 'auto';
export type DecisionScope = 'once' | 'session' | 'permanent';

export interface Step {
  tenant: string;
  env: string;
  service: string;
  agent: string;
  agentVersion?: string;
  promptVersion?: string;
  sessionId?: string;
  /** What the source itself says a turn is (Claude Code's `prompt.id`); else absent and the trace is the turn. */
  turnHint?: string;
  /** 32 lower-case hex digits. */
  traceId?: string;
  /** 16 lower-case hex digits. */
  spanId?: string;
  parentSpanId?: string;
  kind: StepKind;
  name: string;
  /** `span` or `log`: what the record was on the wire. */
  source: 'span' | 'log';
  model?: string;
  requestedModel?: string;
  provider?: string;
  toolName?: string;
  toolCallId?: string;
  /** 16 hex digits over the argument bytes; absent when there are no arguments or they are empty. */
  argsHash?: string;
  resultHash?: string;
  resultEmpty?: boolean;
  /** The span said OK but its result carries an error (`isError`, `{"error":…}`, an HTTP status ≥ 400). */
  resultError?: boolean;
  startUs: number;
  endUs: number;
  /** False when the record says it failed; a result that carries an error is `resultError`, not this. */
  ok: boolean;
  errorType?: string;
  /** 16 hex digits over the error text with its variables stripped. */
  errorSignature?: string;
  finishReason?: string;
  inputTokens?: number;
  outputTokens?: number;
  cacheReadTokens?: number;
  reasoningTokens?: number;
  /** Integer nano-US-dollars. Present only on leaf llm records. */
  costNanoUsd?: number;
  costSource?: CostSource;
  promptChars?: number;
  completionChars?: number;
  refusal?: boolean;
  ungroundedValues?: number;
  checkedValues?: number;
  contextTokens?: number;
  retrievedDocs?: number;
  topScore?: number;
  decision?: Decision;
  decisionActor?: DecisionActor;
  decisionScope?: DecisionScope;
  humanWaitMs?: number;
  modeFrom?: string;
  modeTo?: string;
  interrupt?: boolean;
  clarification?: boolean;
  evaluationName?: string;
  evaluationScore?: number;
  evaluationLabel?: string;
  /** 1–10, only when the source states it. */
  risk?: number;
  autonomy?: number;
  /** Which attribute table matched: `otel-genai`, `openinference`, `claude-code`, … */
  dialect: string;
}
