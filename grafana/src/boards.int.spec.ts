import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import { applyMigrations } from '@tacet/adapters/clickhouse';
import { expandMacros, interpolateVariables, type VariableValues } from '@tacet/adapters/grafana-sql';
import { LogLinearHistogram } from '@tacet/core/sketches';
import { BOARDS, buildBoard } from './boards';
import { DIMENSIONS } from './board-variables';
import { fleetBoard } from './fleet/fleet-board';
import { annotationQueries, panelQueries, variableQueries, type BoardQuery } from './testing/board-queries';
import { BUYER_DURATIONS_MS, SAMPLE_FLEET, SAMPLE_RANGE } from './testing/sample-fleet';

type Row = Record<string, unknown>;
interface Answer {
  meta: { name: string; type: string }[];
  data: Row[];
}

const config = {
  url: process.env['TACET_CLICKHOUSE_URL'] ?? 'http://localhost:8123',
  username: process.env['TACET_CLICKHOUSE_USER'] ?? 'default',
  password: process.env['TACET_CLICKHOUSE_PASSWORD'] ?? '',
  database: `boards_${randomUUID().slice(0, 8)}`,
};
const client = createClient(config);

const ALL: VariableValues = Object.fromEntries(DIMENSIONS.map((name) => [name, '$__all']));
const CHOSEN: VariableValues = {
  tenant: ['acme', 'globex'],
  env: ['prod', 'staging'],
  service: ['shop', 'lab', 'desk'],
  agent: ['buyer', 'researcher', "o'hara", 'courier'],
};

async function ask(sql: string, values: VariableValues = ALL): Promise<Answer> {
  const query = expandMacros(interpolateVariables(sql, values), SAMPLE_RANGE);
  const settings = { output_format_json_quote_64bit_integers: 0 } as const;
  const result = await client.query({ query, format: 'JSON', clickhouse_settings: settings });
  return result.json<Row>() as unknown as Answer;
}

const fleet = buildBoard(fleetBoard());
const panel = (title: string): BoardQuery =>
  panelQueries(fleet).find(({ where }) => where === `panel ${title}`)!;
const rowsOf = async (title: string, values?: VariableValues): Promise<Row[]> =>
  (await ask(panel(title).sql, values)).data;

beforeAll(() => applyMigrations(config, join(__dirname, '../../clickhouse/migrations')));

afterAll(async () => {
  await client.command({ query: `DROP DATABASE IF EXISTS ${config.database}` });
  await client.close();
});

describe('before the first span', () => {
  it.each(Object.entries(BOARDS))(
    'every query of %s runs, and nothing is computed from nothing',
    async (_, board) => {
      const built = buildBoard(board());
      for (const { sql } of [
        ...panelQueries(built),
        ...variableQueries(built),
        ...annotationQueries(built),
      ]) {
        await ask(sql);
      }
    },
  );

  it('no time to detect is not a time of zero', async () => {
    expect(await rowsOf('Time to detect')).toEqual([{ median: null, p95: null }]);
    expect(await rowsOf('Time to recover')).toEqual([{ median: null, p95: null }]);
    expect(await rowsOf('Open anomalies')).toEqual([{ 'open anomalies': 0 }]);
  });
});

