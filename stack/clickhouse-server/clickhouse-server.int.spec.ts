import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { startLocalClickHouse } from '../local-clickhouse';
import { stopProcess, type ProcessHandle } from '../process-handle';
import { findFreePort } from '../tcp-port';

let folder: string;
let url: string;
let server: ProcessHandle;
let client: ClickHouseClient;

type Body = ConstructorParameters<typeof Response>[0];

const AUTH = { 'X-ClickHouse-User': 'writer', 'X-ClickHouse-Key': 'secret' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tacet-clickhouse-'));
  const env = {
    ...process.env,
    TACET_CLICKHOUSE_READONLY_USER: 'reader',
    TACET_CLICKHOUSE_READONLY_PASSWORD: 'r',
  };
  const access = { user: 'writer', password: 'secret', database: 'default' };
  const start = { folder, port: await findFreePort(), env, say: () => undefined, onSpawn: () => undefined };
  const started = await startLocalClickHouse(start, access, process.pid);
  url = started.url;
  server = started.process;
  client = createClient({
    url,
    username: 'writer',
    password: 'secret',
    compression: { request: true, response: true },
    log: { level: ClickHouseLogLevel.OFF },
  });
}, 30_000);

afterAll(async () => {
  await client.close();
  await stopProcess(server, 5000);
  rmSync(folder, { recursive: true, force: true });
});

/** POST as curl does; `query` goes into the URL. */
function post(
  query: string,
  body: Body = '',
  params: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  const target = new URL(url);
  for (const [name, value] of Object.entries({ query, ...params })) target.searchParams.set(name, value);
  return fetch(target, {
    method: 'POST',
    body,
    headers: { ...AUTH, ...headers },
    duplex: 'half',
  });
}

const text = async (query: string, params: Record<string, string> = {}) =>
  (await post(query, '', params)).text();

describe('with @clickhouse/client, unmodified', () => {
  it('pings, creates, inserts and selects with bound parameters', async () => {
    expect(await client.ping()).toEqual({ success: true });
    await client.command({
      query: 'CREATE TABLE items (id UInt64, name String, at DateTime64(3)) ENGINE = MergeTree ORDER BY id',
    });
    const inserted = await client.insert({
      table: 'items',
      format: 'JSONEachRow',
      values: Array.from({ length: 1000 }, (_, id) => ({
        id,
        name: `n'${id}\\`,
        at: '2026-01-02 03:04:05.678',
      })),
    });
    expect(inserted.summary?.written_rows).toBe('1000');
    const rows = await client.query({
      query: 'SELECT id, name, at FROM items WHERE name = {name:String} AND id IN {ids:Array(UInt64)}',
      query_params: { name: "n'7\\", ids: [6, 7] },
      format: 'JSONEachRow',
    });
    expect(await rows.json()).toEqual([{ id: 7, name: "n'7\\", at: '2026-01-02 03:04:05.678' }]);
  });

  it('inserts a stream and nothing at all', async () => {
    await client.command({ query: 'CREATE TABLE streamed (n UInt32) ENGINE = MergeTree ORDER BY n' });
    await client.insert({
      table: 'streamed',
      format: 'JSONEachRow',
      values: Readable.from([{ n: 1 }, { n: 2 }]),
    });
    await client.insert({ table: 'streamed', format: 'JSONEachRow', values: Readable.from([]) });
    expect(await text('SELECT sum(n) FROM streamed')).toBe('3\n');
  });

  it('binds parameters that are sent as a form', async () => {
    const rows = await client.query({
      query: 'SELECT length({ids:Array(UInt32)}) AS n',
      query_params: { ids: Array.from({ length: 20_000 }, (_, index) => index) },
      use_multipart_params: true,
      format: 'JSONEachRow',
    });
    expect(await rows.json()).toEqual([{ n: 20_000 }]);
  });

  it('raises typed errors', async () => {
    const failing = client.query({ query: 'SELECT * FROM no_such_table' });
    await expect(failing).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
  });

  it('deduplicates by token, and only by token', async () => {
    await client.command({
      query:
        'CREATE TABLE once (n UInt32) ENGINE = MergeTree ORDER BY n SETTINGS non_replicated_deduplication_window = 100',
    });
    const values = Array.from({ length: 50_000 }, (_, n) => ({ n }));
    const insert = (insert_deduplication_token?: string) =>
      client.insert({
        table: 'once',
        format: 'JSONEachRow',
        values,
        clickhouse_settings: { insert_deduplication_token },
      });
    await insert('a');
    await insert('a');
    await insert('b');
    expect(await text('SELECT count() FROM once')).toBe('100000\n');
  });
});

