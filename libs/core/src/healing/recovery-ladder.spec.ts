import type { RecoveryAction } from '@tacet/contracts';
import { firstRecovery, recoveryLadder, type RecoverySituation } from './recovery-ladder';

const situation: RecoverySituation = {
  failure: 'confident-error',
  class: 'unknown',
  severity: 'warning',
  agentVersion: '41',
  model: 'small-2',
  tool: 'search',
  suspectedChange: null,
};

const TABLE: [string, Partial<RecoverySituation>, [RecoveryAction, string][]][] = [
  [
    'transient with a tool',
    { class: 'transient' },
    [
      ['retry-with-backoff', 'search'],
      ['open-breaker', 'search'],
    ],
  ],
  [
    'transient of a model',
    { class: 'transient', tool: '' },
    [
      ['retry-with-backoff', ''],
      ['switch-model', 'small-2'],
    ],
  ],
  ['transient of neither', { class: 'transient', tool: '', model: '' }, [['retry-with-backoff', '']]],
  ['logic: a loop', { class: 'logic', failure: 'loop' }, [['stop-loop', 'search']]],
  ['logic: a stall', { class: 'logic', failure: 'stall' }, [['stop-loop', 'search']]],
  ['logic: anything that is over', { class: 'logic', failure: 'skipped-tool' }, [['ask-human', '']]],
  [
    'regression, critical, cause unsure',
    { class: 'regression', severity: 'critical' },
    [['roll-back', '41']],
  ],
  [
    'regression, critical, cause known',
    { class: 'regression', severity: 'critical', suspectedChange: { value: '41' } },
    [['ask-human', '']],
  ],
  ['regression, not critical', { class: 'regression' }, [['ask-human', '']]],
  ['unknown', { class: 'unknown' }, [['ask-human', '']]],
  ['cost of any class', { class: 'logic', failure: 'unbounded-cost' }, [['cap-budget', '']]],
  [
    'autonomy of any class',
    { class: 'regression', severity: 'critical', failure: 'autonomy-shift' },
    [['require-approval', '']],
  ],
];

it.each(TABLE)('%s', (_, parts, expected) => {
  const ladder = recoveryLadder({ ...situation, ...parts });
  expect(ladder.map(({ action, target }) => [action, target])).toEqual(expected);
  expect(firstRecovery({ ...situation, ...parts })).toBe(expected[0]![0]);
});
