import { Step } from '@tacet/contracts';
import { PlainAttributes, PlainLog, PlainSpan } from './otlp-messages';

/** One record as a dialect writes it, and what the step must say. `undefined` means: must be absent. */
export interface DialectFixture {
  title: string;
  resource?: PlainAttributes;
  scope?: string;
  span?: PlainSpan;
  log?: PlainLog;
  step: Partial<Step>;
}

const MINUTE_END = '1700000060000000000';

export const SPAN_FIXTURES: readonly DialectFixture[] = [
  {
    title: 'GenAI ≤ 1.36: gen_ai.system and prompt tokens',
    span: {
      name: 'chat gpt-4o',
      attributes: {
        'gen_ai.system': 'openai',
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.prompt_tokens': '39',
        'gen_ai.usage.completion_tokens': 6,
        'gen_ai.response.finish_reasons': '["length"]',
      },
    },
    step: {
      dialect: 'otel-genai',
      kind: 'llm',
      provider: 'openai',
      model: 'gpt-4o',
      inputTokens: 39,
      outputTokens: 6,
      finishReason: 'length',
      costNanoUsd: 39 * 2500 + 6 * 10000,
      costSource: 'priced',
    },
  },
  {
    title: 'GenAI ≥ 1.37: cache and reasoning tokens, a cost it reports, a model nobody priced',
    span: {
      attributes: {
        'gen_ai.operation.name': 'generate_content',
        'gen_ai.provider.name': 'acme',
        'gen_ai.response.model': 'acme-1',
        'gen_ai.request.model': 'acme-latest',
        'gen_ai.usage.input_tokens': 10,
        'gen_ai.usage.output_tokens': 5,
        'gen_ai.usage.cache_read.input_tokens': 4,
        'gen_ai.usage.reasoning.output_tokens': 2,
        'gen_ai.usage.cost': 0.5,
        'gen_ai.prompt.version': '7',
      },
    },
    step: {
      kind: 'llm',
      model: 'acme-1',
      requestedModel: 'acme-latest',
      cacheReadTokens: 4,
      reasoningTokens: 2,
      costNanoUsd: 500_000_000,
      costSource: 'reported',
      promptVersion: '7',
    },
  },
  {
    title: 'GenAI model without a price: the cost is unknown, not zero',
    span: {
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'nobody-knows',
        'gen_ai.usage.input_tokens': 10,
      },
    },
    step: { kind: 'llm', costSource: 'unknown', costNanoUsd: undefined },
  },
  {
    title: 'GenAI zero cost beside real tokens is priced from the table',
    span: {
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'openai/o3-mini',
        'gen_ai.usage.input_tokens': 1_000,
        'gen_ai.usage.output_tokens': 0,
        'gen_ai.usage.cost': 0,
      },
    },
    step: { costSource: 'priced', costNanoUsd: 1_100_000, outputTokens: 0 },
  },
  {
    title: 'GenAI tool call',
    span: {
      name: 'execute_tool search',
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'search',
        'gen_ai.tool.call.id': 'call-1',
        'gen_ai.tool.call.arguments': { q: 'x' },
        'gen_ai.tool.call.result': '{"isError": true, "content": [{"type": "text", "text": "boom"}]}',
      },
    },
    step: {
      kind: 'tool',
      toolName: 'search',
      toolCallId: 'call-1',
      ok: true,
      resultError: true,
      resultEmpty: false,
      inputTokens: undefined,
    },
  },
  {
    title: 'GenAI agent span that repeats its tokens carries none',
    span: {
      name: 'invoke_agent clerk',
      attributes: {
        'gen_ai.operation.name': 'invoke_agent',
        'gen_ai.agent.name': 'clerk',
        'gen_ai.agent.version': '2.1',
        'gen_ai.usage.input_tokens': 900,
        'gen_ai.usage.cost': 3,
      },
    },
    step: {
      kind: 'agent',
      agent: 'clerk',
      agentVersion: '2.1',
      inputTokens: undefined,
      costNanoUsd: undefined,
      costSource: undefined,
    },
  },
  {
    title: 'GenAI workflow gives the agent its name',
    span: { attributes: { 'gen_ai.operation.name': 'invoke_workflow', 'gen_ai.workflow.name': 'refunds' } },
    step: { kind: 'agent', agent: 'refunds' },
  },
  {
    title: 'GenAI retrieval counts its documents',
    span: {
      attributes: {
        'gen_ai.operation.name': 'retrieval',
        'gen_ai.retrieval.documents': '[{"id": "a", "score": 0.4}, {"id": "b", "score": 0.9}]',
      },
    },
    step: { kind: 'retrieval', retrievedDocs: 2, topScore: 0.9, resultEmpty: false },
  },
  {
    title: 'GenAI embeddings',
    span: { attributes: { 'gen_ai.operation.name': 'embeddings', 'gen_ai.request.model': 'e' } },
    step: { kind: 'embedding', inputTokens: undefined },
  },
  {
    title: 'GenAI guardrail verdict (draft)',
    span: { attributes: { 'gen_ai.guardrail.name': 'pii', 'gen_ai.system': 'x', 'gen_ai.guardrail.action.type': 'deny' } },
    step: { kind: 'guardrail', decision: 'reject' },
  },
  {
    title: 'GenAI cancelled call is an interrupt',
    span: { attributes: { 'gen_ai.operation.name': 'chat', 'error.type': 'cancelled' }, status: { code: 2 } },
    step: { ok: false, errorType: 'cancelled', interrupt: true },
  },
  {
    title: 'Vercel AI SDK 7 step spans are no model calls',
    span: { attributes: { 'gen_ai.operation.name': 'agent_step', 'gen_ai.usage.input_tokens': 5 } },
    step: { kind: 'other', inputTokens: undefined },
  },
  {
    title: 'a model span without operation name is still a model call (google-adk)',
    span: {
      name: 'call_llm',
      attributes: {
        'gen_ai.system': 'gcp.vertex.agent',
        'gen_ai.request.model': 'gemini-2.0-flash',
        'gen_ai.usage.input_tokens': '39',
      },
    },
    step: { kind: 'llm', inputTokens: 39, costNanoUsd: 3_900 },
  },
  {
    title: 'MCP tool call',
    span: {
      name: 'tools/call get_weather',
      attributes: {
        'mcp.method.name': 'tools/call',
        'gen_ai.tool.name': 'get_weather',
        'mcp.session.id': 's-1',
        'error.type': 'tool_error',
      },
      status: { code: 2, message: 'no such city: "Atlantis"' },
    },
    step: { dialect: 'mcp', kind: 'tool', toolName: 'get_weather', sessionId: 's-1', ok: false, errorType: 'tool_error' },
  },
  {
    title: 'MCP plumbing is no tool call',
    span: { attributes: { 'mcp.method.name': 'tools/list' } },
    step: { dialect: 'mcp', kind: 'other' },
  },
  {
    title: 'OpenInference LLM',
    span: {
      name: 'LiteLLMModel.__call__',
      attributes: {
        'openinference.span.kind': 'LLM',
        'session.id': 's-2',
        'llm.model_name': 'o3-mini',
        'llm.provider': 'openai',
        'llm.token_count.prompt': '3400',
        'llm.token_count.completion': '3760',
        'llm.token_count.prompt_details.cache_read': '0',
        'llm.token_count.completion_details.reasoning': '1104',
        'llm.input_messages.0.message.role': 'user',
        'llm.input_messages.0.message.content': 'hello',
        'llm.input_messages.1.message.contents.0.message_content.text': 'there',
        'llm.output_messages.0.message.content': 'I am unable to help with that.',
        'llm.output_messages.0.message.tool_calls.0.tool_call.function.name': 'f',
        'llm.finish_reason': 'stop',
        'input.value': 'a much longer rendition of the same prompt',
      },
    },
    step: {
      dialect: 'openinference',
      kind: 'llm',
      sessionId: 's-2',
      model: 'o3-mini',
      provider: 'openai',
      inputTokens: 3_400,
      outputTokens: 3_760,
      cacheReadTokens: 0,
      reasoningTokens: 1_104,
      promptChars: 10,
      completionChars: 30,
      refusal: true,
      finishReason: 'stop',
      costNanoUsd: 3_400 * 1_100 + 3_760 * 4_400,
    },
  },
  {
    title: 'OpenInference AGENT repeats the sum of its LLM spans (TRAIL): it carries no tokens',
    span: {
      name: 'CodeAgent.run',
      attributes: {
        'openinference.span.kind': 'AGENT',
        'graph.node.name': 'planner',
        'llm.token_count.prompt': '3400',
        'llm.cost.total': '0.2',
      },
    },
    step: { kind: 'agent', agent: 'planner', inputTokens: undefined, costNanoUsd: undefined },
  },
  {
    title: 'OpenInference CHAIN is no turn and no call',
    span: { name: 'Step 1', attributes: { 'openinference.span.kind': 'CHAIN', 'llm.token_count.prompt': '5' } },
    step: { kind: 'other', inputTokens: undefined },
  },
  {
    title: 'OpenInference TOOL takes its arguments from input.value, as tool.parameters may be a schema',
    span: {
      attributes: {
        'openinference.span.kind': 'TOOL',
        'tool.name': 'page_down',
        'tool.id': 't-1',
        'tool.parameters': '{"type": "object"}',
        'input.value': '{}',
        'output.value': 'Error: no page',
      },
    },
    step: { kind: 'tool', toolName: 'page_down', toolCallId: 't-1', argsHash: undefined, resultError: true },
  },
  {
    title: 'OpenInference RETRIEVER: flattened documents',
    span: {
      attributes: {
        'openinference.span.kind': 'RETRIEVER',
        'retrieval.documents.0.document.content': 'a',
        'retrieval.documents.0.document.score': 0.3,
        'retrieval.documents.11.document.score': '0.8',
      },
    },
    step: { kind: 'retrieval', retrievedDocs: 12, topScore: 0.8, resultEmpty: false },
  },
  {
    title: 'OpenInference evaluations on a span',
    span: {
      attributes: {
        'openinference.span.kind': 'EVALUATOR',
        'evaluations.0.evaluation.name': 'faithful',
        'evaluations.0.evaluation.score': 0.25,
        'evaluations.0.evaluation.label': 'no',
      },
    },
    step: { kind: 'evaluation', evaluationName: 'faithful', evaluationScore: 0.25, evaluationLabel: 'no' },
  },
  {
    title: 'OpenInference error: type and text come from the exception event',
    span: {
      attributes: { 'openinference.span.kind': 'TOOL', 'tool.name': 'visit' },
      status: { code: 2 },
      events: [
        { name: 'exception', attributes: { 'exception.type': 'TimeoutError', 'exception.message': 'after 30 s' } },
      ],
    },
    step: { ok: false, errorType: 'TimeoutError' },
  },
  {
    title: 'Traceloop workflow',
    span: {
      attributes: {
        'traceloop.span.kind': 'workflow',
        'traceloop.workflow.name': 'joke_creator',
        'traceloop.entity.version': '3',
        'traceloop.association.properties.session_id': 's-3',
        'llm.usage.total_tokens': 9,
      },
    },
    step: { dialect: 'traceloop', kind: 'agent', agent: 'joke_creator', agentVersion: '3', sessionId: 's-3' },
  },
  {
    title: 'Traceloop tool: the entity is the tool, the workflow the agent',
    span: {
      attributes: {
        'traceloop.span.kind': 'tool',
        'traceloop.entity.name': 'lookup',
        'traceloop.workflow.name': 'joke_creator',
        'traceloop.entity.input': '{"a": 1}',
        'traceloop.entity.output': '[]',
      },
    },
    step: { kind: 'tool', toolName: 'lookup', agent: 'joke_creator', resultEmpty: true },
  },
  {
    title: 'Traceloop model call with old token names',
    span: {
      attributes: {
        'llm.request.type': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.system': 'OpenAI',
        'llm.usage.prompt_tokens': 8,
        'llm.usage.completion_tokens': 2,
        'gen_ai.usage.cache_read_input_tokens': 3,
        'gen_ai.prompt.0.content': 'hi',
        'gen_ai.completion.0.content': 'hello',
      },
    },
    step: {
      dialect: 'traceloop',
      kind: 'llm',
      inputTokens: 8,
      outputTokens: 2,
      cacheReadTokens: 3,
      promptChars: 2,
      completionChars: 5,
    },
  },
  {
    title: 'Langfuse generation: usage and cost are JSON in a string',
    scope: 'langfuse-sdk',
    span: {
      name: 'answer',
      attributes: {
        'langfuse.observation.type': 'generation',
        'langfuse.session.id': 'right',
        'session.id': 'wrong',
        'langfuse.observation.model.name': 'gpt-4o',
        'langfuse.observation.usage_details':
          '{"input": 60, "input_cached_tokens": 40, "output": 15, "total": 115, "output_reasoning": 5}',
        'langfuse.observation.cost_details': '{"input": 0.001, "output": 0.002, "total": 0.003}',
        'langfuse.version': 'v9',
      },
    },
    step: {
      dialect: 'langfuse',
      kind: 'llm',
      sessionId: 'right',
      inputTokens: 100,
      cacheReadTokens: 40,
      outputTokens: 20,
      costNanoUsd: 3_000_000,
      costSource: 'reported',
      agentVersion: 'v9',
    },
  },
  {
    title: 'Langfuse tool and level',
    span: {
      name: 'Web-Search',
      attributes: {
        'langfuse.observation.type': 'tool',
        'langfuse.observation.level': 'ERROR',
        'langfuse.observation.status_message': 'quota of 100 reached',
        'langfuse.observation.input': '{"query": "x"}',
        'langfuse.observation.output': '{"results": []}',
      },
    },
    step: { kind: 'tool', toolName: 'Web-Search', ok: false, resultEmpty: true },
  },
  {
    title: 'Langfuse agent: the span is the agent',
    span: { name: 'clerk', attributes: { 'langfuse.observation.type': 'agent', 'langfuse.trace.name': 't' } },
    step: { kind: 'agent', agent: 'clerk' },
  },
  {
    title: 'Vercel AI SDK: the do* child is the model call',
    span: {
      name: 'ai.generateText.doGenerate',
      attributes: {
        'operation.name': 'ai.generateText.doGenerate test',
        'ai.operationId': 'ai.generateText.doGenerate',
        'ai.telemetry.functionId': 'poet',
        'ai.telemetry.metadata.sessionId': 's-4',
        'ai.model.id': 'gpt-4o-mini',
        'ai.model.provider': 'openai.responses',
        'ai.response.model': 'gpt-4o-mini-2024-07-18',
        'ai.usage.promptTokens': 14,
        'ai.usage.completionTokens': 20,
        'ai.response.finishReason': 'stop',
        'ai.response.text': 'Lines of code',
        'gen_ai.usage.input_tokens': 14,
      },
    },
    step: {
      dialect: 'vercel-ai',
      kind: 'llm',
      agent: 'poet',
      sessionId: 's-4',
      model: 'gpt-4o-mini-2024-07-18',
      requestedModel: 'gpt-4o-mini',
      provider: 'openai.responses',
      inputTokens: 14,
      outputTokens: 20,
      finishReason: 'stop',
      completionChars: 13,
      refusal: false,
    },
  },
  {
    title: 'Vercel AI SDK: the outer span repeats the tokens and carries none',
    span: {
      name: 'ai.streamText',
      attributes: { 'ai.operationId': 'ai.streamText', 'ai.usage.inputTokens': 15, 'ai.model.id': 'm' },
    },
    step: { kind: 'agent', inputTokens: undefined, costSource: undefined },
  },
  {
    title: 'Vercel AI SDK tool call with an approval',
    span: {
      name: 'ai.toolCall',
      attributes: {
        'ai.operationId': 'ai.toolCall',
        'ai.toolCall.name': 'pay',
        'ai.toolCall.id': 'c-9',
        'ai.toolCall.args': '{"eur": 5}',
        'ai.toolCall.result': '{"status": 503}',
        'tool_approval_response.approved': true,
      },
    },
    step: {
      kind: 'tool',
      toolName: 'pay',
      toolCallId: 'c-9',
      resultError: true,
      decision: 'accept',
      decisionActor: 'human',
      decisionScope: 'once',
    },
  },
  {
    title: 'Claude Code interaction span',
    span: { name: 'claude_code.interaction', attributes: { 'session.id': 's', 'span.type': 'interaction' } },
    step: { dialect: 'claude-code', kind: 'agent', agent: 'claude-code' },
  },
  {
    title: 'Claude Code model span: input tokens leave the cache out',
    span: {
      name: 'claude_code.llm_request',
      attributes: {
        model: 'claude-opus-4-5-20251101',
        input_tokens: '10',
        output_tokens: '100',
        cache_read_tokens: '1000',
        cache_creation_tokens: '200',
        stop_reason: 'end_turn',
        success: 'true',
      },
    },
    step: {
      kind: 'llm',
      provider: 'anthropic',
      inputTokens: 1_210,
      cacheReadTokens: 1_000,
      finishReason: 'end_turn',
      ok: true,
      costNanoUsd: 10 * 5_000 + 1_000 * 500 + 200 * 6_250 + 100 * 25_000,
    },
  },
  {
    title: 'Claude Code: the time a person was waited for',
    span: {
      name: 'claude_code.tool.blocked_on_user',
      end: MINUTE_END,
      attributes: { decision: 'accept', source: 'user_permanent', tool_name: 'Bash' },
    },
    step: {
      kind: 'decision',
      humanWaitMs: 60_000,
      decision: 'accept',
      decisionActor: 'human',
      decisionScope: 'permanent',
      toolName: 'Bash',
    },
  },
  {
    title: 'Claude Code tool span; its execution child is not a second call',
    span: { name: 'claude_code.tool.execution', attributes: { success: false } },
    step: { kind: 'other', ok: false },
  },
  {
    title: 'Gemini CLI spans use GenAI names',
    resource: { 'service.name': 'gemini-cli' },
    span: {
      name: 'llm_call',
      attributes: { 'gen_ai.operation.name': 'llm_call', 'gen_ai.agent.name': 'gemini-cli', 'gen_ai.conversation.id': 'g' },
    },
    step: { dialect: 'gemini-cli', kind: 'llm', sessionId: 'g', agent: 'gemini-cli' },
  },
  {
    title: 'a span of no dialect is plain, whatever it is called',
    resource: { 'service.name': 'api', 'service.version': '1.2' },
    span: { name: 'chat room', attributes: { 'http.route': '/chat', 'session.id': 'web-1' } },
    step: { dialect: 'plain', kind: 'other', agent: 'api', agentVersion: '1.2', sessionId: 'web-1' },
  },
];

