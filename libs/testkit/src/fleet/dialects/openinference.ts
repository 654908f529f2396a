import { SpanKind } from '@opentelemetry/api';
import { type AttributeMap, STATUS_OK } from '../otlp-records';
import { type TurnScript } from '../turn-script';
import { type SpanDialect } from './span-dialect';

/** OpenInference: `openinference.span.kind`, flattened message lists, token sums repeated on the agent span. */
export const OPENINFERENCE: SpanDialect = {
  scope: { name: 'openinference.instrumentation.langchain', version: '0.1.50' },
  okStatus: STATUS_OK,
  agent: (turn) => ({
    name: turn.profile.agent,
    kind: SpanKind.INTERNAL,
    attributes: {
      'openinference.span.kind': 'AGENT',
      'agent.name': turn.profile.agent,
      'session.id': turn.sessionId,
      'user.id': turn.userId,
      ...tokenSums(turn),
    },
  }),
  llm: (turn, step) => {
    const attributes: AttributeMap = {
      'openinference.span.kind': 'LLM',
      'session.id': turn.sessionId,
      'user.id': turn.userId,
      'llm.model_name': turn.profile.model,
      'llm.provider': turn.profile.provider,
      'llm.token_count.prompt': step.inputTokens,
      'llm.token_count.completion': step.outputTokens,
      'llm.token_count.total': step.inputTokens + step.outputTokens,
      'llm.token_count.prompt_details.cache_read': step.cachedTokens,
      'llm.finish_reason': step.finish,
    };
    if (step.prompt !== undefined && step.completion !== undefined) {
      attributes['input.value'] = step.prompt;
      attributes['output.value'] = step.completion;
      attributes['llm.output_messages.0.message.role'] = 'assistant';
      attributes['llm.output_messages.0.message.content'] = step.completion;
    }
    return { name: 'ChatOpenAI', kind: SpanKind.INTERNAL, attributes };
  },
  tool: (turn, step) => {
    const retrieval = step.tool.kind === 'retrieval';
    const attributes: AttributeMap = {
      'openinference.span.kind': retrieval ? 'RETRIEVER' : 'TOOL',
      'session.id': turn.sessionId,
      'user.id': turn.userId,
      'tool.name': step.tool.name,
      'tool.id': step.callId,
      'input.value': step.args,
      'input.mime_type': 'application/json',
    };
    if (!retrieval) attributes['tool.parameters'] = step.args;
    if (step.outcome === 'failed') attributes['exception.type'] = 'ToolError';
    else attributes['output.value'] = step.result;
    if (retrieval && step.outcome === 'ok') {
      attributes['retrieval.documents.0.document.id'] = `doc-${step.callId}`;
      attributes['retrieval.documents.0.document.score'] = 0.82;
    }
    return { name: step.tool.name, kind: SpanKind.INTERNAL, attributes };
  },
};

function tokenSums(turn: TurnScript): AttributeMap {
  let prompt = 0;
  let completion = 0;
  for (const step of turn.steps) {
    if (step.type !== 'llm') continue;
    prompt += step.inputTokens;
    completion += step.outputTokens;
  }
  return {
    'llm.token_count.prompt': prompt,
    'llm.token_count.completion': completion,
    'llm.token_count.total': prompt + completion,
  };
}
