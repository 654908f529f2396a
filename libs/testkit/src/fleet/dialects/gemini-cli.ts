import { type Resource } from '@opentelemetry/resources';
import { type AttributeMap, EventRecord, isoTime, type Scope } from '../otlp-records';
import { type LlmStep, type ToolStep, type TurnScript } from '../turn-script';

const SCOPE: Scope = { name: 'gemini-cli', version: '0.21.0' };

/** Gemini CLI's log events; a prompt is told apart by `prompt_id`. */
export function writeGeminiCliEvents(turn: TurnScript, resource: Resource): EventRecord[] {
  const emit = (event: string, atUs: number, attributes: AttributeMap): EventRecord =>
    new EventRecord(resource, SCOPE, atUs, event, {
      'session.id': turn.sessionId,
      'event.name': `gemini_cli.${event}`,
      'event.timestamp': isoTime(atUs),
      prompt_id: turn.promptId,
      ...attributes,
    });
  const records = [
    emit('user_prompt', turn.startUs, { prompt_length: turn.promptChars, auth_type: 'gemini-api-key' }),
  ];
  for (const step of turn.steps) {
    records.push(
      step.type === 'llm'
        ? emit('api_response', step.endUs, apiResponse(turn, step))
        : emit('tool_call', step.endUs, toolCall(step)),
    );
  }
  return records;
}

function apiResponse(turn: TurnScript, step: LlmStep): AttributeMap {
  return {
    model: turn.profile.model,
    status_code: 200,
    duration_ms: Math.round((step.endUs - step.startUs) / 1000),
    input_token_count: step.inputTokens,
    output_token_count: step.outputTokens,
    cached_content_token_count: step.cachedTokens,
    thoughts_token_count: 0,
    tool_token_count: 0,
    total_token_count: step.inputTokens + step.outputTokens,
    finish_reasons: ['STOP'],
  };
}

function toolCall(step: ToolStep): AttributeMap {
  const failed = step.outcome === 'failed' || step.outcome === 'error-result';
  const attributes: AttributeMap = {
    function_name: step.tool.name,
    function_args: step.args,
    duration_ms: Math.round((step.endUs - step.startUs) / 1000),
    success: !failed,
    decision: step.tool.name === 'run_shell_command' ? 'accept' : 'auto_accept',
    tool_type: 'native',
    content_length: step.outcome === 'empty-result' ? 0 : step.result.length,
  };
  if (failed) {
    attributes.error_type = 'ToolError';
    attributes.error = step.result;
  }
  return attributes;
}
