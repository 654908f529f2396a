import { StoreUnavailableError, type SnapshotStore, type StateSnapshot } from '@tacet/runtime';

/**
 * Which keys changed since they were last written, and the writing. A snapshot row holds the state after
 * everything up to its guard; the store keeps the highest guard, whoever writes it.
 */
export class DirtyStates {
  private readonly dirty = new Set<string>();

  constructor(
    private readonly store: SnapshotStore,
    private readonly fold: string,
    private readonly partition: number,
  ) {}

  mark(key: string): void {
    this.dirty.add(key);
  }

  /** True when everything is written; false when the store is away and everything stays to be written. */
  async write(snapshotOf: (key: string) => { guard: number; state: string } | null): Promise<boolean> {
    const keys = [...this.dirty];
    const rows: StateSnapshot[] = [];
    for (const key of keys) {
      const snapshot = snapshotOf(key);
      if (snapshot) rows.push({ fold: this.fold, partition: this.partition, key, ...snapshot });
    }
    try {
      if (rows.length > 0) await this.store.save(rows);
    } catch (error) {
      if (error instanceof StoreUnavailableError) return false;
      throw error;
    }
    for (const key of keys) this.dirty.delete(key);
    return true;
  }
}
