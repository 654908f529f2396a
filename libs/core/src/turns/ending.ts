import type { Step, TurnOutcome } from '@tacet/contracts';
import type { Identity } from './attribution';

/** How sure it is that a turn is over: `hard` waits the close grace, `soft` the soft grace, `none` the gap. */
export type EndCertainty = 'hard' | 'soft' | 'none';

export type ClosedBy = 'quiet' | 'age-cap';

export interface Verdict {
  outcome: TurnOutcome;
  outcomeEvidence: string;
}

interface Milestone {
  kind: Step['kind'];
  startUs: number;
  endUs: number;
  ok: boolean;
  isParentless: boolean;
  spanId: string;
}

interface AgentStep extends Milestone {
  identity: Identity;
}

interface WorkStep extends Milestone {
  isLog: boolean;
  /** The model stopped because it was done; null when the record does not say why it stopped. */
  isNaturalStop: boolean | null;
}

/**
 * What a turn has shown of its end. Everything is a maximum under a total order, so that the order in which
 * steps arrive changes nothing.
 */
export class Ending {
  /** The parentless span that ended last: a trace may have several, or none. */
  private root: Milestone | null = null;
  /** The agent step that stands for the turn: parentless before nested, then the earliest and longest. */
  private agent: AgentStep | null = null;
  /** The piece of work that ended last. */
  private work: WorkStep | null = null;
  private interruptUs = -1;
  private questionUs = -1;
  /** A later prompt of the same session began. */
  promptFollowed = false;
  /** Something in it is the work of an agent: a trace of, say, web requests alone is no turn. */
  hasAgentWork = false;

  /** `identity` is whom the step speaks of. */
  see(step: Step, identity: Identity): void {
    if (AGENT_WORK.has(step.kind)) this.hasAgentWork = true;
    const isParentless = step.source === 'span' && step.parentSpanId === undefined;
    if (isParentless && isLaterEnd(step, this.root)) this.root = milestoneOf(step, isParentless);
    if (step.kind === 'agent' && standsBefore(step, isParentless, this.agent)) {
      this.agent = agentStepOf(step, isParentless, identity);
    }
    if (isWork(step) && isLaterEnd(step, this.work)) this.work = workOf(step, isParentless);
    if (step.interrupt === true || step.decision === 'abort') {
      this.interruptUs = Math.max(this.interruptUs, step.endUs);
    }
    if (step.clarification === true || step.decision === 'ask') {
      this.questionUs = Math.max(this.questionUs, step.endUs);
    }
  }

  get rootAgent(): Identity | null {
    return this.agent?.identity ?? null;
  }

  certainty(startUs: number, endUs: number): EndCertainty {
    if (this.root !== null || this.promptFollowed) return 'hard';
    if (this.interruptUs >= endUs) return 'hard';
    if (this.agentCovers(startUs, endUs)) return 'soft';
    const { work } = this;
    return work?.isLog && work.isNaturalStop && work.endUs >= endUs && this.isAnswer() ? 'soft' : 'none';
  }

  verdict(startUs: number, endUs: number, closedBy: ClosedBy): Verdict {
    const workUs = this.work?.endUs ?? -1;
    if (this.interruptUs >= 0 && this.interruptUs >= workUs) return verdict('interrupted', 'interrupt');
    if (this.root?.ok === false) return verdict('failed', 'root-failed');
    if (this.questionUs >= 0 && this.questionUs >= workUs) return verdict('asked', 'clarification');
    if (this.root) return verdict('finished', 'root-ended');
    if (this.agentCovers(startUs, endUs)) {
      return this.agent?.ok ? verdict('finished', 'agent-ended') : verdict('failed', 'agent-failed');
    }
    if (this.work && (!this.work.ok || this.work.kind === 'error'))
      return verdict('failed', 'last-step-failed');
    if (closedBy === 'age-cap') return verdict('abandoned', 'age-cap');
    if (this.isAnswer()) return verdict('finished', 'answered');
    return verdict('abandoned', this.promptFollowed ? 'next-prompt' : 'gap');
  }

  /** The last work is a model's answer. Log records name no finish reason as a rule; a span without one says nothing. */
  private isAnswer(): boolean {
    const { work } = this;
    return work !== null && work.kind === 'llm' && work.ok && (work.isNaturalStop ?? work.isLog);
  }

  /** An agent span around everything seen, whose parent lives in a system that sends nothing here. */
  private agentCovers(startUs: number, endUs: number): boolean {
    return this.agent !== null && this.agent.startUs <= startUs && this.agent.endUs >= endUs;
  }
}

const AGENT_WORK: ReadonlySet<Step['kind']> = new Set(['agent', 'prompt', 'llm', 'tool', 'retrieval']);
const NATURAL_STOPS = new Set(['stop', 'end_turn', 'stop_sequence', 'completed', 'complete', 'finished']);

function isWork({ kind }: Step): boolean {
  return (
    kind === 'llm' || kind === 'tool' || kind === 'retrieval' || kind === 'embedding' || kind === 'error'
  );
}

function workOf(step: Step, isParentless: boolean): WorkStep {
  const reason = step.finishReason?.toLowerCase();
  const isNaturalStop = reason === undefined ? null : NATURAL_STOPS.has(reason);
  const { kind, startUs, endUs, ok, spanId = '' } = step;
  return { kind, startUs, endUs, ok, isParentless, spanId, isLog: step.source === 'log', isNaturalStop };
}

function agentStepOf(step: Step, isParentless: boolean, identity: Identity): AgentStep {
  const { kind, startUs, endUs, ok, spanId = '' } = step;
  return { kind, startUs, endUs, ok, isParentless, spanId, identity };
}

function milestoneOf(step: Step, isParentless: boolean): Milestone {
  const { kind, startUs, endUs, ok, spanId = '' } = step;
  return { kind, startUs, endUs, ok, isParentless, spanId };
}

/** Later end; among equals the later start, then what failed, then kind and span id, so that one always wins. */
function isLaterEnd(step: Step, than: Milestone | null): boolean {
  if (than === null) return true;
  if (step.endUs !== than.endUs) return step.endUs > than.endUs;
  if (step.startUs !== than.startUs) return step.startUs > than.startUs;
  if (step.ok !== than.ok) return !step.ok;
  if (step.kind !== than.kind) return step.kind > than.kind;
  return (step.spanId ?? '') > than.spanId;
}

function standsBefore(step: Step, isParentless: boolean, than: AgentStep | null): boolean {
  if (than === null) return true;
  if (isParentless !== than.isParentless) return isParentless;
  if (step.startUs !== than.startUs) return step.startUs < than.startUs;
  if (step.endUs !== than.endUs) return step.endUs > than.endUs;
  return (step.spanId ?? '') < than.spanId;
}

function verdict(outcome: TurnOutcome, outcomeEvidence: string): Verdict {
  return { outcome, outcomeEvidence };
}
