import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TABLES } from '@tacet/contracts';
import { StoreUnavailableError, type TableRow } from '@tacet/runtime';
import { createClickHouseClient } from './clickhouse-client';
import type { ClickHouseConfig } from './clickhouse-config';
import { applyMigrations } from './migrations';
import { createReader } from './reader';
import { rowStoreContract } from './row-store.contract';
import { createRowStore } from './row-store';
import { snapshotStoreContract } from './snapshot-store.contract';
import { createSnapshotStore } from './snapshot-store';

const MIGRATIONS = join(__dirname, '../../../../clickhouse/migrations');

const config: ClickHouseConfig = {
  url: process.env['TACET_CLICKHOUSE_URL'] ?? 'http://localhost:8123',
  username: process.env['TACET_CLICKHOUSE_USER'] ?? 'default',
  password: process.env['TACET_CLICKHOUSE_PASSWORD'] ?? '',
  database: `adapters_${randomUUID().slice(0, 8)}`,
};

describe('ClickHouse', () => {
  const reader = createReader(config);
  const store = createRowStore(config);
  const snapshots = createSnapshotStore(config);

  beforeAll(() => applyMigrations(config, MIGRATIONS));

  afterAll(async () => {
    await Promise.all([reader.close(), store.close(), snapshots.close()]);
    const client = createClickHouseClient({ ...config, database: 'default' });
    await client.command({ query: `DROP DATABASE IF EXISTS ${config.database}` });
    await client.close();
  });

  describe('migrations', () => {
    it('create every table of the topology', async () => {
      const rows = await reader.query<{ name: string }>(
        `SELECT name FROM system.tables WHERE database = {database:String} AND engine = 'ReplacingMergeTree'`,
        { database: config.database },
      );
      expect(rows.map((row) => row.name).sort()).toEqual(TABLES.map((table) => table.name).sort());
    });

    it('leave a finished database alone', async () => {
      await applyMigrations(config, MIGRATIONS);
      const counts = await reader.query<{ rows: number }>(
        'SELECT max(c) AS rows FROM (SELECT count() AS c FROM _migrations GROUP BY version)',
      );
      expect(counts).toEqual([{ rows: 1 }]);
    });

    it('say which file failed and why, and do not end this process', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'tacet-migrations-'));
      cpSync(MIGRATIONS, directory, { recursive: true });
      writeFileSync(
        join(directory, '9999_broken.sql'),
        'CREATE TABLE broken (a NoSuchType) ENGINE = Memory;',
      );
      await expect(applyMigrations(config, directory)).rejects.toThrow(/9999_broken.sql/);
      rmSync(directory, { recursive: true });
    });
  });

  describe('row store', () => {
    rowStoreContract(() => ({
      store,
      finalRows: (table, columns) =>
        reader.query<TableRow>(
          `SELECT ${columns.join(', ')} FROM ${table} FINAL ORDER BY ${columns.join(', ')}`,
        ),
    }));

    it('repairs half a surrogate pair instead of losing the row', async () => {
      const command = { tenant: 'half', id: 'a', revision: 1, version: 1, reason: 'x\ud800y' };
      await store.insert('recoveries', [command]);
      const rows = await reader.query<{ reason: string }>(
        `SELECT reason FROM recoveries WHERE tenant = 'half'`,
      );
      expect(rows).toEqual([{ reason: 'x\ufffdy' }]);
    });

    it('keeps microseconds, and times before the epoch', async () => {
      await store.insert('turns', [
        { tenant: 'time', id: 't', version: 1, started_at: 1_700_000_000_123_456 },
      ]);
      await store.insert('ledger', [{ origin: 'time/0', bucket_start: -60_000, version: 1 }]);
      expect(await reader.query(`SELECT started_at FROM turns WHERE tenant = 'time'`)).toEqual([
        { started_at: '2023-11-14 22:13:20.123456' },
      ]);
      expect(await reader.query(`SELECT bucket_start FROM ledger WHERE origin = 'time/0'`)).toEqual([
        { bucket_start: '1969-12-31 23:59:00.000' },
      ]);
    });

    it('takes a batch that touches more partitions than the server likes', async () => {
      const dayUs = 86_400_000_000;
      const days = Array.from({ length: 150 }, (_, day) => ({
        tenant: 'wild',
        agent: 'a',
        started_at: day * dayUs,
        origin: 'wild/0',
        position: day,
      }));
      await store.insert('steps', days);
      expect(await reader.query(`SELECT count() AS n FROM steps WHERE tenant = 'wild'`)).toEqual([
        { n: 150 },
      ]);
    });

    it('waits for a table that is not there yet, and for a server that is not', async () => {
      const row = [{ origin: 'x', bucket_start: 0, version: 1 }];
      const unmigrated = createRowStore({ ...config, database: 'default' });
      await expect(unmigrated.insert('ledger', row)).rejects.toBeInstanceOf(StoreUnavailableError);
      await unmigrated.close();
      const nowhere = createRowStore({ ...config, url: 'http://127.0.0.1:1' });
      await expect(nowhere.insert('ledger', row)).rejects.toBeInstanceOf(StoreUnavailableError);
      expect(await nowhere.ping()).toBe(false);
      await nowhere.close();
    });
  });

  describe('snapshot store', () => {
    snapshotStoreContract(() => snapshots);

    it('takes more snapshots than one request carries', async () => {
      const many = Array.from({ length: 2_500 }, (_, i) => ({
        fold: 'many',
        partition: 0,
        key: `k${i}`,
        guard: i,
        state: '{}',
      }));
      await snapshots.save(many);
      expect(await snapshots.load('many', 0)).toHaveLength(2_500);
    });
  });

  describe('reader', () => {
    it('binds values, so that they stay values', async () => {
      const rows = await reader.query('SELECT count() AS n FROM ledger WHERE origin = {origin:String}', {
        origin: `x' OR 1=1 --`,
      });
      expect(rows).toEqual([{ n: 0 }]);
    });

    it('names the class of an error, not its words', async () => {
      const query = reader.query('SELECT no_such_column FROM ledger');
      await expect(query).rejects.toThrow(new StoreUnavailableError('UNKNOWN_IDENTIFIER (47)'));
    });
  });

  describe('views', () => {
    it('add late rows and rows of several origins to their window', async () => {
      const row = {
        signal: 'turns',
        tenant: 'views',
        agent: 'a',
        window_start: 1_700_000_040,
        measures: { failed: 1 },
        bins: [3],
        bin_counts: [2],
      };
      await store.insert('windows', [
        { ...row, kind: 'on-time', version: 1, n: 1, sum: 1, origin: 'o/0' },
        { ...row, kind: 'on-time', version: 2, n: 2, sum: 5, origin: 'o/0' },
        { ...row, kind: 'on-time', version: 1, n: 4, sum: 4, origin: 'o/1' },
        { ...row, kind: 'late', bucket_start: 1_700_000_100, version: 1, n: 1, sum: 2, origin: 'o/0' },
      ]);
      const total = { n: 7, sum: 11, late_n: 1, measures: { failed: 3 }, histogram: [[3], [6]] };
      const select = 'SELECT n, sum, late_n, measures, histogram';
      expect(await reader.query(`${select} FROM windows_total WHERE tenant = 'views'`)).toEqual([total]);
      expect(await reader.query(`${select} FROM windows_hourly WHERE tenant = 'views'`)).toEqual([total]);
    });

    it('show an anomaly and a command at their latest revision', async () => {
      const anomaly = { tenant: 'views', id: 'a1', version: 1 };
      await store.insert('anomalies', [
        { ...anomaly, revision: 2, status: 'resolved' },
        { ...anomaly, revision: 1, status: 'opened' },
      ]);
      const command = { tenant: 'views', id: 'c1', version: 1 };
      await store.insert('recoveries', [
        { ...command, revision: 1, status: 'commanded' },
        { ...command, revision: 2, status: 'verified' },
        { ...command, id: 'c2', revision: 1, status: 'commanded' },
      ]);
      const answer = { event_source: 'agent', command_id: 'c1', version: 1 };
      await store.insert('outcomes', [
        { ...answer, id: 'o1', status: 'acknowledged', at: 1_000 },
        { ...answer, id: 'o2', status: 'applied', at: 2_000 },
      ]);
      expect(await reader.query(`SELECT status FROM anomalies_current WHERE id = 'a1'`)).toEqual([
        { status: 'resolved' },
      ]);
      expect(
        await reader.query(
          `SELECT id, status, outcome_status FROM recoveries_current WHERE tenant = 'views' ORDER BY id`,
        ),
      ).toEqual([
        { id: 'c1', status: 'verified', outcome_status: 'applied' },
        { id: 'c2', status: 'commanded', outcome_status: '' },
      ]);
    });

    it('show a span that was exported twice once', async () => {
      const step = { tenant: 'views', agent: 'a', trace_id: 't1', origin: 'o/0', ok: true };
      await store.insert('steps', [
        { ...step, span_id: 's1', started_at: 2, position: 1 },
        { ...step, span_id: 's1', started_at: 2, position: 5 },
        { ...step, span_id: '', started_at: 1, position: 6 },
        { ...step, span_id: '', started_at: 3, position: 7 },
      ]);
      expect(await reader.query(`SELECT position FROM steps_of_trace(trace = 't1')`)).toEqual([
        { position: 6 },
        { position: 1 },
        { position: 7 },
      ]);
    });

    it('find a hole and an overlap in the ledger', async () => {
      const tile = (minute: number, first: number, last: number): TableRow => ({
        origin: 'gaps/0',
        bucket_start: minute * 60_000,
        version: last - first + 1,
        first_offset: first,
        last_offset: last,
      });
      await store.insert('ledger', [tile(-1, 0, 2), tile(0, 3, 9), tile(1, 12, 20), tile(2, 20, 30)]);
      expect(
        await reader.query(`SELECT first_offset, offsets FROM ledger_gaps WHERE origin = 'gaps/0'`),
      ).toEqual([
        { first_offset: 12, offsets: 2 },
        { first_offset: 20, offsets: -1 },
      ]);
    });
  });
});
