import { offsetOf, positionOf, RECORDS_PER_MESSAGE_MAX } from '@tacet/contracts';
import { healthyAgent, type AgentHealing } from '@tacet/core/healing';
import type { StateSnapshot } from '@tacet/runtime';

/** Name of heal's fold in the snapshot store. */
export const HEAL_FOLD = 'incidents';

type AgentKey = Pick<AgentHealing, 'tenant' | 'env' | 'service' | 'agent'>;

interface Held {
  key: string;
  agent: AgentHealing;
  /** Position of the last change: the record's offset, and changes by time alone counted after it. */
  guard: number;
}

/**
 * The agents of one partition with what was last applied to each, and which of them the snapshot store has not
 * acknowledged yet. Bounded: a quiet agent makes room for a new one.
 */
export class HeldAgents {
  private readonly held = new Map<string, Held>();
  private readonly unsaved = new Map<string, StateSnapshot>();

  constructor(
    private readonly partition: number,
    private readonly agentsMax: number,
    snapshots: readonly StateSnapshot[],
  ) {
    for (const { key, guard, state } of snapshots) {
      const agent = JSON.parse(state) as AgentHealing;
      this.held.set(key, { key, agent, guard });
    }
  }

  get size(): number {
    return this.held.size;
  }

  /** The agent as of before `offset`; null when this offset was applied to it, or when there is no room. */
  before(offset: number, of: AgentKey): AgentHealing | 'applied' | 'no-room' {
    const held = this.held.get(keyOf(of));
    if (held) return offsetOf(held.guard) >= offset ? 'applied' : held.agent;
    return this.held.size < this.agentsMax || this.letGoQuiet() ? healthyAgent(of) : 'no-room';
  }

  /** Agents that time alone may change. */
  busy(): AgentHealing[] {
    return [...this.held.values()]
      .filter(({ agent }) => agent.incidents.length > 0)
      .map(({ agent }) => agent);
  }

  /** Takes what the record at `offset` made of an agent. */
  applyRecord(offset: number, agent: AgentHealing): void {
    this.put(agent, positionOf(offset, 0));
  }

  /** Takes what time alone made of an agent. */
  applyTime(agent: AgentHealing): void {
    const guard = this.held.get(keyOf(agent))?.guard ?? 0;
    const isLast = guard % RECORDS_PER_MESSAGE_MAX === RECORDS_PER_MESSAGE_MAX - 1;
    this.put(agent, isLast ? guard : guard + 1);
  }

  /** Snapshots that the store has not acknowledged, the newest of each agent. */
  toSave(): StateSnapshot[] {
    return [...this.unsaved.values()];
  }

  acknowledge(saved: readonly StateSnapshot[]): void {
    for (const snapshot of saved) {
      if (this.unsaved.get(snapshot.key) === snapshot) this.unsaved.delete(snapshot.key);
    }
  }

  private put(agent: AgentHealing, guard: number): void {
    const key = keyOf(agent);
    this.held.delete(key);
    this.held.set(key, { key, agent, guard });
    const state = JSON.stringify(agent);
    this.unsaved.set(key, { fold: HEAL_FOLD, partition: this.partition, key, guard, state });
  }

  /** Lets go of the agent that has been without incidents for longest; false when every agent has one. */
  private letGoQuiet(): boolean {
    for (const { key, agent } of this.held.values()) {
      if (agent.incidents.length > 0 || this.unsaved.has(key)) continue;
      this.held.delete(key);
      return true;
    }
    return false;
  }
}

function keyOf({ tenant, env, service, agent }: AgentKey): string {
  return [tenant, env, service, agent].join('\u001f');
}
