import type { TableRow } from '@tacet/runtime';

/** Rows in JSONCompactEachRow, values in the order of `columns`; what a row does not have is null. */
export function rowsAsJson(rows: readonly TableRow[], columns: readonly string[]): string {
  const text = stringifyRows(rows, columns);
  // JSON.stringify escapes a surrogate only when it stands alone, and the server refuses that escape.
  return /\\ud[89a-f]/.test(text) ? stringifyRows(rows.map(repaired), columns) : text;
}

function stringifyRows(rows: readonly TableRow[], columns: readonly string[]): string {
  let text = '';
  const values = new Array<unknown>(columns.length);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) values[i] = row[columns[i]!] ?? null;
    text += `${JSON.stringify(values)}\n`;
  }
  return text;
}

function repaired(row: TableRow): TableRow {
  return JSON.parse(JSON.stringify(row, (_, value: unknown) => wellFormed(value))) as TableRow;
}

function wellFormed(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[\ud800-\udfff]/gu, '\ufffd') : value;
}
