import fc from 'fast-check';
import {
  decodeAll,
  newDecoder,
  type PlainValue,
  toJsonBytes,
  toProtobuf,
  tracesJson,
} from '../testdata/otlp-messages';

const decoder = newDecoder();
const plain = (json: unknown) => decodeAll(decoder, toJsonBytes(json), 'traces');

const SPAN = {
  name: 'execute_tool find',
  attributes: {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'find',
    'gen_ai.tool.call.arguments': '{"q": "caf\u00e9 \u2019 \u{1f600} \\"x\\" \n"}',
    'gen_ai.tool.call.result': { rows: [1, 2.5, true, 'a"\\\n\u0001b', null, { deep: [] }] },
  } as Record<string, PlainValue>,
};

describe('the two encodings', () => {
  it('give the same steps, escapes and structured values included', () => {
    const json = tracesJson({ resource: { 'service.name': 'a\u2019b' }, scope: 's', records: [SPAN, SPAN] });
    const fromProtobuf = decodeAll(decoder, toProtobuf(json, 'traces'), 'traces');
    expect(fromProtobuf.outcome.ok).toBe(true);
    expect(fromProtobuf.steps[0]).toMatchObject({ kind: 'tool', toolName: 'find', resultEmpty: false });
    expect(fromProtobuf.steps[0]?.argsHash).toMatch(/^[0-9a-f]{16}$/);
    expect(plain(json)).toEqual(fromProtobuf);
  });

  it('reads JSON members in any order: values before keys, spans before their resource and scope', () => {
    const json = tracesJson({
      resource: { 'service.name': 'a', 'tacet.tenant': 't' },
      scope: 'x',
      records: [SPAN],
    });
    expect(plain(reversed(json))).toEqual(plain(json));
  });

  it('reads snake_case fields, numeric 64-bit integers, enum names and upper-case ids', () => {
    const text = `\uFEFF \n {"resource_spans":[{"resource":{"attributes":null},"scope_spans":[{"spans":[{
      "trace_id":"5B8EFFF798038103D269B633813FC60C","span_id":"EEE19B7EC3C1B174","parent_span_id":"0000000000000000",
      "start_time_unix_nano":1544712660000000000,"end_time_unix_nano":"1544712661000000999",
      "status":{"code":"STATUS_CODE_ERROR","message":"boom 17"},"unknownField":{"a":[1,{"b":"}"}]},
      "attributes":[{"key":"gen_ai.operation.name","value":{"string_value":"chat"}},
        {"key":"gen_ai.usage.input_tokens","value":{"int_value":12}}]}]}]}]}`;
    const { outcome, steps } = decodeAll(decoder, Buffer.from(text), 'traces');
    expect(outcome).toEqual({ ok: true, records: 1, unknownAttributes: 0 });
    expect(steps[0]).toMatchObject({
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      startUs: 1544712660000000,
      endUs: 1544712661000000,
      ok: false,
      inputTokens: 12,
    });
    expect(steps[0]).not.toHaveProperty('parentSpanId');
  });

  it('takes a leading newline for white space when what follows is JSON', () => {
    const { outcome } = decodeAll(decoder, Buffer.from('\n{"resourceSpans":[]}\n'), 'traces');
    expect(outcome).toEqual({ ok: true, records: 0, unknownAttributes: 0 });
  });

  it('reads an empty message as no records', () => {
    expect(decodeAll(decoder, Buffer.alloc(0), 'logs').outcome).toMatchObject({ ok: true, records: 0 });
    expect(decodeAll(decoder, Buffer.from('{}'), 'logs').outcome).toMatchObject({ ok: true, records: 0 });
  });

  it('gives any text the same fingerprint in both encodings', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (args) => {
        const json = tracesJson({
          records: [
            { attributes: { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.call.arguments': args } },
          ],
        });
        expect(plain(json)).toEqual(decodeAll(decoder, toProtobuf(json, 'traces'), 'traces'));
      }),
      { numRuns: 300 },
    );
  });
});

describe('signals', () => {
  it('refuses JSON of the other signal', () => {
    const json = toJsonBytes(tracesJson({ records: [SPAN] }));
    expect(decodeAll(decoder, json, 'logs').outcome).toEqual({
      ok: false,
      errorClass: 'not-otlp',
      records: 0,
    });
  });

  it('refuses protobuf of the other signal', () => {
    const bytes = toProtobuf(tracesJson({ records: [SPAN] }), 'traces');
    const { outcome, steps } = decodeAll(decoder, bytes, 'logs');
    expect(outcome).toEqual({ ok: false, errorClass: 'wrong-wire-type', records: 1 });
    expect(steps).toEqual([]);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}
