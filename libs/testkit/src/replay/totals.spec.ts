import { differences, sumOf, type Totals, type TrailTotals } from './totals';

const totals = (steps: number, llmCalls = 0, inputTokens = 0, outputTokens = 0): Totals => ({
  steps,
  llmCalls,
  inputTokens,
  outputTokens,
});

const counted: TrailTotals = {
  traces: { a: totals(3, 1, 100, 10), b: totals(2) },
  models: { m: totals(1, 1, 100, 10) },
  total: totals(5, 1, 100, 10),
};

describe('differences', () => {
  it('are none between equal counts', () => {
    expect(differences(counted, structuredClone(counted))).toEqual([]);
  });

  it('name the trace and the measure, even where the sums agree', () => {
    const stored = structuredClone(counted);
    stored.traces.a!.steps = 2;
    stored.traces.b!.steps = 3;
    expect(differences(counted, stored)).toEqual([
      { of: 'trace a', measure: 'steps', expected: 3, stored: 2 },
      { of: 'trace b', measure: 'steps', expected: 2, stored: 3 },
    ]);
  });

  it('show what only one side has', () => {
    const stored = structuredClone(counted);
    delete stored.traces.b;
    stored.models[''] = totals(0, 0, 0, 7);
    expect(differences(counted, stored)).toEqual([
      { of: 'model (unnamed)', measure: 'outputTokens', expected: 0, stored: 7 },
      { of: 'trace b', measure: 'steps', expected: 2, stored: 0 },
    ]);
  });
});

it('sums every measure', () => {
  expect(sumOf([totals(1, 2, 3, 4), totals(10, 20, 30, 40)])).toEqual(totals(11, 22, 33, 44));
  expect(sumOf([])).toEqual(totals(0));
});
