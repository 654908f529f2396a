import { decide } from '../decide';
import { evolve } from '../evolve';
import { heal } from '../heal';
import type { HealingEvent } from '../healing-event';
import type { HealingInput, ObservedAnomaly } from '../healing-input';
import { DEFAULT_HEALING_POLICY, type HealingPolicy } from '../healing-policy';
import { healthyAgent, type AgentHealing } from '../healing-state';

export const MINUTE_MS = 60_000;
export const START_MS = Date.UTC(2026, 10, 1, 10);

export const buyer = healthyAgent({ tenant: 'acme', env: 'prod', service: 'shop', agent: 'buyer' });

export const policy: HealingPolicy = { ...DEFAULT_HEALING_POLICY, allowedActions: ['stop-loop', 'ask-human'] };

/** An anomaly event at `minute`; a loop of logic class unless said otherwise. */
export function anomalyAt(minute: number, parts: Partial<ObservedAnomaly> = {}): HealingInput {
  const anomaly: ObservedAnomaly = {
    id: 'a1',
    revision: 1,
    status: 'opened',
    failure: 'loop',
    class: 'logic',
    severity: 'warning',
    agentVersion: '41',
    model: 'small-2',
    tool: 'search',
    onsetMs: START_MS,
    suspectedChange: null,
    computable: true,
    ...parts,
  };
  return { kind: 'anomaly', atMs: START_MS + minute * MINUTE_MS, anomaly };
}

export function timeAt(minute: number): HealingInput {
  return { kind: 'time', atMs: START_MS + minute * MINUTE_MS };
}

/** Given a history of inputs, when one more comes, then: the events it causes, in short. */
export function given(...history: HealingInput[]) {
  const agent = fold(history).agent;
  return {
    agent,
    when(input: HealingInput, rules: HealingPolicy = policy) {
      const healed = heal(agent, input, rules);
      return { events: healed.events, agent: healed.agent, short: healed.events.map(short) };
    },
  };
}

export function fold(inputs: readonly HealingInput[], rules: HealingPolicy = policy, from: AgentHealing = buyer) {
  const events: HealingEvent[] = [];
  let agent = from;
  for (const input of inputs) {
    const healed = heal(agent, input, rules);
    agent = healed.agent;
    events.push(...healed.events);
  }
  return { agent, events };
}

/** `minute kind detail`, e.g. `0 command-issued stop-loop 1`. */
export function short(event: HealingEvent): string {
  const minute = (event.atMs - START_MS) / MINUTE_MS;
  if (event.kind === 'command-issued') {
    const { action, attempt, escalation } = event.command;
    return `${minute} ${event.kind} ${action} ${attempt}${escalation ? ' escalation' : ''}`;
  }
  if (event.kind === 'command-ended') return `${minute} ${event.kind} ${event.command.status}`;
  return `${minute} ${event.kind}`;
}

/** One decision without what follows from it. */
export function decideOnly(agent: AgentHealing, input: HealingInput): { events: HealingEvent[]; agent: AgentHealing } {
  const events = decide(agent, input, policy);
  return { events, agent: events.reduce(evolve, agent) };
}
