import { type Dialect } from './dialect';

/** Model Context Protocol spans, client or server side. `tools/call` is a tool step; the rest is plumbing. */
export const MCP: Dialect = {
  name: 'mcp',
  recognise: { attributes: ['mcp.method.name'] },
  kinds: {
    from: ['mcp.method.name'],
    values: {
      'tools/call': 'tool',
      'sampling/createMessage': 'other',
      '*': 'other',
    },
  },
  fields: {
    sessionId: ['gen_ai.conversation.id', 'mcp.session.id'],
    toolName: ['gen_ai.tool.name', 'mcp.tool.name'],
    toolCallId: ['gen_ai.tool.call.id', 'mcp.request.id', 'jsonrpc.request.id'],
    arguments: ['gen_ai.tool.call.arguments', 'mcp.request.argument'],
    result: ['gen_ai.tool.call.result'],
    errorType: ['error.type', 'rpc.response.status_code', 'rpc.jsonrpc.error_code'],
    errorText: ['rpc.jsonrpc.error_message'],
  },
  ignored: [
    'mcp.protocol.version',
    'mcp.resource.uri',
    'rpc.system',
    'rpc.service',
    'rpc.method',
    'jsonrpc.protocol.version',
  ],
};
