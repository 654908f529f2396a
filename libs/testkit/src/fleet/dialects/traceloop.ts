import { SpanKind } from '@opentelemetry/api';
import { type AttributeMap, STATUS_OK } from '../otlp-records';
import { type TurnScript } from '../turn-script';
import { type SpanDialect } from './span-dialect';

/** OpenLLMetry (Traceloop SDK): `traceloop.*` around old GenAI attributes on the model calls. */
export const TRACELOOP: SpanDialect = {
  scope: { name: 'traceloop.tracer', version: '0.47.3' },
  okStatus: STATUS_OK,
  agent: (turn) => ({
    name: `${turn.profile.agent}.agent`,
    kind: SpanKind.INTERNAL,
    attributes: {
      'traceloop.span.kind': 'agent',
      'traceloop.entity.name': turn.profile.agent,
      ...associations(turn),
    },
  }),
  llm: (turn, step) => {
    const attributes: AttributeMap = {
      'llm.request.type': 'chat',
      'gen_ai.system': turn.profile.provider,
      'gen_ai.request.model': turn.profile.model,
      'gen_ai.response.model': turn.profile.model,
      'gen_ai.usage.prompt_tokens': step.inputTokens,
      'gen_ai.usage.completion_tokens': step.outputTokens,
      'gen_ai.usage.cache_read_input_tokens': step.cachedTokens,
      'llm.usage.total_tokens': step.inputTokens + step.outputTokens,
      'gen_ai.completion.0.finish_reason': step.finish,
      'gen_ai.response.finish_reasons': [step.finish],
      ...associations(turn),
    };
    if (step.prompt !== undefined && step.completion !== undefined) {
      attributes['gen_ai.prompt.0.role'] = 'user';
      attributes['gen_ai.prompt.0.content'] = step.prompt;
      attributes['gen_ai.completion.0.content'] = step.completion;
    }
    return { name: 'openai.chat', kind: SpanKind.CLIENT, attributes };
  },
  tool: (turn, step) => {
    const attributes: AttributeMap = {
      'traceloop.span.kind': 'tool',
      'traceloop.entity.name': step.tool.name,
      'traceloop.entity.input': step.args,
      ...associations(turn),
    };
    if (step.outcome === 'failed') attributes['error.type'] = 'ToolError';
    else attributes['traceloop.entity.output'] = step.result;
    return { name: `${step.tool.name}.tool`, kind: SpanKind.INTERNAL, attributes };
  },
};

function associations(turn: TurnScript): AttributeMap {
  return {
    'traceloop.workflow.name': turn.profile.agent,
    'traceloop.association.properties.session_id': turn.sessionId,
    'traceloop.association.properties.user_id': turn.userId,
  };
}
