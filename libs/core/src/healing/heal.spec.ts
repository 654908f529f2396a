import { publishedCommands } from './heal';
import {
  anomalyAt,
  buyer,
  fold,
  given,
  MINUTE_MS,
  policy,
  short,
  START_MS,
  timeAt,
} from './testdata/scenario';
import type { HealingInput } from './healing-input';

const opened = anomalyAt(0);
const resolved = (minute: number, revision = 2): HealingInput =>
  anomalyAt(minute, { status: 'resolved', revision });

function outcomeAt(
  minute: number,
  status: 'applied' | 'failed' | 'rejected',
  history: HealingInput[],
): HealingInput {
  const command = publishedCommands(fold(history).events).at(-1)!;
  return { kind: 'outcome', atMs: START_MS + minute * MINUTE_MS, commandId: command.id, status };
}

describe('an incident', () => {
  it('is opened and commanded at once', () => {
    expect(given().when(opened).short).toEqual(['0 incident-opened', '0 command-issued stop-loop 1']);
  });

  it('is verified when its anomaly resolves after a command, and closed when it stays away', () => {
    expect(given(opened).when(resolved(12)).short).toEqual([
      '12 anomaly-resolved',
      '12 command-ended verified',
      '12 incident-settled',
    ]);
    expect(given(opened, resolved(12)).when(timeAt(60)).short).toEqual(['42 incident-closed']);
  });

  it('is tried again after the cool-down, then escalated to a person', () => {
    const { short: events, agent } = given(opened).when(timeAt(600));
    expect(events).toEqual([
      '30 command-ended unresolved',
      '40 command-issued stop-loop 2',
      '70 command-ended unresolved',
      '80 command-issued stop-loop 3',
      '110 command-ended unresolved',
      '110 command-issued ask-human 4 escalation',
    ]);
    expect(agent.incidents[0]!.status).toBe('escalated');
  });

  it('ends its escalation when the symptom goes away', () => {
    expect(given(opened, timeAt(600)).when(resolved(700)).short).toEqual([
      '700 anomaly-resolved',
      '700 command-ended verified',
      '700 incident-settled',
    ]);
  });

  it('settles without credit to a command that had already run out', () => {
    expect(given(opened, timeAt(35)).when(resolved(36)).short).toEqual([
      '36 anomaly-resolved',
      '36 incident-settled',
    ]);
  });

  it('waits for all its anomalies', () => {
    const second = anomalyAt(1, { id: 'a2' });
    expect(given(opened, second).when(resolved(5)).short).toEqual(['5 anomaly-resolved']);
    const last = anomalyAt(6, { id: 'a2', status: 'resolved', revision: 2 });
    expect(given(opened, second, resolved(5)).when(last).short).toContain('6 incident-settled');
  });
});

describe('flapping', () => {
  it('reopens the same incident within the merge window and goes on counting attempts', () => {
    const again = anomalyAt(20, { id: 'a2' });
    const { short: events, agent } = given(opened, resolved(12)).when(again);
    expect(events).toEqual(['20 incident-reopened']);
    expect(agent.incidents).toHaveLength(1);
    expect(given(opened, resolved(12), again).when(timeAt(25)).short).toEqual([
      '22 command-issued stop-loop 2',
    ]);
  });

  it('opens a new incident after the merge window', () => {
    const { short: events, agent } = given(opened, resolved(12)).when(anomalyAt(43, { id: 'a2' }));
    expect(events).toEqual(['42 incident-closed', '43 incident-opened', '43 command-issued stop-loop 1']);
    expect(agent.incidents[0]!.id).not.toBe(given(opened).agent.incidents[0]!.id);
  });

  it('does not ask the same person again when an escalated incident comes back', () => {
    const again = anomalyAt(710, { id: 'a2' });
    const { short: events, agent } = given(opened, timeAt(600), resolved(700)).when(again);
    expect(events).toEqual(['710 incident-reopened']);
    expect(agent.incidents[0]!.status).toBe('escalated');
  });
});

