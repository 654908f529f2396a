import type { AnomalyTransition } from '@tacet/core/anomalies';
import type { LogProducer, OpenPartition, SnapshotStore, TopicPartition } from '@tacet/runtime';
import type { DetectSettings } from './detect.config';
import { RulePartition, RULES_FOLD } from './rule-partition';
import { SERIES_FOLD, SeriesPartition } from './series-partition';

export interface DetectDeps {
  settings: DetectSettings;
  producer: LogProducer;
  anomalyPartitions: number;
  snapshots: SnapshotStore;
  observe: DetectObserver;
}

export interface DetectObserver {
  anomalies(transitions: readonly AnomalyTransition[]): void;
  series(held: number, latePartials: number): void;
  dataGap(tp: TopicPartition, expected: number, found: number): void;
}

/**
 * detect: two inputs, one kind of output.
 *
 *   partials.v1 ─► SeriesPartition ─┐
 *                                   ├─► anomalies.v1
 *   findings.v1 ─► RulePartition  ──┘
 *
 * Long memory (baselines, open incidents) is loaded from the snapshot store before the first record and
 * guarded by the last input each state applied, so reading on from an older offset applies nothing twice.
 */
export function createDetectTask(shared: Omit<DetectDeps, 'anomalyPartitions'>): OpenPartition {
  const { topics } = shared.settings;
  return async function openDetectPartition(tp, start) {
    const { committed, lowOffset } = start;
    if (committed && committed.offset < lowOffset) shared.observe.dataGap(tp, committed.offset, lowOffset);
    const deps = { ...shared, anomalyPartitions: await shared.producer.partitionsOf(topics.anomalies) };
    if (tp.topic === topics.findings) {
      return new RulePartition(tp, start, await deps.snapshots.load(RULES_FOLD, tp.partition), deps);
    }
    return new SeriesPartition(tp, start, await deps.snapshots.load(SERIES_FOLD, tp.partition), deps);
  };
}
