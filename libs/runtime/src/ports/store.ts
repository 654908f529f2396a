/** A row as it goes to one table: plain JSON values under the table's column names. */
export type TableRow = Record<string, unknown>;

/** A row that stands ready to be sent: a JSON array of the table's values in the order of its columns. */
export type RowLine = string;

export type StoreRow = TableRow | RowLine;

/** The analytic store (ClickHouse) as the store app sees it. */
export interface RowStore {
  /**
   * Inserts and resolves when acknowledged. Repeating the same rows must change nothing that a reader of the
   * table's final rows sees. Rejects with StoreUnavailableError when trying again later may help, and with
   * RowRejectedError when the rows themselves are at fault.
   */
  insert(table: string, rows: readonly StoreRow[]): Promise<void>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

export class RowRejectedError extends Error {
  override readonly name = 'RowRejectedError';
}

/** State that outlives a short replay, one row per key; the highest guard wins whoever writes. */
export interface StateSnapshot {
  /** Which fold: `series` or `rules`. */
  fold: string;
  /** Partition of the fold's input topic. */
  partition: number;
  key: string;
  /** Strictly increasing per key: the last window or position applied. */
  guard: number;
  /** JSON text. */
  state: string;
}

export interface SnapshotStore {
  load(fold: string, partition: number): Promise<StateSnapshot[]>;
  /** Resolves when acknowledged. Rejects with StoreUnavailableError when the store is away. */
  save(snapshots: readonly StateSnapshot[]): Promise<void>;
}
