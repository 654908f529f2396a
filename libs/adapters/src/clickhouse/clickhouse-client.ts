import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseConfig } from './clickhouse-config';
import { wellFormedJson } from './row-values';

export type Client = ReturnType<typeof createClient>;

/**
 * Sent with every insert, although some are defaults somewhere: defaults differ between versions and profiles, and
 * an embedded engine keeps what an earlier request set.
 */
export const INSERT_SETTINGS = {
  async_insert: 0,
  wait_for_async_insert: 1,
  insert_deduplicate: 0,
  insert_deduplication_token: '',
  input_format_null_as_default: 1,
  input_format_skip_unknown_fields: 0,
  input_format_allow_errors_num: '0',
  input_format_allow_errors_ratio: 0,
  date_time_input_format: 'basic',
  // A producer with wild clocks must not turn a good batch into an error that never goes away.
  throw_on_max_partitions_per_insert_block: 0,
} as const;

/** Sent with every query: 64-bit numbers come back as numbers, which is exact up to 2^53. */
export const QUERY_SETTINGS = {
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 1,
} as const;

/** A client without retries: whoever owns the offsets owns the back-off. */
export function createClickHouseClient(config: ClickHouseConfig): Client {
  return createClient({
    url: config.url,
    username: config.username,
    password: config.password,
    database: config.database,
    application: 'tacet',
    request_timeout: config.requestTimeoutMs ?? 30_000,
    max_open_connections: config.connectionsMax ?? 10,
    compression: { request: config.compressRequests ?? false, response: false },
    // Rows of the compact format arrive as lines that are written already.
    json: {
      stringify: (row: unknown) => (typeof row === 'string' ? row : wellFormedJson(row)),
      parse: JSON.parse,
    },
    // The client's own log lines quote what the server quotes: values of rows. Errors reach the caller as classes.
    log: { level: ClickHouseLogLevel.OFF },
    keep_alive: { enabled: true, idle_socket_ttl: config.idleSocketMs ?? 2_000 },
  });
}