describe('with plain HTTP', () => {
  it('answers liveness without credentials', async () => {
    expect(await (await fetch(`${url}/ping`)).text()).toBe('Ok.\n');
    expect(await (await fetch(url)).text()).toBe('Ok.\n');
  });

  it('takes a statement from the URL, the body, or both', async () => {
    expect(await text('SELECT 1')).toBe('1\n');
    expect(await (await post('', 'SELECT 2')).text()).toBe('2\n');
    expect(await (await post('SELECT 3,', ' 4')).text()).toBe('3\t4\n');
  });

  it('lets GET read and nothing else', async () => {
    const get = (query: string) => fetch(`${url}/?query=${encodeURIComponent(query)}`, { headers: AUTH });
    expect(await (await get('SELECT 1')).text()).toBe('1\n');
    expect(
      (await get('CREATE TABLE by_get (n Int8) ENGINE = Memory')).headers.get('x-clickhouse-exception-code'),
    ).toBe('164');
  });

  it('answers in the asked format, and says which and how much', async () => {
    const response = await post('SELECT number FROM numbers(3)', '', {
      default_format: 'JSONEachRow',
      query_id: 'q-1',
    });
    expect(response.headers.get('content-type')).toMatch('application/x-ndjson');
    expect(response.headers.get('x-clickhouse-format')).toBe('JSONEachRow');
    expect(response.headers.get('x-clickhouse-query-id')).toBe('q-1');
    expect(JSON.parse(response.headers.get('x-clickhouse-summary') ?? '')).toMatchObject({ read_rows: '3' });
    expect((await response.text()).trim().split('\n')).toHaveLength(3);
  });

  it('accepts and sends compressed bodies', async () => {
    const sent = await post('', gzipSync('SELECT 5'), {}, { 'Content-Encoding': 'gzip' });
    expect(await sent.text()).toBe('5\n');
    const broken = await post('', 'not gzip', {}, { 'Content-Encoding': 'gzip' });
    expect(broken.headers.get('x-clickhouse-exception-code')).toBe('271');
    const plain = await post('SELECT 1', '', {}, { 'Accept-Encoding': 'gzip' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    const packed = await post(
      'SELECT 1',
      '',
      { enable_http_compression: '1' },
      { 'Accept-Encoding': 'gzip' },
    );
    expect(packed.headers.get('content-encoding')).toBe('gzip');
  });

  it.each([
    'Native',
    'RowBinary',
    'Parquet',
    'Arrow',
    'ORC',
    'Avro',
    'CSV',
    'CSVWithNames',
    'TabSeparated',
    'Values',
    'JSON',
    'JSONEachRow',
    'JSONCompactEachRow',
    'MsgPack',
  ])('inserts what it gave out as %s', async (format) => {
    const table = `round_trip_${format}`;
    await text(`CREATE TABLE ${table} (n UInt32, s String) ENGINE = MergeTree ORDER BY n`);
    const given = await (
      await post(
        `SELECT toUInt32(number) AS n, concat('a\n"\\\\', toString(number)) AS s FROM numbers(5) FORMAT ${format}`,
      )
    ).arrayBuffer();
    const response = await post(`INSERT INTO ${table} FORMAT ${format}`, given);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(await text(`SELECT count(), sum(n), any(length(s)) FROM ${table}`)).toBe('5\t10\t5\n');
  });

  it('inserts a body that holds statement and rows, and values with a parameter', async () => {
    await text('CREATE TABLE small (n UInt32) ENGINE = MergeTree ORDER BY n');
    await post('', 'INSERT INTO small (n) SETTINGS max_insert_threads = 1 FORMAT CSV\n1\n2\n');
    await post('', 'INSERT INTO small VALUES (3), (4)');
    await post('', 'INSERT INTO small VALUES ({n:UInt32})', { param_n: '5' });
    expect(await text('SELECT sum(n) FROM small')).toBe('15\n');
  });

  it('reports a bad row as a typed error and keeps none of the batch', async () => {
    await text('CREATE TABLE strict (n UInt8) ENGINE = MergeTree ORDER BY n');
    const response = await post('INSERT INTO strict FORMAT JSONEachRow', '{"n":1}\n{"n":"x"}\n');
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/^Code: \d+\. DB::Exception: .*\([A-Z_]+\) \(version /s);
    expect(await text('SELECT count() FROM strict')).toBe('0\n');
  });

  it('leaves no spooled rows behind, whether an insert succeeded or failed', () => {
    expect(readdirSync(join(folder, 'spool'))).toEqual([]);
  });
});

describe('isolation', () => {
  it('forgets settings, parameters, database and temporary tables after each request', async () => {
    await text('CREATE DATABASE other');
    expect(
      await text("SELECT getSetting('max_threads'), {p:String}, currentDatabase()", {
        max_threads: '1',
        param_p: 'x',
        database: 'other',
      }),
    ).toBe('1\tx\tother\n');
    await text('SET max_block_size = 7');
    await text('CREATE TEMPORARY TABLE mine (n Int8)');
    expect(
      await text(
        "SELECT getSetting('max_threads') = 1 AND (SELECT value FROM system.settings WHERE name = 'max_threads') = '1', currentDatabase()",
      ),
    ).toBe('0\tdefault\n');
    expect(await text("SELECT getSetting('max_block_size') = 7")).toBe('0\n');
    expect((await post('SELECT {p:String}')).headers.get('x-clickhouse-exception-code')).toBe('456');
    expect((await post('SELECT * FROM mine')).headers.get('x-clickhouse-exception-code')).toBe('60');
  });

  it('keeps 200 parallel requests with different settings and parameters apart', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        text("SELECT {p:UInt32}, getSetting('max_block_size')", {
          param_p: String(index),
          max_block_size: String(1000 + index),
        }),
      ),
    );
    expect(answers).toEqual(answers.map((_, index) => `${index}\t${1000 + index}\n`));
  });

  it('answers a ping while slow queries run', async () => {
    const slow = Array.from({ length: 4 }, () =>
      text('SELECT sum(sleepEachRow(0.2)) FROM numbers(5)', {
        function_sleep_max_microseconds_per_block: '5000000',
      }),
    );
    const startedAtMs = Date.now();
    await (await fetch(`${url}/ping`)).text();
    expect(Date.now() - startedAtMs).toBeLessThan(300);
    await Promise.all(slow);
  });

  it('refuses a second statement, a session, files, and pages of other origins', async () => {
    const codes = await Promise.all([
      post('SELECT 1; SELECT 2'),
      post('SELECT 1', '', { session_id: 's' }),
      post("SELECT 1 INTO OUTFILE '/tmp/x'"),
      post('SELECT 1', '', {}, { Origin: 'https://example.org' }),
      post('SELECT 1', '', { no_such_setting: '1' }),
    ]);
    expect(
      codes.map((response) => [response.status, response.headers.get('x-clickhouse-exception-code')]),
    ).toEqual([
      [400, '62'],
      [501, '48'],
      [500, '344'],
      [403, '497'],
      [404, '115'],
    ]);
  });
});

