import { LONG_VALUE } from './outcome';
import {
  decodeAll,
  logsJson,
  newDecoder,
  type PlainAttributes,
  type PlainSpan,
  type PlainValue,
  toJsonBytes,
  toProtobuf,
  tracesJson,
} from './testdata/otlp-messages';

const decoder = newDecoder();

function both(spans: PlainSpan[], limited = decoder) {
  const json = tracesJson({ records: spans });
  const fromProtobuf = decodeAll(limited, toProtobuf(json, 'traces'), 'traces');
  expect(decodeAll(limited, toJsonBytes(json), 'traces')).toEqual(fromProtobuf);
  return fromProtobuf;
}

const TOOL: PlainAttributes = { 'gen_ai.operation.name': 'execute_tool' };

describe('limits', () => {
  it('refuses a message that is too large', () => {
    const small = newDecoder({ limits: { messageBytesMax: 100 } });
    expect(decodeAll(small, Buffer.alloc(101, 0x20), 'traces').outcome).toEqual({
      ok: false,
      errorClass: 'too-large',
      records: 0,
    });
  });

  it('refuses a message with one record too many, and emits none of it', () => {
    const limited = newDecoder({ limits: { recordsPerMessageMax: 2 } });
    expect(both([{}, {}], limited).outcome).toMatchObject({ ok: true, records: 2 });
    expect(both([{}, {}, {}], limited)).toEqual({
      outcome: { ok: false, errorClass: 'too-many-records', records: 3 },
      steps: [],
    });
  });

  it('skips attributes beyond the limit and counts them as unknown', () => {
    const limited = newDecoder({ limits: { attributesPerRecordMax: 2 } });
    const { outcome, steps } = both([{ attributes: { ...TOOL, x: 1, 'gen_ai.tool.name': 'late' } }], limited);
    expect(outcome).toMatchObject({ unknownAttributes: 2 });
    expect(steps[0]).not.toHaveProperty('toolName');
  });

  it('counts a key that is too long as unknown', () => {
    expect(both([{ attributes: { ['k'.repeat(5_000)]: 1 } }]).outcome).toMatchObject({
      unknownAttributes: 1,
    });
  });

  it('replaces long dimensions, and keeps long session ids apart', () => {
    const span = (session: string): PlainSpan => ({
      name: 'n'.repeat(129),
      attributes: { ...TOOL, 'gen_ai.tool.name': 'é'.repeat(65), 'session.id': session.repeat(200) },
    });
    const { steps } = both([span('a'), span('b')]);
    expect(steps[0]).toMatchObject({ name: LONG_VALUE, toolName: LONG_VALUE });
    expect(steps[0]?.sessionId).toMatch(/^long:[0-9a-f]{16}$/);
    expect(steps[0]?.sessionId).not.toBe(steps[1]?.sessionId);
  });

  it('gives nesting of 100,000 an outcome: too deep where it is read, skipped where it is not', () => {
    const deep = nestedArrays(100_000);
    const inResult = spanWith('gen_ai.tool.call.result', deep);
    expect(decodeAll(decoder, inResult, 'traces').outcome).toMatchObject({
      ok: false,
      errorClass: 'too-deep',
    });
    const inUnknown = spanWith('my.own', deep);
    expect(decodeAll(decoder, inUnknown, 'traces').outcome).toMatchObject({ ok: true, records: 1 });
  });

  it('gives nested JSON of 100,000 an outcome', () => {
    const open = '{"arrayValue":{"values":['.repeat(100_000);
    const value = `${open}${']}}'.repeat(100_000)}`;
    const message = (key: string) =>
      Buffer.from(
        `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[
          {"key":"gen_ai.operation.name","value":{"stringValue":"execute_tool"}},
          {"key":"${key}","value":${value}}]}]}]}]}`,
      );
    expect(decodeAll(decoder, message('gen_ai.tool.call.result'), 'traces').outcome).toMatchObject({
      ok: false,
      errorClass: 'too-deep',
    });
    expect(decodeAll(decoder, message('my.own'), 'traces').outcome).toMatchObject({ ok: true });
    expect(decodeAll(decoder, Buffer.from('['.repeat(100_000)), 'traces').outcome).toMatchObject({
      ok: false,
    });
  });

  it.each([
    ['a varint of eleven bytes', [0x0a, ...new Array<number>(10).fill(0xff), 0x01], 'bad-varint'],
    ['a group', [0x0b, 0x0c], 'wrong-wire-type'],
    ['resource spans as a varint', [0x08, 0x01], 'wrong-wire-type'],
    ['an unassigned wire type', [0x0e], 'wrong-wire-type'],
    ['field number 0', [0x02, 0x00], 'wrong-wire-type'],
    ['a length beyond the end', [0x0a, 0x05, 0x00], 'truncated'],
    ['text', [...Buffer.from('hello')], 'wrong-wire-type'],
  ])('counts %s as %s', (_what, bytes, errorClass) => {
    expect(decodeAll(decoder, Uint8Array.from(bytes), 'traces').outcome).toMatchObject({
      ok: false,
      errorClass,
    });
  });

  it('does not refuse logs for bodies that nobody reads', () => {
    const body = Array.from({ length: 40 }).reduce<PlainValue>((inner) => [inner], 'x');
    const json = logsJson({ records: [{ body }, { body: 'line\n'.repeat(500) }] });
    const fromProtobuf = decodeAll(decoder, toProtobuf(json, 'logs'), 'logs');
    expect(fromProtobuf.outcome).toMatchObject({ ok: true, records: 2 });
    expect(fromProtobuf.steps.map(({ name }) => name)).toEqual(['log', 'log']);
    expect(decodeAll(decoder, toJsonBytes(json), 'logs')).toEqual(fromProtobuf);
  });

  it('has no prototype to pollute', () => {
    const { steps } = both([{ attributes: { __proto__x: 1, constructor: 'x', 'session.id': '__proto__' } }]);
    expect(steps[0]).toMatchObject({ sessionId: '__proto__', dialect: 'plain' });
  });

  it('keeps the separator of series keys out of dimensions', () => {
    const { steps } = both([{ attributes: { ...TOOL, 'gen_ai.tool.name': 'a\u001fb\nc' } }]);
    expect(steps[0]?.toolName).toBe('a b c');
  });

  it('a bad message leaves nothing behind for the next one', () => {
    const good = toProtobuf(tracesJson({ records: [{}] }), 'traces');
    const before = decodeAll(decoder, good, 'traces');
    decodeAll(decoder, good.subarray(0, good.length - 1), 'traces');
    expect(decodeAll(decoder, good, 'traces')).toEqual(before);
  });
});

