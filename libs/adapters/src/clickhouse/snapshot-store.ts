import { type SnapshotStore, type StateSnapshot, StoreUnavailableError } from '@tacet/runtime';
import { createClickHouseClient, INSERT_SETTINGS, QUERY_SETTINGS } from './clickhouse-client';
import type { ClickHouseConfig } from './clickhouse-config';
import { storeError } from './store-error';

/** Rows of one insert: a snapshot may hold tens of kilobytes, so a request stays in the tens of megabytes. */
const ROWS_PER_INSERT_MAX = 1_000;

const LOAD = `
SELECT fold, partition, key, guard, state
FROM state_snapshots FINAL
WHERE fold = {fold:String} AND partition = {partition:UInt32}
ORDER BY key`;

/** Snapshots in the table state_snapshots; `close` ends its connections. */
export function createSnapshotStore(config: ClickHouseConfig): SnapshotStore & { close(): Promise<void> } {
  const client = createClickHouseClient(config);
  return {
    async load(fold: string, partition: number): Promise<StateSnapshot[]> {
      try {
        const result = await client.query({
          query: LOAD,
          query_params: { fold, partition },
          format: 'JSONEachRow',
          clickhouse_settings: QUERY_SETTINGS,
        });
        return await result.json<StateSnapshot>();
      } catch (error) {
        throw new StoreUnavailableError(storeError(error).message);
      }
    },
    async save(snapshots: readonly StateSnapshot[]): Promise<void> {
      try {
        for (let from = 0; from < snapshots.length; from += ROWS_PER_INSERT_MAX) {
          await client.insert({
            table: 'state_snapshots',
            columns: ['fold', 'partition', 'key', 'guard', 'state'],
            values: snapshots.slice(from, from + ROWS_PER_INSERT_MAX),
            format: 'JSONEachRow',
            clickhouse_settings: INSERT_SETTINGS,
          });
        }
      } catch (error) {
        throw new StoreUnavailableError(storeError(error).message);
      }
    },
    async close(): Promise<void> {
      await client.close();
    },
  };
}
