import { decodeSteps, encodeSteps, STEP_FIELDS } from './steps-record';
import { endOfMessage, offsetOf, positionOf } from './position';
import type { Step } from './step';

const step: Step = {
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  kind: 'tool',
  name: 'execute_tool search',
  source: 'span',
  dialect: 'otel-genai',
  startUs: 1_700_000_000_123_456,
  endUs: 1_700_000_000_223_456,
  ok: false,
  traceId: 'a'.repeat(32),
  toolName: 'search',
  resultEmpty: false,
  topScore: 0.25,
};

const head = {
  origin: 'otlp_spans/1',
  originPartitions: 4,
  upTo: endOfMessage(7),
  watermarkMs: 5,
  idle: false,
};

describe('steps record', () => {
  it('returns the steps it was given, absent fields absent', () => {
    const encoded = encodeSteps(head, [{ position: positionOf(7, 2), step }]);
    const decoded = decodeSteps(encoded);
    expect(decoded.rows).toEqual([{ position: positionOf(7, 2), step }]);
    expect(decoded.upTo).toBe(endOfMessage(7));
  });

  it('returns every field, and any of them absent', () => {
    const value = (type: string, i: number): unknown =>
      type === 'text' ? `text ${i}` : type === 'flag' ? i % 2 === 0 : i;
    const full = Object.fromEntries(STEP_FIELDS.map(([field, type], i) => [field, value(type, i)]));
    for (const [absent] of [...STEP_FIELDS.slice(11), []]) {
      const { [absent ?? '']: _, ...some } = full;
      const decoded = decodeSteps(encodeSteps(head, [{ position: 1, step: some as unknown as Step }]));
      expect(decoded.rows[0]!.step).toStrictEqual(some);
    }
  });

  it('keeps false apart from absent', () => {
    const decoded = decodeSteps(encodeSteps(head, [{ position: 1, step }]));
    expect(decoded.rows[0]!.step.resultEmpty).toBe(false);
    expect('resultError' in decoded.rows[0]!.step).toBe(false);
  });

  it('writes a repeated string once', () => {
    const encoded = encodeSteps(head, [
      { position: 1, step },
      { position: 2, step },
    ]);
    expect(encoded.split('otel-genai')).toHaveLength(2);
  });

  it('names each field once, so that positions are unambiguous', () => {
    const names = STEP_FIELDS.map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refuses what is not a steps record', () => {
    expect(() => decodeSteps('{"v":2}')).toThrow('not a steps record');
  });
});

describe('position', () => {
  it('orders records within a message and messages within a partition', () => {
    expect(positionOf(3, 9_999)).toBeLessThanOrEqual(endOfMessage(3));
    expect(endOfMessage(3)).toBeLessThan(positionOf(4, 0));
    expect(offsetOf(endOfMessage(3))).toBe(3);
  });
});
