import type { RowLine, StoreRow, TableRow } from '@tacet/runtime';

/** The row as a line of JSONCompactEachRow: its values in the order of `columns`; what it does not have is null. */
export function lineOf(row: StoreRow, columns: readonly string[]): RowLine {
  return typeof row === 'string' ? row : wellFormedJson(valuesOf(row, columns));
}

/** What `lineOf` wrote, by column. */
export function rowOf(row: StoreRow, columns: readonly string[]): TableRow {
  if (typeof row !== 'string') return row;
  const values = JSON.parse(row) as unknown[];
  return Object.fromEntries(columns.map((column, i) => [column, values[i]]));
}

function valuesOf(row: TableRow, columns: readonly string[]): unknown[] {
  const values = new Array<unknown>(columns.length);
  for (let i = 0; i < columns.length; i++) values[i] = row[columns[i]!] ?? null;
  return values;
}

/**
 * JSON that the server can read: half a surrogate pair becomes U+FFFD. JSON.stringify escapes a surrogate only
 * when it stands alone, and the server refuses that escape and with it the whole batch.
 */
export function wellFormedJson(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('\\ud') ? JSON.stringify(value, (_, item: unknown) => wellFormed(item)) : text;
}

function wellFormed(item: unknown): unknown {
  return typeof item === 'string' ? item.replace(/[\ud800-\udfff]/gu, '\ufffd') : item;
}
