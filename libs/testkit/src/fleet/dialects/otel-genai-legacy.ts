import { SpanKind } from '@opentelemetry/api';
import { type AttributeMap, STATUS_UNSET } from '../otlp-records';
import { type SpanDialect } from './span-dialect';

/** GenAI conventions up to v1.36: `gen_ai.system`, prompt and completion tokens, text in `gen_ai.prompt`. */
export const OTEL_GENAI_LEGACY: SpanDialect = {
  scope: { name: 'opentelemetry.instrumentation.openai', version: '0.38.0' },
  okStatus: STATUS_UNSET,
  agent: (turn) => ({
    name: `invoke_agent ${turn.profile.agent}`,
    kind: SpanKind.CLIENT,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.system': turn.profile.provider,
      'gen_ai.agent.name': turn.profile.agent,
      'session.id': turn.sessionId,
    },
  }),
  llm: (turn, step) => {
    const attributes: AttributeMap = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.system': turn.profile.provider,
      'session.id': turn.sessionId,
      'gen_ai.request.model': turn.profile.model,
      'gen_ai.response.model': turn.profile.model,
      'gen_ai.response.finish_reasons': [step.finish],
      'gen_ai.usage.prompt_tokens': step.inputTokens,
      'gen_ai.usage.completion_tokens': step.outputTokens,
    };
    if (step.prompt !== undefined) attributes['gen_ai.prompt'] = step.prompt;
    if (step.completion !== undefined) attributes['gen_ai.completion'] = step.completion;
    return { name: `chat ${turn.profile.model}`, kind: SpanKind.CLIENT, attributes };
  },
  tool: (turn, step) => {
    const attributes: AttributeMap = {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.system': turn.profile.provider,
      'session.id': turn.sessionId,
      'gen_ai.tool.name': step.tool.name,
      'gen_ai.tool.call.id': step.callId,
      'gen_ai.tool.call.arguments': step.args,
    };
    if (step.outcome === 'failed') attributes['error.type'] = 'ToolError';
    else attributes['gen_ai.tool.call.result'] = step.result;
    return { name: `execute_tool ${step.tool.name}`, kind: SpanKind.INTERNAL, attributes };
  },
};
