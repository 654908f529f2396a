import { createMemoryRowStore } from '@tacet/adapters/clickhouse';
import { anomalyEvent, buildCloudEvent, DATA_SCHEMAS, recoveryEvent, type EventType } from '@tacet/contracts';
import type { TableRow } from '@tacet/runtime';
import { anomaliesRows } from './anomalies.rows';
import { controlsRows } from './controls.rows';
import { deploymentsRows } from './deployments.rows';
import type { ToRows } from './message-rows';
import { outcomesRows } from './outcomes.rows';
import { recoveriesRows } from './recoveries.rows';

const LOG_TIME_MS = 1_700_000_050_000;

const anomaly = anomalyEvent({
  type: 'updated',
  id: 'an-1',
  revision: 2,
  detector: 'fail-plausible',
  detectorVersion: '1',
  failure: 'confident-error',
  class: 'logic',
  severity: 'warning',
  series: {
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: 'buyer',
    agentVersion: '1.4.2',
    model: 'gpt-5',
    tool: '',
    signal: 'fail-plausible',
  },
  onsetMs: 1_700_000_000_000,
  detectedAtMs: 1_700_000_040_000,
  observed: { value: 0.4, low: 0.3, high: 0.5, unit: 'share of turns' },
  baseline: { value: 0.02, unit: 'share of turns' },
  effect: { ratio: 20, low: 12, high: 31, excess: 19 },
  evidence: { kind: 'series', eValue: 51_000, threshold: 40_000, chanceOncePerWeeks: 12, frontEnd: 'rate' },
  exampleTraceIds: ['a'.repeat(32)],
  exampleSpanIds: ['b'.repeat(16)],
  suspectedChange: { kind: 'deployment', value: '1.4.2' },
  recommendedRecovery: 'roll-back',
  explanation: 'Four of ten turns end well although a tool failed.',
  sufficiency: { computable: true },
});

const recovery = recoveryEvent({
  id: 're-1',
  incidentId: 'in-1',
  anomalyId: 'an-1',
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  action: 'roll-back',
  target: '1.4.1',
  class: 'regression',
  attempt: 1,
  attemptsMax: 3,
  dryRun: true,
  issuedAtMs: 1_700_000_041_000,
  expiresAtMs: 1_700_000_641_000,
  reason: 'The failure began with 1.4.2.',
  status: 'verified',
  failure: 'confident-error',
  severity: 'warning',
  escalation: false,
  onsetMs: 1_700_000_000_000,
  openedAtMs: 1_700_000_040_000,
  endedAtMs: 1_700_000_300_000,
});

const userEvent = (type: EventType, data: object): string =>
  JSON.stringify(
    buildCloudEvent({
      id: 'e-1',
      type,
      source: '/ci/shop',
      timeMs: 1_700_000_000_000,
      subject: 'shop',
      partitionKey: 'shop',
      dataSchema: DATA_SCHEMAS.deployment,
      data,
    }),
  );

const deployment = {
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  version: '1.4.2',
  deployedAt: '2023-11-14T22:13:20.000Z',
  changedComponents: ['prompt'],
  link: 'https://ci.example/17',
};

const outcome = {
  commandId: 're-1',
  incidentId: 'in-1',
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  status: 'applied',
  at: '2023-11-14T22:14:20+01:00',
  note: 'rolled back',
};

const scope = { service: 'shop', detector: 'tool-loop' };
const mute = { tenant: 'acme', by: 'ann', note: 'load test', scope, until: '2023-11-15T00:00:00Z' };
const calendar = {
  tenant: 'acme',
  by: 'ann',
  name: 'night batch',
  scope: {},
  from: '2023-11-15T00:00:00Z',
  to: '2023-11-15T04:00:00Z',
};
const budget = { tenant: 'acme', by: 'ann', scope, falseAlarmsPerWeek: 0.5, costUsdPerMonth: 900 };

const examples: [name: string, table: string, toRows: ToRows, value: string][] = [
  ['anomaly', 'anomalies', anomaliesRows, JSON.stringify(anomaly)],
  ['recovery', 'recoveries', recoveriesRows, JSON.stringify(recovery)],
  ['deployment', 'deployments', deploymentsRows, userEvent('ai.tacet.deployment.marked', deployment)],
  ['outcome', 'outcomes', outcomesRows, userEvent('ai.tacet.recovery.outcome', outcome)],
  ['mute', 'controls', controlsRows, userEvent('ai.tacet.control.mute', mute)],
  ['calendar', 'controls', controlsRows, userEvent('ai.tacet.control.calendar', calendar)],
  ['budget', 'controls', controlsRows, userEvent('ai.tacet.control.budget', budget)],
];

describe('rows of event topics', () => {
  it.each(examples)('%s: golden row', async (_, table, toRows, value) => {
    const rows = rowsOf(toRows, value);
    const store = createMemoryRowStore();
    await store.insert(table, rows);
    const [final] = store.finalRows(table);
    expect(Object.keys(rows[0]!).filter((name) => !(name in final!))).toEqual([]);
    expect(final!['event']).toBe(value);
    expect({ ...final, event: '(the event as it was published)' }).toMatchSnapshot();
  });

  it('keeps an anomaly of a newer writer whole, although it says more', () => {
    const newer = { ...anomaly, data: { ...anomaly.data, mood: 'grim' } };
    const [row] = rowsOf(anomaliesRows, JSON.stringify(newer));
    expect(JSON.parse(String(row!['event'])).data.mood).toBe('grim');
  });

  it('shows a command that does not say so as a dry run', () => {
    const { dryRun: _, ...data } = recovery.data;
    const [row] = rowsOf(recoveriesRows, JSON.stringify({ ...recovery, data }));
    expect(row!['dry_run']).toBe(true);
  });

  it.each([
    ['not-json', deploymentsRows, '{'],
    ['missing-data', deploymentsRows, userEvent('ai.tacet.deployment.marked', [])],
    ['other-type', deploymentsRows, userEvent('ai.tacet.control.mute', mute)],
    ['unknown-type', controlsRows, userEvent('ai.tacet.control.dance' as EventType, mute)],
    ['invalid-data', deploymentsRows, userEvent('ai.tacet.deployment.marked', { ...deployment, version: 7 })],
    ['invalid-data', outcomesRows, userEvent('ai.tacet.recovery.outcome', { ...outcome, status: 'maybe' })],
    ['missing-identity', anomaliesRows, JSON.stringify({ ...anomaly, data: { revision: 1 } })],
    ['missing-identity', recoveriesRows, JSON.stringify({ ...recovery, data: { id: 're-1' } })],
  ])('%s is a reason, not an exception', (reason, toRows, value) => {
    expect(toRows(value, LOG_TIME_MS)).toEqual({ ok: false, reason });
  });
});

function rowsOf(toRows: ToRows, value: string): TableRow[] {
  const read = toRows(value, LOG_TIME_MS);
  if (!read.ok) throw new Error(read.reason);
  return read.rows;
}
