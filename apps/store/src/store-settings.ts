/** Knobs of the store's fold. Every limit is per process, over all partitions. */
export interface StoreSettings {
  /** Rows of one table that make an insert due at once. */
  flushRowsMax: number;
  /** Age of the oldest waiting row that makes an insert due. */
  flushAgeMaxMs: number;
  /**
   * Message bytes waiting for an acknowledgement above which reading pauses. As rows in memory they take two (steps)
   * to four times as much.
   */
  pendingBytesHigh: number;
  /** Message bytes at or below which reading goes on. */
  pendingBytesLow: number;
  /** First wait after a failed insert; it doubles with every further failure. */
  backOffMinMs: number;
  backOffMaxMs: number;
}

export const DEFAULT_STORE_SETTINGS: StoreSettings = {
  flushRowsMax: 20_000,
  flushAgeMaxMs: 1_000,
  pendingBytesHigh: 32 * 1024 * 1024,
  pendingBytesLow: 8 * 1024 * 1024,
  backOffMinMs: 500,
  backOffMaxMs: 10_000,
};
