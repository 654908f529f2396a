import { StoreUnavailableError } from '@tacet/runtime';
import { createClickHouseClient, QUERY_SETTINGS } from './clickhouse-client';
import type { ClickHouseConfig } from './clickhouse-config';
import { storeError } from './store-error';

/** Columns in the order of the SELECT, and rows in the same order. Times are ISO text in UTC. */
export interface Table {
  columns: { name: string; type: string }[];
  rows: unknown[][];
}

export interface TableReader {
  /**
   * Answer of a SELECT. Values reach the statement only as bound parameters. Rejects with StoreUnavailableError, whose
   * message is the error's class; an answer above the row limit is an error, never a shorter answer.
   */
  query(sql: string, params?: Readonly<Record<string, string>>): Promise<Table>;
  close(): Promise<void>;
}

export interface ReadLimits {
  executionTimeMaxS: number;
  resultRowsMax: number;
}

/**
 * Reads whole tables for people to look at, under limits of its own and without the right to change anything:
 * readonly = 2 refuses every write and still lets the limits be sent (1 would refuse those).
 */
export function createTableReader(config: ClickHouseConfig, limits: ReadLimits): TableReader {
  const client = createClickHouseClient(config);
  const settings = {
    ...QUERY_SETTINGS,
    readonly: '2',
    max_execution_time: limits.executionTimeMaxS,
    max_result_rows: String(limits.resultRowsMax),
    result_overflow_mode: 'throw',
    date_time_output_format: 'iso',
  } as const;
  return {
    async query(sql, params = {}): Promise<Table> {
      try {
        const result = await client.query({
          query: sql,
          query_params: { ...params },
          format: 'JSONCompact',
          clickhouse_settings: settings,
        });
        const answer: { meta?: Table['columns']; data: unknown[] } = await result.json<unknown>();
        return { columns: answer.meta ?? [], rows: answer.data as unknown[][] };
      } catch (error) {
        throw new StoreUnavailableError(storeError(error).message);
      }
    },
    async close(): Promise<void> {
      await client.close();
    },
  };
}
