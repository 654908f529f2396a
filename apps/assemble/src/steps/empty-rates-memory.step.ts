import { EmptyRates, type EmptyRatesSnapshot } from '@tacet/core/detectors/rules';
import { windowStartOf } from '@tacet/core/event-time';
import { StoreUnavailableError, type SnapshotStore, type StateSnapshot } from '@tacet/runtime';

export const EMPTY_RATES_FOLD = 'empty-rates';

/**
 * Snapshots kept: one per sealed minute, so that the one of the committed D is there whoever wrote meanwhile: a
 * restart may go back, or a zombie be ahead, by so many minutes.
 */
const SLOTS = 64;
const MINUTE_MS = 60_000;

/**
 * How often tools come back empty, remembered over restarts. A commit carries D; the memory restored beside it is
 * the one that was settled under the same D, so that a replay judges every turn as the first run did.
 */
export class EmptyRatesMemory {
  readonly rates: EmptyRates;
  private savedThroughMs = -Infinity;

  constructor(
    private readonly store: SnapshotStore,
    private readonly partition: number,
    saved: readonly StateSnapshot[],
    sealedUpToMs: number,
  ) {
    const fitting = saved
      .filter(({ guard }) => guard <= windowStartOf(sealedUpToMs, MINUTE_MS))
      .sort((a, b) => b.guard - a.guard)[0];
    this.rates = fitting
      ? EmptyRates.restore(JSON.parse(fitting.state) as EmptyRatesSnapshot)
      : new EmptyRates();
    this.rates.settle(sealedUpToMs);
  }

  /** True when everything settled so far is written; false when the store is away. */
  async save(): Promise<boolean> {
    const snapshot = this.rates.snapshot();
    if (snapshot.throughMs <= this.savedThroughMs || snapshot.throughMs < 0) return true;
    const slot = (snapshot.throughMs / MINUTE_MS) % SLOTS;
    try {
      await this.store.save([
        {
          fold: EMPTY_RATES_FOLD,
          partition: this.partition,
          key: `slot-${slot}`,
          guard: snapshot.throughMs,
          state: JSON.stringify(snapshot),
        },
      ]);
    } catch (error) {
      if (error instanceof StoreUnavailableError) return false;
      throw error;
    }
    this.savedThroughMs = snapshot.throughMs;
    return true;
  }
}
