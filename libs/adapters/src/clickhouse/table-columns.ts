import { EVENT_COLUMNS } from './event-columns';
import { TELEMETRY_COLUMNS } from './telemetry-columns';

/**
 * What a column holds: JSON text, number or flag. `us`, `ms` and `s` are times as integers of that unit since the
 * epoch. A trailing `?` means that null is stored as null; elsewhere null and absence are stored as the default.
 */
export type ColumnKind =
  | 'text'
  | 'uint'
  | 'uint?'
  | 'int'
  | 'int?'
  | 'float?'
  | 'flag'
  | 'flag?'
  | 'us'
  | 'ms'
  | 'ms?'
  | 's'
  | 'texts'
  | 'uints'
  | 'ints-by-name'
  | 'floats-by-name';

export interface TableColumns {
  /** Sorting key: rows that agree on it replace each other. Column names, or one function over a column. */
  key: readonly string[];
  /** The highest version stands; without one, or among equals, the row inserted last. */
  version: string | null;
  columns: Readonly<Record<string, ColumnKind>>;
}

/** The tables as the store writes them. A test holds this against clickhouse/migrations. */
export const TABLE_COLUMNS = { ...TELEMETRY_COLUMNS, ...EVENT_COLUMNS } as const;

export type TableName = keyof typeof TABLE_COLUMNS;

/** Throws on a name that is not a table of ours: names reach SQL text only through here. */
export function columnsOf(table: string): TableColumns {
  if (!Object.hasOwn(TABLE_COLUMNS, table)) throw new Error(`not a table: ${table}`);
  return TABLE_COLUMNS[table as TableName];
}