describe('identity', () => {
  it('makes zero, short and missing ids absent', () => {
    const { steps } = both([{ traceId: '0'.repeat(32), spanId: 'abcd', parentSpanId: '0'.repeat(16) }]);
    expect(steps[0]).not.toHaveProperty('traceId');
    expect(steps[0]).not.toHaveProperty('spanId');
    expect(steps[0]).not.toHaveProperty('parentSpanId');
  });

  it('takes tenant, environment and service from the resource only, else the defaults', () => {
    const json = tracesJson({
      resource: { 'tenant.id': 'acme', 'deployment.environment': 'prod' },
      records: [{ attributes: { 'tenant.id': 'their customer', 'service.name': 'x' } }],
    });
    expect(decodeAll(decoder, toProtobuf(json, 'traces'), 'traces').steps[0]).toMatchObject({
      tenant: 'acme',
      env: 'prod',
      service: 'unknown_service',
      agent: 'unknown_service',
    });
    expect(both([{}]).steps[0]).toMatchObject({ tenant: 'default', env: 'test' });
  });
});

describe('times', () => {
  it.each([
    ['no start', '0', '1700000001000000000', 1_700_000_001_000_000, 1_700_000_001_000_000],
    ['no end', '1700000001000000000', '0', 1_700_000_001_000_000, 1_700_000_001_000_000],
    [
      'an end before its start',
      '1700000001000000000',
      '1600000000000000000',
      1_700_000_001_000_000,
      1_700_000_001_000_000,
    ],
    ['none at all', '0', '0', 0, 0],
    ['the year 2400', '13569465600000000000', '13569465600000000000', 0, 0],
    [
      'the last exact microsecond',
      '1700000000999999999',
      '9007199254740991999',
      1_700_000_000_999_999,
      9_007_199_254_740_991,
    ],
  ])('of a span with %s', (_what, start, end, startUs, endUs) => {
    expect(both([{ start, end }]).steps[0]).toMatchObject({ startUs, endUs });
  });

  it('of a log come from the record, then its observation, then the event timestamp attribute', () => {
    const attributes = {
      'event.name': 'claude_code.user_prompt',
      'event.timestamp': '2026-01-06T09:15:59.901Z',
    };
    const logs = [{ attributes }, { time: '0', attributes }, { time: '0', observed: '0', attributes }];
    const { steps } = decodeAll(decoder, toProtobuf(logsJson({ records: logs }), 'logs'), 'logs');
    expect(steps.map(({ endUs }) => endUs)).toEqual([
      1_700_000_001_000_000,
      1_700_000_002_000_000,
      Date.parse('2026-01-06T09:15:59.901Z') * 1_000,
    ]);
  });
});

/** An AnyValue of arrays in arrays, encoded by hand: encoders of the schema recurse. */
function nestedArrays(depth: number): Uint8Array {
  const parts: Buffer[] = [];
  let length = 0;
  for (let i = 0; i < depth; i++) {
    const values = Buffer.concat([Buffer.from([0x0a]), varint(length)]);
    const array = Buffer.concat([Buffer.from([0x2a]), varint(length + values.length)]);
    parts.push(Buffer.concat([array, values]));
    length += array.length + values.length;
  }
  return Buffer.concat(parts.reverse());
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}

/** A message whose one span has a tool operation and this attribute; the value is spliced in as raw bytes. */
function spanWith(key: string, rawValue: Uint8Array): Uint8Array {
  const field = (number: number, body: Uint8Array) =>
    Buffer.concat([Buffer.from([number * 8 + 2]), varint(body.length), body]);
  const attribute = field(9, Buffer.concat([field(1, Buffer.from(key)), field(2, rawValue)]));
  const operation = field(
    9,
    Buffer.concat([
      field(1, Buffer.from('gen_ai.operation.name')),
      field(2, field(1, Buffer.from('execute_tool'))),
    ]),
  );
  const span = field(2, Buffer.concat([operation, attribute]));
  return field(1, field(2, span));
}
