import type { SnapshotStore, StateSnapshot } from '@tacet/runtime';

/** The snapshot store's twin: per fold, partition and key the highest guard stands, among equals the last. */
export function createMemorySnapshotStore(): SnapshotStore {
  const stored = new Map<string, StateSnapshot>();
  return {
    async load(fold: string, partition: number): Promise<StateSnapshot[]> {
      return [...stored.values()]
        .filter((snapshot) => snapshot.fold === fold && snapshot.partition === partition)
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
        .map((snapshot) => ({ ...snapshot }));
    },
    async save(snapshots: readonly StateSnapshot[]): Promise<void> {
      for (const snapshot of snapshots) {
        const identity = [snapshot.fold, snapshot.partition, snapshot.key].join('\u001f');
        const present = stored.get(identity);
        if (!present || snapshot.guard >= present.guard) stored.set(identity, { ...snapshot });
      }
    },
  };
}
