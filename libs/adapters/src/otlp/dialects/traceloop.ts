import { type Dialect } from './dialect';

/** OpenLLMetry / Traceloop: workflow spans of its own, model calls in (old and new) GenAI names. */
export const TRACELOOP: Dialect = {
  name: 'traceloop',
  recognise: {
    attributes: [
      'traceloop.span.kind',
      'traceloop.workflow.name',
      'traceloop.entity.name',
      'traceloop.association.properties.session_id',
      'llm.request.type',
    ],
  },
  kinds: {
    from: ['traceloop.span.kind', 'llm.request.type'],
    values: {
      workflow: 'agent',
      agent: 'agent',
      task: 'other',
      tool: 'tool',
      session: 'other',
      chat: 'llm',
      completion: 'llm',
      embedding: 'embedding',
      rerank: 'retrieval',
    },
  },
  fields: {
    sessionId: ['traceloop.association.properties.session_id'],
    agent: [{ attribute: 'traceloop.entity.name', kinds: ['agent'] }, 'traceloop.workflow.name'],
    agentVersion: ['traceloop.entity.version'],
    inputTokens: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.usage.prompt_tokens'],
    outputTokens: [
      'gen_ai.usage.output_tokens',
      'gen_ai.usage.completion_tokens',
      'llm.usage.completion_tokens',
    ],
    cacheReadTokens: ['gen_ai.usage.cache_read_input_tokens'],
    toolName: ['gen_ai.tool.name', { attribute: 'traceloop.entity.name', kinds: ['tool'] }],
    arguments: [{ attribute: 'traceloop.entity.input', kinds: ['tool'] }],
    result: [{ attribute: 'traceloop.entity.output', kinds: ['tool', 'retrieval'] }],
    decision: ['gen_ai.guardrail.status'],
  },
  ignored: [
    'traceloop.entity.input',
    'traceloop.entity.output',
    'traceloop.entity.path',
    'traceloop.association.properties.user_id',
    'llm.usage.total_tokens',
    'llm.is_streaming',
    'llm.headers',
  ],
};