describe('guard rails', () => {
  it('is a dry run unless the action is allowed', () => {
    const commands = publishedCommands(given().when(anomalyAt(0, { failure: 'unbounded-cost' })).events);
    expect(commands).toMatchObject([{ action: 'cap-budget', dryRun: true }]);
    expect(publishedCommands(given().when(opened).events)).toMatchObject([
      { action: 'stop-loop', dryRun: false },
    ]);
    const nothingAllowed = { ...policy, allowedActions: [] };
    expect(publishedCommands(given().when(opened, nothingAllowed).events)).toMatchObject([{ dryRun: true }]);
  });

  it('gives one command at a time per agent, the next after the cool-down', () => {
    const cost = anomalyAt(1, { id: 'a2', failure: 'unbounded-cost' });
    expect(given(opened).when(cost).short).toEqual(['1 incident-opened']);
    expect(given(opened, cost, resolved(12)).when(timeAt(30)).short).toEqual([
      '22 command-issued cap-budget 1',
    ]);
  });

  it('takes the critical incident first', () => {
    const warning = anomalyAt(1, { id: 'a2', failure: 'unbounded-cost' });
    const critical = anomalyAt(2, { id: 'a3', failure: 'autonomy-shift', severity: 'critical' });
    expect(given(opened, warning, critical, resolved(12)).when(timeAt(22)).short).toEqual([
      '22 command-issued require-approval 1',
    ]);
  });

  it.each([
    ['for information only', { severity: 'info' as const }],
    ['without sufficient data', { computable: false }],
  ])('commands nothing %s, until that changes', (_, weak) => {
    expect(given().when(anomalyAt(0, weak)).short).toEqual(['0 incident-opened']);
    expect(given(anomalyAt(0, weak)).when(timeAt(500)).short).toEqual([]);
    const firmer = anomalyAt(501, { revision: 2, status: 'updated' });
    expect(given(anomalyAt(0, weak)).when(firmer).short).toEqual([
      '501 anomaly-joined',
      '501 command-issued stop-loop 1',
    ]);
  });

  it('asks a person at once when no automatic recovery fits, even beside a command in flight', () => {
    const unknown = anomalyAt(1, { id: 'a2', failure: 'silent-drift', class: 'unknown' });
    expect(given(opened).when(unknown).short).toEqual([
      '1 incident-opened',
      '1 command-issued ask-human 1 escalation',
    ]);
  });
});

describe('one command at a time', () => {
  it('holds while a person is asked about something else', () => {
    const cost = anomalyAt(1, { id: 'a2', failure: 'unbounded-cost', severity: 'critical' });
    const unknown = anomalyAt(2, { id: 'a3', failure: 'silent-drift', class: 'unknown' });
    expect(given(opened, cost).when(unknown).short).toEqual([
      '2 incident-opened',
      '2 command-issued ask-human 1 escalation',
    ]);
  });
});

describe('outcomes', () => {
  it('end an attempt that was rejected or failed', () => {
    for (const status of ['rejected', 'failed'] as const) {
      const outcome = outcomeAt(3, status, [opened]);
      expect(given(opened).when(outcome).short).toEqual(['3 command-ended unresolved']);
      expect(given(opened, outcome).when(timeAt(14)).short).toEqual(['13 command-issued stop-loop 2']);
    }
  });

  it('prove nothing when they say that something was applied', () => {
    expect(given(opened).when(outcomeAt(3, 'applied', [opened])).short).toEqual([]);
  });

  it('change nothing when they come again or for an unknown command', () => {
    const outcome = outcomeAt(3, 'failed', [opened]);
    expect(given(opened, outcome).when(outcome).short).toEqual([]);
    expect(given(opened).when({ ...outcome, commandId: 'nobody' } as HealingInput).short).toEqual([]);
  });
});

describe('identity', () => {
  it('gives the same command again from the same inputs, and another per attempt', () => {
    const ids = (): string[] => publishedCommands(fold([opened, timeAt(600)]).events).map(({ id }) => id);
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(4);
  });

  it('ignores a revision that was applied before', () => {
    expect(given(opened).when(opened).short).toEqual([]);
    expect(given(opened, resolved(5)).when(anomalyAt(6, { revision: 1 })).short).toEqual([]);
  });

  it('opens an incident from an update when the opening was never seen, and none from a resolution', () => {
    expect(given().when(anomalyAt(0, { revision: 4, status: 'updated' })).short[0]).toBe('0 incident-opened');
    expect(given().when(resolved(0, 4)).short).toEqual(['0 anomaly-resolved']);
  });

  it('says in words what it is about', () => {
    const suspectedChange = { kind: 'deployment' as const, value: '41' };
    const [command] = publishedCommands(fold([anomalyAt(0, { suspectedChange })], policy, buyer).events);
    expect(command!.reason).toBe(
      'loop of class logic, warning. Suspected change: deployment 41. Attempt 1 of 3.',
    );
    expect(fold([opened]).events.map(short)).toHaveLength(2);
  });
});
