import { AnomalyData } from './anomaly-data';
import { anomalyData, anomalyEvent, type AnomalyFacts } from './anomaly-event';
import { exampleAnomaly, exampleRuleAnomaly } from './testdata/example-events';
import { validateEvent } from './validate-event';

describe('anomalyEvent', () => {
  it('is identified by anomaly and revision, timed by detection and keyed by the anomaly', () => {
    expect(anomalyEvent(exampleAnomaly)).toMatchObject({
      id: '5b1f0c2d9a7e4f68:1',
      type: 'ai.tacet.anomaly.opened',
      source: '/tacet/detect',
      subject: '5b1f0c2d9a7e4f68',
      partitionkey: '5b1f0c2d9a7e4f68',
      time: '2026-11-01T10:02:00.000Z',
      dataschema: 'urn:tacet:schema:anomaly:v1',
    });
    expect(anomalyEvent(exampleRuleAnomaly).type).toBe('ai.tacet.anomaly.resolved');
  });

  it('gives the same bytes for the same facts', () => {
    expect(JSON.stringify(anomalyEvent(exampleAnomaly))).toBe(
      JSON.stringify(anomalyEvent({ ...exampleAnomaly })),
    );
  });
});

describe('anomalyData', () => {
  it('leaves absent what is absent', () => {
    const data = anomalyData(exampleRuleAnomaly);
    expect(data).not.toHaveProperty('suspectedChange');
    expect(data).not.toHaveProperty('firstDivergentSpanId');
    expect(anomalyData(exampleAnomaly)).not.toHaveProperty('resolvedAt');
  });

  it('cuts what grows without bound, so that it is valid JSON', () => {
    const unbounded: AnomalyFacts = {
      ...exampleAnomaly,
      effect: { ratio: Infinity, low: 3, high: Infinity, excess: 4 },
      evidence: {
        kind: 'series',
        eValue: Infinity,
        threshold: 10,
        chanceOncePerWeeks: 1e300,
        frontEnd: 'rate',
      },
    };
    const wire: unknown = JSON.parse(JSON.stringify(anomalyData(unbounded)));
    expect(validateEvent(AnomalyData, wire)).toEqual([]);
    expect(wire).toMatchObject({ effect: { ratio: 1e15, high: 1e15 }, evidence: { eValue: 1e15 } });
  });

  it('refuses a number that is none', () => {
    const effect = { ratio: NaN, low: 0, high: 0, excess: 0 };
    expect(() => anomalyData({ ...exampleAnomaly, effect })).toThrow(RangeError);
  });

  it('keeps ten examples and only those that point somewhere', () => {
    const exampleTraceIds = ['', ...new Array<string>(12).fill('f'.repeat(32))];
    expect(anomalyData({ ...exampleAnomaly, exampleTraceIds }).exampleTraceIds).toHaveLength(10);
    expect(anomalyData({ ...exampleAnomaly, exampleTraceIds: [''] }).exampleTraceIds).toEqual([]);
  });
});
