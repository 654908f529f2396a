import {
  RowRejectedError,
  StoreUnavailableError,
  type RowStore,
  type StoreRow,
  type TableRow,
} from '@tacet/runtime';
import { accepts, defaultOf } from './column-defaults';
import { rowOf } from './row-values';
import { columnsOf, type TableColumns } from './table-columns';

/** What happens to one insert: refused, or applied with the answer lost on the way back. */
export type InsertFault = 'unavailable' | 'ack-lost';

export interface MemoryRowStore extends RowStore {
  /** Rows as a reader sees them with FINAL, every column filled, in no particular order. */
  finalRows(table: string): TableRow[];
  /** Tables and sizes of the inserts that were tried, in order. */
  readonly inserts: readonly { table: string; rows: number }[];
  /** Asked before every insert; null lets it pass. */
  setFault(fault: (table: string, rows: readonly StoreRow[]) => InsertFault | null): void;
}

/** The row store's twin: replaces by key and version as the tables do, and refuses what they refuse. */
export function createMemoryRowStore(): MemoryRowStore {
  const tables = new Map<string, Map<string, TableRow>>();
  const inserts: { table: string; rows: number }[] = [];
  let faultOf: (table: string, rows: readonly StoreRow[]) => InsertFault | null = () => null;
  return {
    inserts,
    setFault(fault) {
      faultOf = fault;
    },
    async insert(table: string, rows: readonly StoreRow[]): Promise<void> {
      const definition = columnsOf(table);
      inserts.push({ table, rows: rows.length });
      const fault = faultOf(table, rows);
      if (fault === 'unavailable') throw new StoreUnavailableError('NETWORK_ERROR (210)');
      const read = rows.map((row) => rowOf(row, Object.keys(definition.columns)));
      for (const row of read) check(row, definition);
      const stored = tables.get(table) ?? new Map<string, TableRow>();
      tables.set(table, stored);
      for (const row of read) replace(stored, filled(row, definition), definition);
      if (fault === 'ack-lost') throw new StoreUnavailableError('SOCKET_TIMEOUT (209)');
    },
    finalRows(table: string): TableRow[] {
      columnsOf(table);
      return [...(tables.get(table)?.values() ?? [])];
    },
    async ping(): Promise<boolean> {
      return true;
    },
    async close(): Promise<void> {},
  };
}

function check(row: TableRow, { columns }: TableColumns): void {
  for (const [name, kind] of Object.entries(columns)) {
    if (!accepts(kind, row[name])) throw new RowRejectedError('CANNOT_PARSE_INPUT_ASSERTION_FAILED (27)');
  }
}

function filled(row: TableRow, { columns }: TableColumns): TableRow {
  const full: TableRow = {};
  for (const [name, kind] of Object.entries(columns)) full[name] = row[name] ?? defaultOf(kind);
  return full;
}

function replace(stored: Map<string, TableRow>, row: TableRow, { key, version }: TableColumns): void {
  const identity = key.map((part) => keyPart(part, row)).join('\u001f');
  const present = stored.get(identity);
  const older = present && version !== null && Number(row[version]) < Number(present[version]);
  if (!older) stored.set(identity, row);
}

const US_PER_HOUR = 3_600_000_000;

function keyPart(part: string, row: TableRow): string {
  if (part === 'toStartOfHour(started_at)')
    return String(Math.floor(Number(row['started_at']) / US_PER_HOUR));
  return String(row[part]);
}
