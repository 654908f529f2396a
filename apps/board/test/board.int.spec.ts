import { SAMPLE_RANGE } from '../../../grafana/src/testing/sample-fleet';
import { startBoard } from '../src/start-board';
import type { BoardView } from '../src/board-view';
import { BoardCatalogue, installedFolder } from '../src/board-catalogue';
import type { PanelAnswer } from '../src/board-answers';
import { SAMPLE_TRACE, startSampleBoard, type SampleBoard } from './testdata/sample-board';

const RANGE = `from=${SAMPLE_RANGE.fromMs}&to=${SAMPLE_RANGE.toMs}`;
const boards = BoardCatalogue.ofFolder(installedFolder('grafana', 'dashboards'));

let board: SampleBoard;
const ask = (path: string): Promise<Response> => fetch(`${board.url}${path}`);
async function json<Answer>(path: string): Promise<Answer> {
  const response = await ask(path);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as Answer;
}
const agentsOf = async (values: string): Promise<unknown[]> => {
  const answer = await json<PanelAnswer>(`/boards/fleet/panels/4/data?${RANGE}&${values}`);
  return answer.tables[0]!.rows.map((row) => row[1]);
};

beforeAll(async () => {
  board = await startSampleBoard();
});
afterAll(() => board.close());

describe.each(boards.list().map(({ id }) => id))('board %s', (id) => {
  it('answers every panel, variable and annotation', async () => {
    const view = await json<BoardView>(`/boards/${id}`);
    for (const panel of view.panels.filter(({ type }) => type !== 'row' && type !== 'text')) {
      const { stepMs, tables } = await json<PanelAnswer>(`/boards/${id}/panels/${panel.id}/data?${RANGE}`);
      expect(stepMs).toBeGreaterThan(0);
      expect(tables.length).toBeGreaterThan(0);
      for (const { columns } of tables)
        expect([panel.title, columns.length > 0]).toEqual([panel.title, true]);
      if (panel.type === 'timeseries') {
        for (const { columns, rows } of tables) {
          expect(columns[0]).toEqual({ name: 'time', kind: 'time' });
          for (const [time] of rows) expect(Number(time) % stepMs).toBe(0);
        }
      }
    }
    for (const { name } of view.variables) {
      const values = await json<string[]>(`/boards/${id}/variables/${name}?${RANGE}`);
      expect([name, values.length > 0]).toEqual([name, true]);
    }
    expect(await json<unknown[]>(`/boards/${id}/annotations?${RANGE}`)).not.toEqual([]);
  });
});

describe('the Fleet board', () => {
  it('shows the numbers of the sample, and nothing where nothing is known', async () => {
    const number = async (id: number): Promise<unknown> =>
      (await json<PanelAnswer>(`/boards/fleet/panels/${id}/data?${RANGE}`)).tables[0]!.rows;
    expect(await number(1)).toEqual([[2]]);
    expect(await number(2)).toEqual([[120, 180]]);
    const earlier = await json<PanelAnswer>(
      `/boards/fleet/panels/2/data?from=${SAMPLE_RANGE.fromMs - 7_200_000}&to=${SAMPLE_RANGE.fromMs - 3_600_000}`,
    );
    expect(earlier.tables[0]!.rows).toEqual([[null, null]]);
  });

  it('narrows to what is selected, and to its variables in turn', async () => {
    expect(await agentsOf('var-agent=buyer&var-agent=courier')).toEqual(['courier', 'buyer']);
    expect(await agentsOf("var-agent=o'hara")).toEqual(["o'hara"]);
    expect(await json(`/boards/fleet/variables/agent?${RANGE}&var-tenant=globex`)).toEqual(["o'hara"]);
  });

  it.each([
    String.raw`\' OR 1=1 --`,
    "') OR 1=1 --",
    "buyer') UNION ALL SELECT 1 --",
    '$__dateFilter( OR 1=1)',
    '${tenant:singlequote}',
    '$__conditionalAll(1, $agent)',
    '{agent_0:String}',
    'a\tb\nc\\d\r\'"`',
    '日本 💥',
  ])('takes %j for a name that no agent has', async (name) => {
    expect(await agentsOf(`var-agent=${encodeURIComponent(name)}`)).toEqual([]);
    expect(await agentsOf(`var-agent=${encodeURIComponent(name)}&var-agent=buyer`)).toEqual(['buyer']);
  });

  it.each([
    ['/boards/nothing', 404],
    ['/boards/..%2F..%2Fpackage', 404],
    [`/boards/fleet/panels/999/data?${RANGE}`, 404],
    [`/boards/fleet/variables/datasource?${RANGE}`, 404],
    ['/boards/fleet/panels/1/data', 400],
    [`/boards/fleet/panels/1/data?${RANGE}&var-model=x`, 400],
    ['/assets/..%2Findex.html', 404],
    ['/assets/nothing.mjs', 404],
  ])('answers %s with %d', async (path, status) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(JSON.stringify(await response.json())).not.toMatch(/SELECT/);
  });
});

describe('a trace', () => {
  it('has its steps in time order, each once, and the anomalies that name it', async () => {
    const trace = await json<{ steps: Record<string, unknown>[]; anomalies: Record<string, unknown>[] }>(
      `/traces/${SAMPLE_TRACE}`,
    );
    expect(trace.steps.map(({ name }) => name)).toEqual([
      'answer',
      'plan',
      'search',
      'conclude',
      '<b>stray</b>',
    ]);
    expect(trace.steps[2]).toMatchObject({
      ok: false,
      errorType: 'Timeout',
      durationUs: 600_000,
      inputTokens: null,
      parentSpanId: 's1',
    });
    expect(trace.anomalies[0]).toMatchObject({ exampleTraceIds: [SAMPLE_TRACE] });
  });

  it.each([["x' OR 1=1 --"], [String.raw`\') UNION ALL SELECT 1 --`]])(
    'that nobody sent has no steps: %s',
    async (id) => {
      expect(await json(`/traces/${encodeURIComponent(id)}`)).toMatchObject({ steps: [], anomalies: [] });
    },
  );
});

describe('the process', () => {
  it('is alive and ready, and lets nothing but its own files into the page', async () => {
    expect((await ask('/health/live')).status).toBe(200);
    expect((await ask('/health/ready')).status).toBe(200);
    const page = await ask('/');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    for (const [, path] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      expect([path, (await ask(path!)).status]).toEqual([path, 200]);
    }
  });

  it('stays alive and says so when ClickHouse is away', async () => {
    const config = { url: 'http://127.0.0.1:9', username: 'x', password: '', database: 'x' };
    const app = await startBoard(config, { host: '127.0.0.1', port: 0 });
    const url = await app.getUrl();
    try {
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      expect((await fetch(`${url}/health/ready`)).status).toBe(503);
      const answer = await fetch(`${url}/boards/fleet/panels/1/data?${RANGE}`);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({
        message: expect.stringContaining('ClickHouse did not answer'),
      });
    } finally {
      await app.close();
    }
  });
});
