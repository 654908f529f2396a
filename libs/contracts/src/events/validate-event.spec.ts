import { exampleAnomaly, exampleRuleAnomaly } from './testdata/example-events';
import { AnomalyData } from './anomaly-data';
import { anomalyData } from './anomaly-event';
import { AcknowledgeData, CalendarData } from './control-data';
import { DeploymentData } from './deployment-data';
import { validateEvent } from './validate-event';

/** Anomaly data on the wire, whose fields the tests break at will. */
type Json = { [field: string]: unknown } & Partial<Record<'evidence' | 'series', Record<string, unknown>>>;

function broken(change: (data: Json) => void): string[] {
  const data = JSON.parse(JSON.stringify(anomalyData(exampleAnomaly))) as Json;
  change(data);
  return validateEvent(AnomalyData, data);
}

describe('validateEvent on anomalies', () => {
  it('accepts series and rule evidence', () => {
    expect(validateEvent(AnomalyData, anomalyData(exampleAnomaly))).toEqual([]);
    expect(validateEvent(AnomalyData, anomalyData(exampleRuleAnomaly))).toEqual([]);
  });

  it('accepts null where a value may be unknown, but not its absence', () => {
    expect(broken((data) => Object.assign(data, { observed: null, baseline: null, effect: null }))).toEqual(
      [],
    );
    expect(broken((data) => delete data['observed'])[0]).toMatch(/^observed: /);
  });

  it('refuses null where a field may only be absent', () => {
    expect(broken((data) => (data['resolvedAt'] = null))[0]).toMatch(/^resolvedAt: /);
  });

  it.each<[string, (data: Json) => void, RegExp]>([
    ['an unknown failure', (data) => (data['failure'] = 'gremlins'), /^failure: /],
    ['a fractional revision', (data) => (data['revision'] = 1.5), /^revision: /],
    ['a time without zone', (data) => (data['onset'] = '2026-11-01T10:00:00'), /^onset: /],
    ['a day that does not exist', (data) => (data['onset'] = '2026-02-30T10:00:00Z'), /^onset: /],
    ['a nested field of the wrong type', (data) => (data.series!['tool'] = 7), /^series\.tool: /],
    ['evidence of unknown kind', (data) => (data['evidence'] = { kind: 'hunch' }), /^evidence: |^evidence\./],
    [
      'rule evidence with text among the numbers',
      (data) => (data['evidence'] = { kind: 'rule', rule: 'r', hits: 1, numbers: { a: 'x' } }),
      /^evidence\.numbers: /,
    ],
    ['mixed evidence', (data) => (data.evidence!['rule'] = 'tool-loop'), /^evidence\.rule: /],
    [
      'eleven examples',
      (data) => (data['exampleSpanIds'] = new Array(11).fill('a'.repeat(16))),
      /^exampleSpanIds: /,
    ],
    ['a field nobody knows', (data) => (data['prompt'] = 'secret'), /^prompt: /],
    ['a series given as an array', (data) => (data['series'] = [data.series] as never), /^series: /],
    ['evidence given as an array', (data) => (data['evidence'] = [data.evidence] as never), /^evidence: /],
  ])('refuses %s', (_, change, expected) => {
    const found = broken(change);
    expect(found.join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  it('never repeats the refused value', () => {
    expect(broken((data) => (data['failure'] = 'my secret')).join()).not.toContain('my secret');
  });

  it.each([null, 'text', 7, [], undefined])('refuses %p as data', (data) => {
    expect(validateEvent(AnomalyData, data)).toEqual(['data: must be an object']);
  });
});

describe('validateEvent on what users write', () => {
  it('accepts a deployment marker with and without its optional fields', () => {
    const marker = {
      tenant: 'acme',
      env: 'prod',
      service: 'shop',
      version: '42',
      deployedAt: '2026-11-01T10:00:00Z',
    };
    expect(validateEvent(DeploymentData, marker)).toEqual([]);
    const full = { ...marker, agent: 'buyer', changedComponents: ['prompt'], link: 'https://ci.example/42' };
    expect(validateEvent(DeploymentData, full)).toEqual([]);
    expect(validateEvent(DeploymentData, { ...full, link: 'javascript:alert(1)' })[0]).toMatch(/^link: /);
  });

  it('checks the fields that all controls share', () => {
    expect(validateEvent(AcknowledgeData, { anomalyId: 'a', by: 'kim', tenant: 'acme' })).toEqual([]);
    expect(validateEvent(AcknowledgeData, { anomalyId: 'a', tenant: 'acme' })[0]).toMatch(/^by: /);
    const calendar = {
      tenant: 'acme',
      by: 'kim',
      name: 'sale',
      scope: { agent: 'buyer' },
      from: '2026-11-27T00:00:00Z',
      to: '2026-11-28T00:00:00Z',
    };
    expect(validateEvent(CalendarData, calendar)).toEqual([]);
    expect(validateEvent(CalendarData, { ...calendar, scope: { planet: 'mars' } })[0]).toMatch(
      /^scope\.planet: /,
    );
  });
});
