import { decodeSteps, type PositionedStep } from '@tacet/contracts';
import type { TableRow } from '@tacet/runtime';
import { count, measured, timeUs, whole } from './cells';
import type { MessageRows } from './message-rows';

/** A steps record → one row per step. */
export function stepsRows(value: string): MessageRows {
  const { origin, rows } = decodeSteps(value);
  return { ok: true, rows: rows.map((row) => stepRow(row, origin)) };
}

function stepRow({ position, step }: PositionedStep, origin: string): TableRow {
  const startedAt = timeUs(step.startUs);
  const endedAt = timeUs(step.endUs);
  return {
    tenant: step.tenant,
    env: step.env,
    service: step.service,
    agent: step.agent,
    agent_version: step.agentVersion,
    prompt_version: step.promptVersion,
    session_id: step.sessionId,
    turn_hint: step.turnHint,
    trace_id: step.traceId,
    span_id: step.spanId,
    parent_span_id: step.parentSpanId,
    kind: step.kind,
    name: step.name,
    source: step.source,
    dialect: step.dialect,
    model: step.model,
    requested_model: step.requestedModel,
    provider: step.provider,
    tool_name: step.toolName,
    tool_call_id: step.toolCallId,
    args_hash: step.argsHash,
    result_hash: step.resultHash,
    result_empty: step.resultEmpty,
    result_error: step.resultError,
    started_at: startedAt,
    ended_at: endedAt,
    duration_us: endedAt - startedAt,
    ok: step.ok,
    error_type: step.errorType,
    error_signature: step.errorSignature,
    finish_reason: step.finishReason,
    input_tokens: count(step.inputTokens),
    output_tokens: count(step.outputTokens),
    cache_read_tokens: count(step.cacheReadTokens),
    reasoning_tokens: count(step.reasoningTokens),
    cost_nano_usd: whole(step.costNanoUsd),
    cost_source: step.costSource,
    prompt_chars: count(step.promptChars),
    completion_chars: count(step.completionChars),
    refusal: step.refusal,
    ungrounded_values: count(step.ungroundedValues),
    checked_values: count(step.checkedValues),
    context_tokens: count(step.contextTokens),
    retrieved_docs: count(step.retrievedDocs),
    top_score: measured(step.topScore),
    decision: step.decision,
    decision_actor: step.decisionActor,
    decision_scope: step.decisionScope,
    human_wait_ms: count(step.humanWaitMs),
    mode_from: step.modeFrom,
    mode_to: step.modeTo,
    interrupt: step.interrupt,
    clarification: step.clarification,
    evaluation_name: step.evaluationName,
    evaluation_score: measured(step.evaluationScore),
    evaluation_label: step.evaluationLabel,
    risk: measured(step.risk),
    autonomy: measured(step.autonomy),
    origin,
    position,
  };
}
