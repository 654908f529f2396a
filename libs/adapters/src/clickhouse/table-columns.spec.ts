import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TABLES } from '@tacet/contracts';
import { columnsOf, TABLE_COLUMNS, type ColumnKind } from './table-columns';

const DIRECTORY = join(__dirname, '../../../../clickhouse/migrations');

/** Column types of the migrations → kinds. A type that is not here is not used. */
const KIND_OF: Record<string, ColumnKind> = {
  String: 'text',
  'LowCardinality(String)': 'text',
  UInt32: 'uint',
  UInt64: 'uint',
  'Nullable(UInt32)': 'uint?',
  'Nullable(UInt64)': 'uint?',
  Int64: 'int',
  'Nullable(Int64)': 'int?',
  'Nullable(Float64)': 'float?',
  Bool: 'flag',
  'Nullable(Bool)': 'flag?',
  "DateTime64(6, 'UTC')": 'us',
  "DateTime64(3, 'UTC')": 'ms',
  "Nullable(DateTime64(3, 'UTC'))": 'ms?',
  "DateTime('UTC')": 's',
  'Array(String)': 'texts',
  'Array(LowCardinality(String))': 'texts',
  'Array(UInt32)': 'uints',
  'Map(LowCardinality(String), Int64)': 'ints-by-name',
  'Map(LowCardinality(String), Float64)': 'floats-by-name',
};

const tables = new Map(
  readdirSync(DIRECTORY)
    .map((file) => readFileSync(join(DIRECTORY, file), 'utf8'))
    .flatMap((sql) => {
      const name = /CREATE TABLE IF NOT EXISTS (\w+)/.exec(sql)?.[1];
      return name ? [[name, sql] as const] : [];
    }),
);

describe('table columns', () => {
  it('know every table that the topology names, and no other', () => {
    const names = TABLES.map((table) => table.name).sort();
    expect(Object.keys(TABLE_COLUMNS).sort()).toEqual(names);
    expect([...tables.keys()].sort()).toEqual(names);
  });

  it.each(Object.keys(TABLE_COLUMNS))('agree with the migration of %s', (table) => {
    const sql = tables.get(table)!;
    const { key, version, columns } = columnsOf(table);
    expect(columnsIn(sql)).toEqual(columns);
    expect(/ORDER BY \((.*)\)\n/.exec(sql)![1]).toBe(key.join(', '));
    expect(/ENGINE = ReplacingMergeTree(?:\((\w+)\))?\n/.exec(sql)![1] ?? null).toBe(version);
  });

  it.each(TABLES.map(({ name, ttlDays }) => [name, ttlDays] as const))(
    'keep %s for as long as the topology says',
    (table, ttlDays) => {
      const days = /TTL inserted_at \+ INTERVAL (\d+) DAY/.exec(tables.get(table)!)?.[1];
      expect(days === undefined ? null : Number(days)).toBe(ttlDays);
    },
  );

  it.each([...tables])('%s is partitioned by its key alone', (_, sql) => {
    const column = /PARTITION BY \w+\((\w+)\)/.exec(sql)?.[1];
    const ofTheKey = !column || /ORDER BY \((.*)\)\n/.exec(sql)![1]!.includes(column);
    // A dead letter's time is a function of the message that its key names.
    expect(ofTheKey || column === 'recorded_at').toBe(true);
  });
});

describe('users', () => {
  const granted = (file: string): string[] => {
    const sql = readFileSync(join(DIRECTORY, '../users', file), 'utf8');
    return [...sql.matchAll(/GRANT [A-Z, ]+ ON tacet\.(\w+) TO/g)].map(([, table]) => table!).sort();
  };
  const views = readdirSync(DIRECTORY)
    .map((file) => readFileSync(join(DIRECTORY, file), 'utf8'))
    .flatMap((sql) => /CREATE VIEW IF NOT EXISTS (\w+)/.exec(sql)?.[1] ?? []);
  const rows = Object.keys(TABLE_COLUMNS).filter((table) => table !== 'state_snapshots');

  it('writer may write every table but the state, which is for another user', () => {
    expect(granted('01_writer.sql')).toEqual([...rows].sort());
    expect(granted('02_state.sql')).toEqual(['state_snapshots']);
  });

  it('reader may read every table and view but the state', () => {
    expect(granted('03_reader.sql')).toEqual([...rows, ...views].sort());
  });

  it('reader of one tenant may read what knows tenants, under a policy on every table of it', () => {
    const sql = readFileSync(join(DIRECTORY, '../users/reader_of_one_tenant.sql'), 'utf8');
    const policed = sql.slice(sql.indexOf('CREATE ROW POLICY'));
    const withTenant = rows.filter((table) => 'tenant' in columnsOf(table).columns);
    for (const table of withTenant) expect(policed).toContain(`tacet.${table}`);
    const tenantless = rows.filter((table) => !('tenant' in columnsOf(table).columns));
    for (const table of [...tenantless, 'ledger_gaps']) expect(sql).not.toContain(`ON tacet.${table} `);
    expect([...sql.matchAll(/GRANT SELECT ON tacet\.(\w+) /g)].map(([, table]) => table!)).toEqual(
      expect.arrayContaining(withTenant),
    );
  });
});

/** Columns that a writer fills: not those with a default or computed by the table. */
function columnsIn(sql: string): Record<string, ColumnKind | undefined> {
  const body = sql.slice(sql.indexOf('\n(\n') + 3, sql.indexOf('\n)\nENGINE'));
  const columns: Record<string, ColumnKind | undefined> = {};
  for (const line of body.split('\n')) {
    if (/^ {4}INDEX | DEFAULT | MATERIALIZED /.test(line)) continue;
    const [, name, type] = /^ {4}(\w+) (.+?)(?: CODEC\(.*\))?,?$/.exec(line)!;
    columns[name!] = KIND_OF[type!];
  }
  return columns;
}