describe('users', () => {
  const select = (headers: Record<string, string>, params = '') =>
    fetch(`${url}/?query=SELECT+1${params}`, { headers });
  const basic = (name: string, password: string) => ({
    Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
  });

  it('accepts headers, basic authentication and parameters', async () => {
    expect((await select({ 'X-ClickHouse-User': 'reader', 'X-ClickHouse-Key': 'r' })).status).toBe(200);
    expect((await select(basic('writer', 'secret'))).status).toBe(200);
    expect((await select({}, '&user=reader&password=r')).status).toBe(200);
  });

  it('answers 403 with code 516 to a wrong password, and 401 to nobody', async () => {
    const wrong = await select(basic('writer', 'x'));
    expect([wrong.status, wrong.headers.get('x-clickhouse-exception-code')]).toEqual([403, '516']);
    const nobody = await select({});
    expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([
      401,
      'Basic realm="ClickHouse server HTTP API"',
    ]);
  });

  it('lets the reader set limits and read, and nothing more', async () => {
    await text('CREATE TABLE guarded (n UInt8) ENGINE = MergeTree ORDER BY n');
    const asReader = (query: string, body = '', params = {}) =>
      post(query, body, params, { 'X-ClickHouse-User': 'reader', 'X-ClickHouse-Key': 'r' });
    expect(
      await (await asReader('SELECT count() FROM guarded', '', { max_execution_time: '5' })).text(),
    ).toBe('0\n');
    for (const [query, body] of [
      ['INSERT INTO guarded FORMAT CSV', '1\n'],
      ['DROP TABLE guarded'],
      ['CREATE TABLE mine (n Int8) ENGINE = Memory'],
      ['SET readonly = 0'],
      ["SELECT * FROM file('/etc/hostname', LineAsString)"],
    ] as const) {
      const response = await asReader(query, body, { readonly: '0' });
      expect([query, response.headers.get('x-clickhouse-exception-code')]).toEqual([query, '164']);
    }
    expect(await text('SELECT count() FROM guarded')).toBe('0\n');
  });
});

