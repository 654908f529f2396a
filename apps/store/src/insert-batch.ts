import { RowRejectedError, StoreUnavailableError, type RowStore, type StoreRow } from '@tacet/runtime';

/** So many rejected rows without one accepted: the table and this build disagree, and skipping would lose all. */
const REJECTED_FROM_THE_START_MAX = 64;

/**
 * Inserts rows; when the store blames them, halves the batch until the bad rows stand alone. Resolves with the
 * error class of every row that was left out; the others are acknowledged. Rejects with StoreUnavailableError
 * when the rows have to be sent again, which is safe for those that had arrived.
 */
export async function insertBatch(
  store: RowStore,
  table: string,
  rows: readonly StoreRow[],
): Promise<string[]> {
  const rejected: string[] = [];
  const segments: (readonly StoreRow[])[] = [rows];
  let accepted = 0;
  for (let segment = segments.pop(); segment; segment = segments.pop()) {
    const errorClass = await insertSegment(store, table, segment);
    if (errorClass === null) {
      accepted += segment.length;
    } else if (segment.length > 1) {
      const middle = segment.length >> 1;
      segments.push(segment.slice(middle), segment.slice(0, middle));
    } else {
      rejected.push(errorClass);
      if (accepted === 0 && rejected.length >= REJECTED_FROM_THE_START_MAX) {
        throw new StoreUnavailableError(`table and rows disagree: ${errorClass}`);
      }
    }
  }
  return rejected;
}

/** Null when acknowledged, else the class under which the rows were refused. */
async function insertSegment(
  store: RowStore,
  table: string,
  rows: readonly StoreRow[],
): Promise<string | null> {
  try {
    await store.insert(table, rows);
    return null;
  } catch (error) {
    if (error instanceof RowRejectedError) return error.message;
    throw error;
  }
}
