import type { StoreRow, TableRow } from '@tacet/runtime';

/** What one message becomes: rows of one table, or the reason why it cannot, as a closed word to count. */
export type MessageRows<Row extends StoreRow = TableRow> =
  { ok: true; rows: Row[] } | { ok: false; reason: string };

/**
 * Pure: the same message gives the same rows, so that reading it again writes what is there already.
 * `logTimeMs` is the record's own time in the log: it orders repeats of user-written events.
 */
export type ToRows<Row extends StoreRow = TableRow> = (value: string, logTimeMs: number) => MessageRows<Row>;
