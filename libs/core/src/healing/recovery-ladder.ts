import type { Failure, FailureClass, RecoveryAction, Severity } from '@tacet/contracts';

/** What the choice of a recovery depends on. */
export interface RecoverySituation {
  failure: Failure;
  class: FailureClass;
  severity: Severity;
  agentVersion: string;
  model: string;
  tool: string;
  suspectedChange: { value: string } | null;
}

export interface RecoveryStep {
  action: RecoveryAction;
  /** Tool, model or version that it is applied to; '' when it needs none. For a roll-back: what to leave. */
  target: string;
}

const ASK_HUMAN: readonly RecoveryStep[] = [{ action: 'ask-human', target: '' }];

/**
 * Recoveries to try, first attempt first; the last one is repeated until attempts run out. `ask-human` as the
 * only step means that no automatic action fits.
 *
 * Cost and autonomy failures have one recovery whatever their class. Else the class decides: transient → retry
 * with backoff, then break the circuit; logic → stop the loop, or ask; regression → roll back when it is
 * critical and the cause unsure, fix forward (a person) when the cause is known; unknown → ask.
 */
export function recoveryLadder(situation: RecoverySituation): readonly RecoveryStep[] {
  if (situation.failure === 'unbounded-cost') return [{ action: 'cap-budget', target: '' }];
  if (situation.failure === 'autonomy-shift') return [{ action: 'require-approval', target: '' }];
  switch (situation.class) {
    case 'transient':
      return [{ action: 'retry-with-backoff', target: situation.tool }, ...circuit(situation)];
    case 'logic':
      return stopsByItself(situation.failure) ? ASK_HUMAN : [{ action: 'stop-loop', target: situation.tool }];
    case 'regression':
      return situation.severity === 'critical' && situation.suspectedChange === null
        ? [{ action: 'roll-back', target: situation.agentVersion }]
        : ASK_HUMAN;
    case 'unknown':
      return ASK_HUMAN;
  }
}

/** The recovery to recommend when nothing has been tried yet. */
export function firstRecovery(situation: RecoverySituation): RecoveryAction {
  return recoveryLadder(situation)[0]!.action;
}

function circuit({ tool, model }: RecoverySituation): RecoveryStep[] {
  if (tool !== '') return [{ action: 'open-breaker', target: tool }];
  return model === '' ? [] : [{ action: 'switch-model', target: model }];
}

/** Only a loop or a stall is still running when it is seen; every other turn is over. */
function stopsByItself(failure: Failure): boolean {
  return failure !== 'loop' && failure !== 'stall';
}