describe('what the Go driver (Grafana) sends over HTTP', () => {
  it('gets a hello it can decode that asks for plain Native blocks from then on', async () => {
    const response = await post(
      '',
      'SELECT displayName(), version(), revision(), timezone()',
      { default_format: 'Native', client_protocol_version: '54460', enable_http_compression: '1' },
      { 'Accept-Encoding': 'gzip' },
    );
    const block = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-encoding')).toBe('gzip');
    // Block info, 4 columns, 1 row; per column name, type, no custom serialization, value.
    expect(block.subarray(0, 10)).toEqual(Buffer.from([1, 0, 2, 255, 255, 255, 255, 0, 4, 1]));
    expect(block.toString('latin1')).toMatch(/revision\(\)\x06UInt32\x00\x00\x00\x00\x00/);
    expect(block.toString('latin1')).toMatch(/timezone\(\)\x06String\x00\x03UTC$/);
  });
});

describe('size', () => {
  it('takes a large insert in flat memory', async () => {
    await text('CREATE TABLE big (n UInt64, s String) ENGINE = MergeTree ORDER BY n');
    const line = Buffer.from(`{"n":1,"s":"${'x'.repeat(1000)}"}\n`.repeat(1000));
    const chunks = 200;
    async function* rows() {
      for (let index = 0; index < chunks; index++) yield line;
    }
    const before = peakRssMiB();
    const response = await post(
      'INSERT INTO big FORMAT JSONEachRow',
      Readable.toWeb(Readable.from(rows())) as Body,
    );
    expect(response.status).toBe(200);
    expect(await text('SELECT count() FROM big')).toBe(`${chunks * 1000}\n`);
    // The engine's own block buffers grow to some 100 MiB; the body's 200 MiB do not come on top twice.
    if (before !== undefined) expect((peakRssMiB() ?? 0) - before).toBeLessThan(700);
  });
});

/** Highest resident memory of the server so far; only Linux tells. */
function peakRssMiB(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}
