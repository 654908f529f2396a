import { decodeAll, newDecoder, toProtobuf, tracesJson } from './testdata/otlp-messages';

describe('OtlpStepDecoder', () => {
  it('maps a GenAI chat span to a priced llm step', () => {
    const bytes = toProtobuf(
      tracesJson({
        resource: { 'service.name': 'shop', 'deployment.environment.name': 'prod', 'tacet.tenant': 'acme' },
        records: [
          {
            parentSpanId: '00f067aa0ba902b7',
            name: 'chat gpt-4o',
            start: '1700000000123456789',
            end: '1700000002000000999',
            attributes: {
              'gen_ai.operation.name': 'chat',
              'gen_ai.provider.name': 'openai',
              'gen_ai.request.model': 'gpt-4o',
              'gen_ai.response.model': 'gpt-4o-2024-08-06',
              'gen_ai.conversation.id': 'c-1',
              'gen_ai.agent.name': 'clerk',
              'gen_ai.usage.input_tokens': 1000,
              'gen_ai.usage.output_tokens': '100',
              'gen_ai.usage.cache_read.input_tokens': 400,
              'gen_ai.response.finish_reasons': ['stop'],
              'gen_ai.input.messages': '[{"role":"user"}]',
              'gen_ai.output.messages':
                '[{"role":"assistant","parts":[{"type":"text","content":"I’m sorry, but I can’t do it"}]}]',
              'my.own': 'x',
            },
          },
        ],
      }),
      'traces',
    );
    const { outcome, steps } = decodeAll(newDecoder(), bytes, 'traces');
    expect(outcome).toEqual({ ok: true, records: 1, unknownAttributes: 1 });
    expect(steps).toEqual([
      {
        tenant: 'acme',
        env: 'prod',
        service: 'shop',
        agent: 'clerk',
        sessionId: 'c-1',
        traceId: '0af7651916cd43dd8448eb211c80319c',
        spanId: 'b7ad6b7169203331',
        parentSpanId: '00f067aa0ba902b7',
        kind: 'llm',
        name: 'chat gpt-4o',
        source: 'span',
        model: 'gpt-4o-2024-08-06',
        requestedModel: 'gpt-4o',
        provider: 'openai',
        startUs: 1700000000123456,
        endUs: 1700000002000000,
        ok: true,
        finishReason: 'stop',
        inputTokens: 1000,
        outputTokens: 100,
        cacheReadTokens: 400,
        costNanoUsd: 600 * 2500 + 400 * 1250 + 100 * 10000,
        costSource: 'priced',
        promptChars: 17,
        completionChars: 93,
        refusal: true,
        dialect: 'otel-genai',
      },
    ]);
  });
});
