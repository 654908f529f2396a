import type { RecoveryFacts } from '@tacet/contracts';
import { decide, nextDueMs } from './decide';
import { evolve } from './evolve';
import type { HealingEvent } from './healing-event';
import type { HealingInput } from './healing-input';
import type { HealingPolicy } from './healing-policy';
import type { AgentHealing } from './healing-state';

export interface Healed {
  agent: AgentHealing;
  events: HealingEvent[];
}

/**
 * Folds one input into an agent's life. Time that passed before the input acts first, at the moments when it
 * was due, so that what is commanded and when does not depend on how often anybody looked.
 */
export function heal(before: AgentHealing, input: HealingInput, policy: HealingPolicy): Healed {
  const passed = passTime(before, input.atMs, policy);
  if (input.kind === 'time') return passed;
  const moved = apply(
    passed.agent,
    decide(passed.agent, { ...input, atMs: atLeast(passed.agent, input) }, policy),
  );
  const after = passTime(moved.agent, Math.max(moved.agent.nowMs, input.atMs), policy);
  return { agent: after.agent, events: [...passed.events, ...moved.events, ...after.events] };
}

/** The commands that began or ended, in order: what is to be published. */
export function publishedCommands(events: readonly HealingEvent[]): RecoveryFacts[] {
  return events.flatMap((event) =>
    event.kind === 'command-issued' || event.kind === 'command-ended' ? [event.command] : [],
  );
}

function passTime(before: AgentHealing, untilMs: number, policy: HealingPolicy): Healed {
  let agent = before;
  const events: HealingEvent[] = [];
  for (;;) {
    const dueMs = nextDueMs(agent, policy);
    if (dueMs === null || dueMs > untilMs) return { agent, events };
    const step = apply(agent, decide(agent, { kind: 'time', atMs: dueMs }, policy));
    agent = step.agent;
    events.push(...step.events);
  }
}

function apply(before: AgentHealing, events: HealingEvent[]): Healed {
  return { agent: events.reduce(evolve, before), events };
}

/** The log's time never runs back for an agent, even when a producer's clock does. */
function atLeast(agent: AgentHealing, input: HealingInput): number {
  return Math.max(agent.nowMs, input.atMs);
}