const CLAUDE = { resource: { 'service.name': 'claude-code' }, scope: 'com.anthropic.claude_code.events' };

export const LOG_FIXTURES: readonly DialectFixture[] = [
  {
    title: 'GenAI evaluation result event',
    log: {
      eventName: 'gen_ai.evaluation.result',
      spanId: '00f067aa0ba902b7',
      attributes: {
        'gen_ai.evaluation.name': 'relevance',
        'gen_ai.evaluation.score.value': 0.1,
        'gen_ai.evaluation.score.label': 'fail',
      },
    },
    step: {
      dialect: 'otel-genai',
      source: 'log',
      kind: 'evaluation',
      spanId: '00f067aa0ba902b7',
      evaluationName: 'relevance',
      evaluationScore: 0.1,
      evaluationLabel: 'fail',
    },
  },
  {
    title: 'GenAI operation details repeat a span: they are no second model call',
    log: {
      eventName: 'gen_ai.client.inference.operation.details',
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.usage.input_tokens': 4 },
    },
    step: { kind: 'other', inputTokens: undefined },
  },
  {
    title: 'Claude Code api_request: strings, cost in dollars, cache added',
    ...CLAUDE,
    log: {
      body: 'claude_code.api_request',
      attributes: {
        'event.name': 'api_request',
        'session.id': 's-5',
        'prompt.id': 'p-1',
        model: 'claude-opus-4-5-20251101',
        cost_usd: '0.0125',
        input_tokens: '10',
        output_tokens: '20',
        cache_read_tokens: '30',
        cache_creation_tokens: '40',
        duration_ms: '250',
      },
    },
    step: {
      dialect: 'claude-code',
      kind: 'llm',
      name: 'api_request',
      agent: 'claude-code',
      sessionId: 's-5',
      turnHint: 'p-1',
      provider: 'anthropic',
      inputTokens: 80,
      outputTokens: 20,
      cacheReadTokens: 30,
      costNanoUsd: 12_500_000,
      costSource: 'reported',
      startUs: 1_700_000_000_750_000,
      endUs: 1_700_000_001_000_000,
    },
  },
  {
    title: 'Claude Code newer cost in micro-dollars; a sub-agent by name',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'api_request', cost_usd_micros: 1500, 'agent.name': 'Explore', input_tokens: 1 } },
    step: { costNanoUsd: 1_500_000, agent: 'Explore' },
  },
  {
    title: 'Claude Code tool_decision: a user abort is an interrupt',
    ...CLAUDE,
    log: {
      attributes: {
        'event.name': 'tool_decision',
        tool_name: 'Bash',
        tool_use_id: 'toolu_1',
        decision: 'reject',
        source: 'user_abort',
      },
    },
    step: {
      kind: 'decision',
      decision: 'abort',
      decisionActor: 'human',
      interrupt: true,
      toolCallId: 'toolu_1',
      toolName: 'Bash',
    },
  },
  {
    title: 'Claude Code tool_decision by configuration',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'tool_decision', decision: 'accept', source: 'config' } },
    step: { decision: 'accept', decisionActor: 'policy', interrupt: undefined },
  },
  {
    title: 'Claude Code tool_result: success is a string',
    ...CLAUDE,
    log: {
      attributes: { 'event.name': 'tool_result', tool_name: 'Read', success: 'false', error_type: 'ENOENT', error: 'no /a/b/c' },
    },
    step: { kind: 'tool', ok: false, errorType: 'ENOENT' },
  },
  {
    title: 'Claude Code asks the user',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'tool_result', tool_name: 'AskUserQuestion', success: 'true' } },
    step: { kind: 'tool', ok: true, clarification: true },
  },
  {
    title: 'Claude Code question: its permission is not a second question',
    ...CLAUDE,
    log: {
      attributes: {
        'event.name': 'tool_decision',
        tool_name: 'AskUserQuestion',
        decision: 'accept',
        source: 'config',
      },
    },
    step: { kind: 'decision', clarification: undefined },
  },
  {
    title: 'Claude Code permission mode',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'permission_mode_changed', from_mode: 'default', to_mode: 'acceptEdits' } },
    step: { kind: 'mode', modeFrom: 'default', modeTo: 'acceptEdits' },
  },
  {
    title: 'Claude Code api_error',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'api_error', error: 'overloaded', status_code: '529', model: 'm' } },
    step: { kind: 'error', ok: false },
  },
  {
    title: 'Claude Code api_refusal',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'api_refusal', model: 'm' } },
    step: { kind: 'llm', refusal: true, inputTokens: undefined },
  },
  {
    title: 'Claude Code hook that blocks',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'hook_execution_complete', num_blocking: '1' } },
    step: { kind: 'guardrail', decision: 'reject', decisionActor: 'hook' },
  },
  {
    title: 'Claude Code prompt and other events',
    ...CLAUDE,
    log: { attributes: { 'event.name': 'user_prompt', prompt: 'secret words' } },
    step: { kind: 'prompt', name: 'user_prompt' },
  },
  {
    title: 'Codex tool decision for the session',
    resource: { 'service.name': 'codex_cli_rs', 'app.version': '0.9' },
    log: {
      attributes: {
        'event.name': 'codex.tool_decision',
        'conversation.id': 'cx-1',
        tool_name: 'shell',
        call_id: 'c-1',
        decision: 'approved_for_session',
        source: 'user',
      },
    },
    step: {
      dialect: 'codex',
      kind: 'decision',
      sessionId: 'cx-1',
      agent: 'codex_cli_rs',
      agentVersion: '0.9',
      decision: 'accept',
      decisionActor: 'human',
      decisionScope: 'session',
      toolCallId: 'c-1',
    },
  },
  {
    title: 'Codex denial by the automated reviewer',
    log: { attributes: { 'event.name': 'codex.tool_decision', decision: 'denied', source: 'automated_reviewer' } },
    step: { decision: 'reject', decisionActor: 'auto', interrupt: undefined },
  },
  {
    title: 'Codex abort is an interrupt',
    log: { attributes: { 'event.name': 'codex.tool_decision', decision: 'abort', source: 'user' } },
    step: { decision: 'abort', interrupt: true },
  },
  {
    title: 'Codex tokens are on the completed response',
    log: {
      attributes: {
        'event.name': 'codex.sse_event',
        'event.kind': 'response.completed',
        model: 'gpt-5-mini',
        input_token_count: 100,
        output_token_count: 10,
        cached_token_count: 60,
        reasoning_token_count: 4,
      },
    },
    step: {
      kind: 'llm',
      inputTokens: 100,
      outputTokens: 10,
      cacheReadTokens: 60,
      reasoningTokens: 4,
      costNanoUsd: 40 * 250 + 60 * 25 + 10 * 2_000,
    },
  },
  {
    title: 'Codex other stream events are no model calls',
    log: { attributes: { 'event.name': 'codex.sse_event', 'event.kind': 'response.created', input_token_count: 1 } },
    step: { kind: 'other', inputTokens: undefined },
  },
  {
    title: 'Codex says at the start how much it may do',
    log: { attributes: { 'event.name': 'codex.conversation_starts', approval_policy: 'never' } },
    step: { kind: 'mode', modeTo: 'never' },
  },
  {
    title: 'Codex asks the user',
    log: { attributes: { 'event.name': 'codex.tool_result', tool_name: 'request_user_input', success: 'true' } },
    step: { kind: 'tool', clarification: true },
  },
  {
    title: 'Gemini CLI tool call with its decision',
    log: {
      attributes: {
        'event.name': 'gemini_cli.tool_call',
        'session.id': 's-6',
        function_name: 'edit',
        success: true,
        decision: 'auto_accept',
        duration_ms: 100,
      },
    },
    step: {
      dialect: 'gemini-cli',
      kind: 'tool',
      toolName: 'edit',
      agent: 'gemini-cli',
      decision: 'accept',
      decisionActor: 'auto',
      startUs: 1_700_000_000_900_000,
    },
  },
  {
    title: 'Gemini CLI question to the user in the metadata',
    log: {
      attributes: {
        'event.name': 'gemini_cli.tool_call',
        function_name: 'x',
        decision: 'reject',
        metadata: { ask_user: { ask_user_dismissed: false } },
      },
    },
    step: { clarification: true, decision: 'reject', decisionActor: 'human', interrupt: true },
  },
  {
    title: 'Gemini CLI model response: thoughts are added to the output',
    log: {
      attributes: {
        'event.name': 'gemini_cli.api_response',
        model: 'gemini-3-pro-preview',
        input_token_count: 10,
        output_token_count: 5,
        thoughts_token_count: 7,
        cached_content_token_count: 4,
        finish_reasons: ['STOP'],
      },
    },
    step: {
      kind: 'llm',
      inputTokens: 10,
      outputTokens: 12,
      reasoningTokens: 7,
      cacheReadTokens: 4,
      finishReason: 'STOP',
      costNanoUsd: 6 * 2_000 + 4 * 200 + 12 * 12_000,
    },
  },
  {
    title: 'Gemini CLI approval mode',
    log: { attributes: { 'event.name': 'approval_mode_switch', from_mode: 'default', to_mode: 'yolo' }, },
    resource: { 'service.name': 'gemini-cli' },
    step: { dialect: 'gemini-cli', kind: 'mode', modeFrom: 'default', modeTo: 'yolo' },
  },
  {
    title: 'a plain error log is plain and not ok; its body is text and names nothing',
    log: { body: 'user 42 said: my password is x', severity: 17 },
    step: { dialect: 'plain', kind: 'other', name: 'log', ok: false },
  },
];
