import { StoreUnavailableError } from '@tacet/runtime';
import { createClickHouseClient, QUERY_SETTINGS } from './clickhouse-client';
import type { ClickHouseConfig } from './clickhouse-config';
import { storeError } from './store-error';

export interface Reader {
  /**
   * Rows of a SELECT. Values reach the statement only as bound parameters, `{name:Type}` in the text and their
   * value in `params`; never build `sql` from input. Rejects with StoreUnavailableError, whose message is the
   * error's class.
   */
  query<Row>(sql: string, params?: Readonly<Record<string, unknown>>): Promise<Row[]>;
  close(): Promise<void>;
}

/** Seconds after which the server gives up on a query. */
const EXECUTION_TIME_MAX_S = 20;

/** Reads tables and views with the `reader` user. */
export function createReader(config: ClickHouseConfig): Reader {
  const client = createClickHouseClient(config);
  return {
    async query<Row>(sql: string, params: Readonly<Record<string, unknown>> = {}): Promise<Row[]> {
      try {
        const result = await client.query({
          query: sql,
          query_params: { ...params },
          format: 'JSONEachRow',
          clickhouse_settings: { ...QUERY_SETTINGS, max_execution_time: EXECUTION_TIME_MAX_S },
        });
        return await result.json<Row>();
      } catch (error) {
        throw new StoreUnavailableError(storeError(error).message);
      }
    },
    async close(): Promise<void> {
      await client.close();
    },
  };
}
