import { SpanKind } from '@opentelemetry/api';
import { type AttributeMap, STATUS_UNSET } from '../otlp-records';
import { modelCostUsd } from '../reported-cost';
import { type TurnScript } from '../turn-script';
import { type SpanDialect } from './span-dialect';

/** Langfuse SDK 4: observations with usage and cost as JSON; `input` excludes what came from the cache. */
export const LANGFUSE: SpanDialect = {
  scope: { name: 'langfuse-sdk', version: '4.4.2' },
  okStatus: STATUS_UNSET,
  agent: (turn) => ({
    name: turn.profile.agent,
    kind: SpanKind.INTERNAL,
    attributes: {
      'langfuse.observation.type': 'agent',
      'langfuse.observation.level': turn.ok ? 'DEFAULT' : 'ERROR',
      'langfuse.trace.name': turn.profile.agent,
      ...common(turn),
    },
  }),
  llm: (turn, step) => {
    const fresh = step.inputTokens - step.cachedTokens;
    const cost = modelCostUsd(turn.profile.model, fresh, step.cachedTokens, step.outputTokens);
    const attributes: AttributeMap = {
      'langfuse.observation.type': 'generation',
      'langfuse.observation.model.name': turn.profile.model,
      'langfuse.observation.usage_details': `{"input":${fresh},"input_cached_tokens":${step.cachedTokens},"output":${step.outputTokens}}`,
      'langfuse.observation.cost_details': `{"total":${cost.toFixed(6)}}`,
      'langfuse.observation.level': 'DEFAULT',
      ...common(turn),
    };
    if (step.prompt !== undefined && step.completion !== undefined) {
      attributes['langfuse.observation.input'] = `[{"role":"user","content":"${step.prompt}"}]`;
      attributes['langfuse.observation.output'] = `{"role":"assistant","content":"${step.completion}"}`;
    }
    return { name: `${turn.profile.model} generation`, kind: SpanKind.INTERNAL, attributes };
  },
  tool: (turn, step) => {
    const attributes: AttributeMap = {
      'langfuse.observation.type': 'tool',
      'langfuse.observation.input': step.args,
      'langfuse.observation.level': step.outcome === 'failed' ? 'ERROR' : 'DEFAULT',
      ...common(turn),
    };
    if (step.outcome === 'failed') attributes['langfuse.observation.status_message'] = step.result;
    else attributes['langfuse.observation.output'] = step.result;
    return { name: step.tool.name, kind: SpanKind.INTERNAL, attributes };
  },
};

function common(turn: TurnScript): AttributeMap {
  return {
    'session.id': turn.sessionId,
    'user.id': turn.userId,
    'langfuse.environment': 'production',
    'langfuse.version': turn.profile.version,
  };
}
