import type { Table } from '@tacet/adapters/clickhouse';

export type ColumnKind = 'time' | 'number' | 'string';

/** An answer as the page draws it: times are ms since 1970, what is not finite is null. */
export interface TableView {
  columns: { name: string; kind: ColumnKind }[];
  rows: (number | string | null)[][];
}

export function tableView(table: Table): TableView {
  const columns = table.columns.map(({ name, type }) => ({ name, kind: kindOf(type) }));
  const rows = table.rows.map((row) => row.map((value, at) => cell(value, columns[at]!.kind)));
  return { columns, rows };
}

function kindOf(type: string): ColumnKind {
  const inner = type.replace(/^(?:(?:Nullable|LowCardinality)\()+/, '');
  if (/^Date/.test(inner)) return 'time';
  return /^(Float|U?Int|Decimal)/.test(inner) ? 'number' : 'string';
}

function cell(value: unknown, kind: ColumnKind): number | string | null {
  if (value === null || value === undefined) return null;
  if (kind === 'string') return typeof value === 'string' ? value : JSON.stringify(value);
  const number = kind === 'time' && typeof value === 'string' ? Date.parse(value) : Number(value);
  return Number.isFinite(number) ? number : null;
}
