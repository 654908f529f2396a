import { offsetOf } from '@tacet/contracts';
import type { HealingPolicy } from '@tacet/core/healing';
import type { LogProducer, OpenPartition, SnapshotStore } from '@tacet/runtime';
import { HealPartition, type HealObserver } from './heal.pipeline';
import { DEFAULT_AGENTS_MAX, DEFAULT_TICK_LAG_MS, type HealSettings } from './heal-settings';
import { HEAL_FOLD, HeldAgents } from './steps/held-agents.step';

export interface HealTaskDeps {
  producer: LogProducer;
  snapshots: SnapshotStore;
  topics: HealSettings['topics'];
  policy: HealingPolicy;
  observe: HealObserver;
  tickLagMs?: number;
  agentsMax?: number;
}

/**
 * Opens partitions of the anomalies topic. Each loads its agents' snapshots first; rejects when the snapshot
 * store is away, because without them commands would be given a second time under new circumstances.
 */
export function createHealTask(deps: HealTaskDeps): OpenPartition {
  const { producer, snapshots, topics, policy, observe } = deps;
  const settings: HealSettings = {
    topics,
    policy,
    tickLagMs: deps.tickLagMs ?? DEFAULT_TICK_LAG_MS,
    agentsMax: deps.agentsMax ?? DEFAULT_AGENTS_MAX,
  };
  return async function openHealPartition({ topic, partition }, start) {
    if (topic !== topics.anomalies) throw new Error(`heal does not read ${topic}`);
    const committed = start.committed?.offset ?? start.lowOffset;
    if (committed < start.lowOffset) observe.dataGap(committed, start.lowOffset);
    const loaded = await snapshots.load(HEAL_FOLD, partition);
    const aheadOffset = Math.max(-1, ...loaded.map(({ guard }) => offsetOf(guard)));
    if (aheadOffset >= start.highOffset) {
      throw new Error(
        `heal's snapshots have applied ${topic}/${partition} up to offset ${aheadOffset}, but the log ends at ` +
          `${start.highOffset}: the topic was made anew. Remove the fold '${HEAL_FOLD}' from state_snapshots.`,
      );
    }
    const agents = new HeldAgents(partition, settings.agentsMax, loaded);
    const startOffset = Math.max(committed, start.lowOffset);
    return new HealPartition(startOffset, start.highOffset, agents, {
      settings,
      producer,
      snapshots,
      observe,
    });
  };
}