describe('with an hour of four agents', () => {
  beforeAll(async () => {
    const strict = { input_format_skip_unknown_fields: 0, date_time_input_format: 'basic' } as const;
    for (const [table, rows] of Object.entries(SAMPLE_FLEET)) {
      // One insert per row: rows of one insert are merged at once, and a query without FINAL would go unnoticed.
      await client.command({ query: `SYSTEM STOP MERGES ${config.database}.${table}` });
      for (const row of rows) {
        await client.insert({ table, values: [row], format: 'JSONEachRow', clickhouse_settings: strict });
      }
    }
  });

  describe.each(Object.entries(BOARDS))('board %s', (_, board) => {
    const built = buildBoard(board());

    it.each(panelQueries(built))('$where answers in the form its panel reads', async (query) => {
      for (const values of [ALL, CHOSEN]) {
        const { meta, data } = await ask(query.sql, values);
        const names = meta.map(({ name }) => name);
        expect(data.length).toBeGreaterThan(0);
        expect(new Set(names).size).toBe(names.length);
        expect(names).toEqual(expect.arrayContaining(query.columnsNamed));
        if (query.format === 'time-series') expectSeries({ meta, data });
      }
    });

    it.each(variableQueries(built))('$where offers values', async ({ sql }) => {
      for (const values of [ALL, CHOSEN]) {
        const { meta, data } = await ask(sql, values);
        expect(meta).toHaveLength(1);
        expect(meta[0]!.type).toContain('String');
        expect(data.length).toBeGreaterThan(0);
      }
    });

    it.each(annotationQueries(built))('$where has a time and a text', async ({ sql }) => {
      const { meta, data } = await ask(sql, CHOSEN);
      const types = Object.fromEntries(meta.map(({ name, type }) => [name, type]));
      expect(types).toMatchObject({
        time: expect.stringContaining('DateTime64'),
        text: 'String',
        tags: 'String',
      });
      expect(data.length).toBeGreaterThan(0);
    });
  });

  it('lists agents worst first and computes a share and a cost only where turns support them', async () => {
    const rows = await rowsOf('Agents');
    expect(rows.map(({ agent, health }) => [agent, health])).toEqual([
      ['researcher', 'critical'],
      ['courier', 'warning'],
      ['buyer', 'ok'],
      ["o'hara", 'ok'],
    ]);
    expect(rows[0]).toMatchObject({ 'failure share': 0.5, 'known cost': null, 'turns with a price': 0 });
    expect(rows[1]).toMatchObject({ 'failure share': null, 'known cost': null, 'last turn': null });
    expect(rows[2]).toMatchObject({ 'turns in range': 6, 'failure share': 1 / 6, 'known cost': 0.3 });
  });

  it('shows one agent when one is chosen, whatever its name', async () => {
    const rows = await rowsOf('Agents', { ...ALL, agent: ["o'hara"] });
    expect(rows.map(({ agent }) => agent)).toEqual(["o'hara"]);
  });

  it('counts a window once however often it was written, and adds late spans to their minute', async () => {
    const shop = (await rowsOf('Spans by service')).filter(({ service }) => service === 'shop');
    expect(shop).toEqual([{ time: '2026-11-20 12:00:00', service: 'shop', 'spans per minute': 47 }]);
  });

  it('splits turns by outcome', async () => {
    const first = (await rowsOf('Turns by outcome')).filter(({ time }) => time === '2026-11-20 12:00:00');
    expect(Object.fromEntries(first.map((row) => [row.outcome, row['turns per minute']]))).toEqual({
      finished: 4,
      asked: 0,
      interrupted: 0,
      failed: 1,
      abandoned: 0,
    });
  });

  it('reads the same quantiles from the bins as the detectors do', async () => {
    const histogram = new LogLinearHistogram();
    for (const duration of BUYER_DURATIONS_MS) histogram.add(duration);
    const [first] = await rowsOf('Turn duration');
    expect(first).toMatchObject({ p50: histogram.quantile(0.5), p95: histogram.quantile(0.95) });
  });

  it('draws a cost rate, and a gap where no call had a price', async () => {
    const rows = await rowsOf('Cost by agent and model');
    expect(rows).toEqual([
      expect.objectContaining({ consumer: 'buyer on gpt-5', 'cost per hour': 15 }),
      expect.objectContaining({ consumer: 'researcher on local-7b', 'cost per hour': null }),
    ]);
  });

  it('measures detection by the first revision of each anomaly and recovery by its end', async () => {
    expect(await rowsOf('Time to detect')).toEqual([{ median: 120, p95: 180 }]);
    expect(await rowsOf('Time to recover')).toEqual([{ median: 600, p95: 600 }]);
  });

  it('keeps an anomaly open until a revision resolves it, at its latest severity', async () => {
    const rows = await rowsOf('What is wrong');
    expect(rows.map(({ severity, agent }) => [severity, agent])).toEqual([
      ['critical', 'researcher'],
      ['warning', 'courier'],
    ]);
    expect(await rowsOf('Open anomalies')).toEqual([{ 'open anomalies': 2 }]);
  });
});

/** What Grafana needs to make series of rows: a time first, ascending, and at least one number. */
function expectSeries({ meta, data }: Answer): void {
  expect(meta[0]).toMatchObject({ name: 'time', type: expect.stringMatching(/^DateTime/) });
  expect(meta.slice(1).some(({ type }) => /^(Nullable\()?(Float64|U?Int\d+)/.test(type))).toBe(true);
  const times = data.map((row) => String(row['time']));
  expect(times).toEqual([...times].sort());
}
