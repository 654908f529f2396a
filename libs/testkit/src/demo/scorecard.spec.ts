import { score, type OpenedAnomaly } from './scorecard';

const injection = { kind: 'tool-loop' as const, service: 's', agent: 'a', atMs: 1_000, untilMs: 9_000 };

function opened(over: Partial<OpenedAnomaly>): OpenedAnomaly {
  return {
    id: 'x',
    detector: 'tool-loop',
    service: 's',
    agent: 'a',
    detectedAtMs: 3_000,
    explanation: '',
    failure: 'loop',
    severity: 'warning',
    recommendedRecovery: 'stop-loop',
    ...over,
  };
}

describe('scorecard', () => {
  it('counts the first matching anomaly as the detection, with its delay in event time', () => {
    const result = score([injection], [opened({ id: 'late', detectedAtMs: 8_000 }), opened({ id: 'first' })]);
    expect(result.detected).toEqual([{ kind: 'tool-loop', agent: 'a', anomalyId: 'first', delayMs: 2_000 }]);
    expect(result.missed).toEqual([]);
  });

  it('counts an injection nobody reported as missed', () => {
    expect(score([injection], []).missed).toEqual([{ kind: 'tool-loop', agent: 'a', atMs: 1_000 }]);
  });

  it('counts what opened before the injection as a false alarm, and the injection as missed', () => {
    const result = score([injection], [opened({ detectedAtMs: 500 })]);
    expect(result.falseAlarms).toHaveLength(1);
    expect(result.missed).toHaveLength(1);
  });

  it('counts what opened on an untouched agent as a false alarm', () => {
    const result = score([injection], [opened({}), opened({ id: 'y', agent: 'b' })]);
    expect(result.falseAlarms.map((f) => f.anomalyId)).toEqual(['y']);
  });

  it('counts another detector on a broken agent as a consequence', () => {
    const result = score([injection], [opened({}), opened({ id: 'z', detector: 'cost-per-turn' })]);
    expect(result.consequences.map((c) => c.anomalyId)).toEqual(['z']);
    expect(result.falseAlarms).toEqual([]);
  });
});
