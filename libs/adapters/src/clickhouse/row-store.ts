import type { RowStore, StoreRow } from '@tacet/runtime';
import { createClickHouseClient, INSERT_SETTINGS } from './clickhouse-client';
import type { ClickHouseConfig } from './clickhouse-config';
import { lineOf } from './row-values';
import { storeError } from './store-error';
import { columnsOf, TABLE_COLUMNS } from './table-columns';

const COLUMN_NAMES = new Map(
  Object.entries(TABLE_COLUMNS).map(([table, { columns }]) => [table, Object.keys(columns)]),
);

/**
 * Rows into ClickHouse over HTTP, one request per call, acknowledged when the part is on disk. The columns are
 * named in the statement, so that a table that lacks one says so before any row is looked at.
 */
export function createRowStore(config: ClickHouseConfig): RowStore {
  const client = createClickHouseClient(config);
  return {
    async insert(table: string, rows: readonly StoreRow[]): Promise<void> {
      columnsOf(table);
      if (rows.length === 0) return;
      const columns = COLUMN_NAMES.get(table)!;
      try {
        await client.insert({
          table,
          columns: columns as [string, ...string[]],
          values: rows.map((row) => lineOf(row, columns)),
          format: 'JSONCompactEachRow',
          clickhouse_settings: INSERT_SETTINGS,
        });
      } catch (error) {
        throw storeError(error);
      }
    },
    async ping(): Promise<boolean> {
      return (await client.ping()).success;
    },
    async close(): Promise<void> {
      await client.close();
    },
  };
}
