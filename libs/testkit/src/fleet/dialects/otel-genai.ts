import { SpanKind } from '@opentelemetry/api';
import { type AttributeMap, STATUS_UNSET } from '../otlp-records';
import { type LlmStep } from '../turn-script';
import { type SpanDialect } from './span-dialect';

/** OpenTelemetry GenAI semantic conventions from v1.37 on: `gen_ai.provider.name`, messages as JSON on spans. */
export const OTEL_GENAI: SpanDialect = {
  scope: { name: 'opentelemetry.instrumentation.agents', version: '2.4.0' },
  okStatus: STATUS_UNSET,
  agent: (turn) => ({
    name: `invoke_agent ${turn.profile.agent}`,
    kind: SpanKind.INTERNAL,
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.provider.name': turn.profile.provider,
      'gen_ai.agent.name': turn.profile.agent,
      'gen_ai.agent.version': turn.profile.version,
      'gen_ai.conversation.id': turn.sessionId,
      'gen_ai.request.model': turn.profile.model,
      'user.id': turn.userId,
    },
  }),
  llm: (turn, step) => {
    const attributes: AttributeMap = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': turn.profile.provider,
      'gen_ai.agent.name': turn.profile.agent,
      'gen_ai.conversation.id': turn.sessionId,
      'gen_ai.request.model': turn.profile.model,
      'gen_ai.response.model': turn.profile.model,
      'gen_ai.response.finish_reasons': [step.finish],
      'gen_ai.usage.input_tokens': step.inputTokens,
      'gen_ai.usage.output_tokens': step.outputTokens,
    };
    if (step.cachedTokens > 0) attributes['gen_ai.usage.cache_read.input_tokens'] = step.cachedTokens;
    addMessages(attributes, step);
    return { name: `chat ${turn.profile.model}`, kind: SpanKind.CLIENT, attributes };
  },
  tool: (turn, step) => {
    const { tool } = step;
    const retrieval = tool.kind === 'retrieval';
    const attributes: AttributeMap = {
      'gen_ai.operation.name': retrieval ? 'retrieval' : 'execute_tool',
      'gen_ai.agent.name': turn.profile.agent,
      'gen_ai.conversation.id': turn.sessionId,
      'gen_ai.tool.name': tool.name,
      'gen_ai.tool.call.id': step.callId,
      'gen_ai.tool.type': tool.mcp === true ? 'extension' : 'function',
      'gen_ai.tool.call.arguments': step.args,
    };
    if (tool.mcp === true) attributes['mcp.method.name'] = 'tools/call';
    if (retrieval) {
      attributes['gen_ai.data_source.id'] = tool.name;
      attributes['gen_ai.retrieval.documents'] = step.result;
    }
    if (step.outcome === 'failed') attributes['error.type'] = 'ToolError';
    else attributes['gen_ai.tool.call.result'] = step.result;
    const name = retrieval ? `retrieval ${tool.name}` : `execute_tool ${tool.name}`;
    return { name, kind: SpanKind.INTERNAL, attributes };
  },
};

function addMessages(attributes: AttributeMap, step: LlmStep): void {
  if (step.prompt === undefined || step.completion === undefined) return;
  attributes['gen_ai.input.messages'] =
    `[{"role":"user","parts":[{"type":"text","content":"${step.prompt}"}]}]`;
  attributes['gen_ai.output.messages'] =
    `[{"role":"assistant","parts":[{"type":"text","content":"${step.completion}"}],"finish_reason":"stop"}]`;
}
