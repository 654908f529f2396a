import { type Decision, type DecisionActor, type DecisionScope } from '@tacet/contracts';
import { type CompiledDialect } from './compiled-dialect';

export interface DecisionReading {
  decision?: Decision;
  actor?: DecisionActor;
  scope?: DecisionScope;
  interrupt?: boolean;
}

const NOTHING: DecisionReading = {};

/** What a dialect's words for decision and source mean. The source's word wins: `user_abort` is an abort. */
export function readDecision(
  { decisions, actors, scopes, interrupts }: CompiledDialect,
  decision: string | undefined,
  source: string | undefined,
): DecisionReading {
  if (decision === undefined && source === undefined) return NOTHING;
  const word = decision?.toLowerCase() ?? '';
  const from = source?.toLowerCase() ?? '';
  return {
    decision: decisions.get(from) ?? decisions.get(word),
    actor: actors.get(from) ?? actors.get(word),
    scope: scopes.get(from) ?? scopes.get(word),
    interrupt: interrupts.get(from) ?? interrupts.get(word),
  };
}
