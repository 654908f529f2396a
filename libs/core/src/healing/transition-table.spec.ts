import type { HealingInput } from './healing-input';
import type { IncidentStatus } from './healing-state';
import { anomalyAt, decideOnly, given, START_MS, MINUTE_MS, timeAt } from './testdata/scenario';

/** The table of README.md, cell by cell: status × input → events → status. */
const HISTORIES: Record<IncidentStatus | 'none', HealingInput[]> = {
  none: [],
  open: [anomalyAt(0), timeAt(31)],
  commanded: [anomalyAt(0)],
  escalated: [anomalyAt(0), timeAt(600)],
  settled: [anomalyAt(0), anomalyAt(12, { status: 'resolved', revision: 2 })],
};

const INPUTS = {
  'anomaly opened or updated': () => anomalyAt(1000, { id: 'a9' }),
  'last anomaly resolved': () => anomalyAt(1000, { revision: 9, status: 'resolved' }),
  'time is due': () => timeAt(1000),
} as const;

type Row = [IncidentStatus | 'none', keyof typeof INPUTS, string[], IncidentStatus | 'none'];

const TABLE: Row[] = [
  ['none', 'anomaly opened or updated', ['incident-opened'], 'open'],
  ['none', 'last anomaly resolved', ['anomaly-resolved'], 'none'],
  ['none', 'time is due', [], 'none'],
  ['open', 'anomaly opened or updated', ['anomaly-joined'], 'open'],
  ['open', 'last anomaly resolved', ['anomaly-resolved', 'incident-settled'], 'settled'],
  ['open', 'time is due', ['command-issued'], 'commanded'],
  ['commanded', 'anomaly opened or updated', ['anomaly-joined'], 'commanded'],
  [
    'commanded',
    'last anomaly resolved',
    ['anomaly-resolved', 'command-ended', 'incident-settled'],
    'settled',
  ],
  ['commanded', 'time is due', ['command-ended'], 'open'],
  ['escalated', 'anomaly opened or updated', ['anomaly-joined'], 'escalated'],
  [
    'escalated',
    'last anomaly resolved',
    ['anomaly-resolved', 'command-ended', 'incident-settled'],
    'settled',
  ],
  ['escalated', 'time is due', [], 'escalated'],
  ['settled', 'anomaly opened or updated', ['incident-reopened'], 'open'],
  ['settled', 'last anomaly resolved', ['anomaly-resolved'], 'settled'],
  ['settled', 'time is due', ['incident-closed'], 'none'],
];

describe('transition table', () => {
  it.each(TABLE)('%s, %s → %j → %s', (status, input, kinds, next) => {
    const { agent } = given(...HISTORIES[status]);
    expect(agent.incidents[0]?.status ?? 'none').toBe(status);
    const after = decideOnly(agent, INPUTS[input]());
    expect(after.events.map(({ kind }) => kind)).toEqual(kinds);
    expect(after.agent.incidents[0]?.status ?? 'none').toBe(next);
  });

  it('covers every status and every input', () => {
    const cells = Object.keys(HISTORIES).length * Object.keys(INPUTS).length;
    expect(new Set(TABLE.map(([status, input]) => `${status} ${input}`)).size).toBe(cells);
  });

  it.each(['rejected', 'failed'] as const)('commanded, outcome %s → command-ended → open', (status) => {
    const { agent } = given(...HISTORIES.commanded);
    const commandId = agent.incidents[0]!.command!.id;
    const after = decideOnly(agent, { kind: 'outcome', atMs: START_MS + MINUTE_MS, commandId, status });
    expect(after.events.map(({ kind }) => kind)).toEqual(['command-ended']);
    expect(after.agent.incidents[0]!.status).toBe('open');
  });

  it('an outcome moves no other status', () => {
    for (const status of ['open', 'escalated', 'settled'] as const) {
      const { agent } = given(...HISTORIES[status]);
      const commandId = agent.incidents[0]!.command?.id ?? 'none in flight';
      const outcome: HealingInput = { kind: 'outcome', atMs: agent.nowMs, commandId, status: 'failed' };
      expect(decideOnly(agent, outcome).events).toEqual([]);
    }
  });
});
