import { randomUUID } from 'node:crypto';
import { createClickHouseClient } from './clickhouse-client';
import { createTableReader } from './table-reader';

const config = {
  url: process.env['TACET_CLICKHOUSE_URL'] ?? 'http://localhost:8123',
  username: process.env['TACET_CLICKHOUSE_USER'] ?? 'default',
  password: process.env['TACET_CLICKHOUSE_PASSWORD'] ?? '',
  database: 'default',
};

describe('reading whole tables', () => {
  const reader = createTableReader(config, { executionTimeMaxS: 1, resultRowsMax: 100 });
  afterAll(() => reader.close());

  it('keeps the order of columns and gives times as ISO text in UTC', async () => {
    const sql =
      "SELECT toDateTime(60, 'UTC') AS time, NULL AS nothing, {who:String} AS who, 9007199254740991 AS n";
    expect(await reader.query(sql, { who: "o'hara\\" })).toMatchObject({
      columns: [
        { name: 'time', type: "DateTime('UTC')" },
        { name: 'nothing' },
        { name: 'who' },
        { name: 'n' },
      ],
      rows: [['1970-01-01T00:01:00Z', null, "o'hara\\", 9007199254740991]],
    });
  });

  describe('of which one is there', () => {
    const table = `kept_${randomUUID().slice(0, 8)}`;
    const writer = createClickHouseClient(config);
    beforeAll(() =>
      writer.command({ query: `CREATE TABLE ${table} (n UInt8) ENGINE = MergeTree ORDER BY n` }),
    );
    afterAll(async () => {
      await writer.command({ query: `DROP TABLE ${table}` });
      await writer.close();
    });

    it.each([
      `CREATE TABLE ${table}_2 (n UInt8) ENGINE = Memory`,
      `DROP TABLE ${table}`,
      `TRUNCATE TABLE ${table}`,
      `ALTER TABLE ${table} ADD COLUMN m UInt8`,
    ])('refuses %s', async (sql) => {
      await expect(reader.query(sql)).rejects.toThrow('READONLY (164)');
    });
  });

  it('refuses an answer of too many rows rather than cutting it', async () => {
    await expect(reader.query('SELECT number FROM numbers(70000)')).rejects.toThrow('TOO_MANY_ROWS');
  });

  it('gives up on a query that takes too long', async () => {
    await expect(
      reader.query('SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_block_size = 1'),
    ).rejects.toThrow('TIMEOUT_EXCEEDED');
  });
});
