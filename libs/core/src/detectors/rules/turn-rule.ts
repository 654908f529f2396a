import type { Finding, Rule, Step, Turn } from '@tacet/contracts';

/**
 * A deterministic predicate over the steps of one turn. A rule is shared and holds only its parameters; what it
 * remembers of one turn lives in the observer that `watch()` returns, and must stay bounded.
 */
export interface TurnRule {
  readonly name: Rule;
  watch(): TurnRuleObserver;
}

export interface TurnRuleObserver {
  /** One new step of the turn, in order of arrival. Returns what is certain already, while the turn is open. */
  onStep(step: Step, at: StepMoment): readonly Finding[];
  /** The turn is over; `turn.findings` is not complete yet. Returns what only the whole turn can show. */
  onClose(turn: Turn, at: CloseMoment): readonly Finding[];
}

/** Where and when a step was folded, and what is known of its turn so far. */
export interface StepMoment {
  turnId: string;
  /** Steps folded into the turn, this one included. */
  version: number;
  /** Position of the step in the steps partition. */
  position: number;
  /** Event time of a hit in ms: the step's end, but never under the watermark. */
  atMs: number;
  /** '' while no step named one. */
  sessionId: string;
}

export interface CloseMoment {
  /** Position of the record whose watermark closed the turn. */
  position: number;
}

/** What almost every step gives: one array for all. */
export const NO_FINDINGS: readonly Finding[] = [];

/** The span ids that show a finding, at most. */
export const EVIDENCE_SPANS_MAX = 10;
