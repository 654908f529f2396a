import { type Resource } from '@opentelemetry/resources';
import { type AttributeMap, EventRecord, isoTime, type Scope } from '../otlp-records';
import { modelCostUsd } from '../reported-cost';
import { type LlmStep, type ToolStep, type TurnScript } from '../turn-script';

const SCOPE: Scope = { name: 'com.anthropic.claude_code.events', version: '2.1.17' };

/** Claude Code's log events with tool details switched on (`OTEL_LOG_TOOL_DETAILS=1`). */
export function writeClaudeCodeEvents(turn: TurnScript, resource: Resource): EventRecord[] {
  const records: EventRecord[] = [];
  const emit = (event: string, atUs: number, attributes: AttributeMap): void => {
    records.push(
      new EventRecord(resource, SCOPE, atUs, `claude_code.${event}`, {
        'event.name': event,
        'event.timestamp': isoTime(atUs),
        'event.sequence': records.length,
        'session.id': turn.sessionId,
        'prompt.id': turn.promptId,
        'user.id': turn.userId,
        ...attributes,
      }),
    );
  };
  emit('user_prompt', turn.startUs, { prompt_length: turn.promptChars });
  for (const step of turn.steps) {
    if (step.type === 'llm') emit('api_request', step.endUs, apiRequest(turn, step));
    else {
      emit('tool_decision', step.startUs, toolDecision(step));
      if (step.outcome !== 'rejected') emit('tool_result', step.endUs, toolResult(step));
    }
  }
  return records;
}

/** `input_tokens` excludes the cache, unlike in the GenAI conventions. */
function apiRequest(turn: TurnScript, step: LlmStep): AttributeMap {
  const fresh = step.inputTokens - step.cachedTokens;
  return {
    model: turn.profile.model,
    input_tokens: fresh,
    output_tokens: step.outputTokens,
    cache_read_tokens: step.cachedTokens,
    cache_creation_tokens: 0,
    cost_usd: modelCostUsd(turn.profile.model, fresh, step.cachedTokens, step.outputTokens),
    duration_ms: Math.round((step.endUs - step.startUs) / 1000),
    query_source: 'main',
  };
}

function toolDecision(step: ToolStep): AttributeMap {
  const rejected = step.outcome === 'rejected';
  const asksUser = step.tool.name === 'Bash';
  return {
    tool_name: step.tool.name,
    tool_use_id: step.callId,
    decision: rejected ? 'reject' : 'accept',
    source: rejected ? 'user_abort' : asksUser ? 'user_temporary' : 'config',
  };
}

/** No result text is ever logged, so a silent failure can only show as an empty result. */
function toolResult(step: ToolStep): AttributeMap {
  const failed = step.outcome === 'failed' || step.outcome === 'error-result';
  const attributes: AttributeMap = {
    tool_name: step.tool.name,
    tool_use_id: step.callId,
    success: failed ? 'false' : 'true',
    duration_ms: Math.round((step.endUs - step.startUs) / 1000),
    tool_input: step.args,
    tool_input_size_bytes: step.args.length,
    tool_result_size_bytes: step.outcome === 'empty-result' ? 0 : step.result.length,
  };
  if (failed) attributes.error_type = 'ToolError';
  return attributes;
}
