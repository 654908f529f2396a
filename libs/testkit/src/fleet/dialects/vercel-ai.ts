import { SpanKind } from '@opentelemetry/api';
import { type AttributeMap, STATUS_UNSET } from '../otlp-records';
import { type TurnScript } from '../turn-script';
import { type SpanDialect } from './span-dialect';

/** Vercel AI SDK 5: `ai.generateText` around `doGenerate` and `ai.toolCall`; both levels carry token counts. */
export const VERCEL_AI: SpanDialect = {
  scope: { name: 'ai', version: '5.0.60' },
  okStatus: STATUS_UNSET,
  agent: (turn) => {
    const llmSteps = turn.steps.filter((step) => step.type === 'llm');
    return {
      name: 'ai.generateText',
      kind: SpanKind.INTERNAL,
      attributes: {
        ...operation(turn, 'ai.generateText'),
        'ai.model.provider': turn.profile.provider,
        'ai.model.id': turn.profile.model,
        'ai.response.finishReason': turn.ok ? 'stop' : 'error',
        'ai.usage.promptTokens': llmSteps.reduce((sum, step) => sum + step.inputTokens, 0),
        'ai.usage.completionTokens': llmSteps.reduce((sum, step) => sum + step.outputTokens, 0),
      },
    };
  },
  llm: (turn, step) => {
    const finishReason = step.finish === 'stop' ? 'stop' : 'tool-calls';
    const attributes: AttributeMap = {
      ...operation(turn, 'ai.generateText.doGenerate'),
      'ai.model.provider': turn.profile.provider,
      'ai.model.id': turn.profile.model,
      'ai.response.model': turn.profile.model,
      'ai.response.finishReason': finishReason,
      'ai.usage.promptTokens': step.inputTokens,
      'ai.usage.completionTokens': step.outputTokens,
      'ai.usage.cachedInputTokens': step.cachedTokens,
      'gen_ai.system': turn.profile.provider,
      'gen_ai.request.model': turn.profile.model,
      'gen_ai.response.finish_reasons': [finishReason],
      'gen_ai.usage.input_tokens': step.inputTokens,
      'gen_ai.usage.output_tokens': step.outputTokens,
    };
    if (step.prompt !== undefined && step.completion !== undefined) {
      attributes['ai.prompt.messages'] = `[{"role":"user","content":"${step.prompt}"}]`;
      attributes['ai.response.text'] = step.completion;
    }
    return { name: 'ai.generateText.doGenerate', kind: SpanKind.INTERNAL, attributes };
  },
  tool: (turn, step) => {
    const attributes: AttributeMap = {
      ...operation(turn, 'ai.toolCall'),
      'ai.toolCall.name': step.tool.name,
      'ai.toolCall.id': step.callId,
      'ai.toolCall.args': step.args,
    };
    if (step.outcome !== 'failed') attributes['ai.toolCall.result'] = step.result;
    return { name: 'ai.toolCall', kind: SpanKind.INTERNAL, attributes };
  },
};

function operation(turn: TurnScript, operationId: string): AttributeMap {
  return {
    'operation.name': `${operationId} ${turn.profile.agent}`,
    'resource.name': turn.profile.agent,
    'ai.operationId': operationId,
    'ai.telemetry.functionId': turn.profile.agent,
    'ai.telemetry.metadata.sessionId': turn.sessionId,
    'ai.telemetry.metadata.userId': turn.userId,
  };
}
