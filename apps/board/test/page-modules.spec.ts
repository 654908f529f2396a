import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Runs an expression against a module of the page as a browser loads it: as an ES module, in a process of its own. */
function run(module: string, expression: string): unknown {
  const url = pathToFileURL(join(__dirname, '../public', module)).href;
  const script = `const m = await import(${JSON.stringify(url)}); console.log(JSON.stringify(${expression}));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  );
}

describe('numbers on the page', () => {
  const CASES: [value: number, unit: string, decimals: number | null, text: string][] = [
    [0, 'short', null, '0'],
    [1234, 'short', null, '1.23 K'],
    [2_500_000, 'short', null, '2.5 M'],
    [0.4083, 'short', 3, '0.408'],
    [-3, 'short', null, '−3'],
    [850, 'ms', null, '850 ms'],
    [0.5, 'ms', null, '500 µs'],
    [90_000, 'ms', null, '1.5 min'],
    [1200, 's', null, '20 min'],
    [0.25, 's', null, '250 ms'],
    [0.0432, 'percentunit', 1, '4.3 %'],
    [1, 'percentunit', 0, '100 %'],
    [17.183, 'currencyUSD', 2, '$17.18'],
    [0.0023, 'currencyUSD', 2, '$0.0023'],
    [0, 'currencyUSD', 2, '$0.00'],
    [12_345, 'none', null, '12\u202f345'],
    [5, 'cpm', null, '5/min'],
    [4, 'xfactor', 1, '4.0×'],
    [3, 'furlong', null, '3 furlong'],
  ];

  it('say their unit and keep three digits', () => {
    const texts = run(
      'format.mjs',
      `${JSON.stringify(CASES)}.map(([value, unit, decimals]) => m.formatNumber(value, unit, decimals ?? undefined))`,
    );
    expect(texts).toEqual(CASES.map(([, , , text]) => text));
  });

  it('say how long ago something was, or how long it is still to come', () => {
    const texts = run('format.mjs', '[0, 300000, 7.2e6, -60000].map((ago) => m.fromNow(1e9 - ago, 1e9))');
    expect(texts).toEqual(['now', '5 min ago', '2 h ago', 'in 1 min']);
  });
});

describe('time ranges on the page', () => {
  it('are words that end now or two times, and nothing else', () => {
    const ranges = run(
      'time-range.mjs',
      `[['now-1h', 'now'], ['now-2d', 'now-1d'], ['1795176000000', '1795179600000'], ['now', 'now-1h'], ['x', 'now']]
        .map(([from, to]) => m.resolveRange({ from, to }, 1e12))`,
    );
    expect(ranges).toEqual([
      { fromMs: 1e12 - 3_600_000, toMs: 1e12 },
      { fromMs: 1e12 - 172_800_000, toMs: 1e12 - 86_400_000 },
      { fromMs: 1795176000000, toMs: 1795179600000 },
      null,
      null,
    ]);
  });
});

describe('series on the page', () => {
  const answer = {
    stepMs: 60_000,
    tables: [
      {
        columns: [
          { name: 'time', kind: 'time' },
          { name: 'outcome', kind: 'string' },
          { name: 'n', kind: 'number' },
        ],
        rows: [
          [60_000, 'failed', 1],
          [60_000, 'finished', 2],
          [180_000, 'finished', 3],
        ],
      },
    ],
  };

  it('leave a gap where a step has no row', () => {
    const panel = { fieldConfig: { defaults: { displayName: '${__field.labels.outcome}' } } };
    const frame = run(
      'series-frame.mjs',
      `(({ times, series }) => ({ times, series: [...series] }))(m.seriesFrame(${JSON.stringify(panel)}, ${JSON.stringify(answer)}, { fromMs: 60000, toMs: 200000 }))`,
    );
    expect(frame).toEqual({
      times: [60, 120, 180],
      series: [
        ['failed', [1, null, null]],
        ['finished', [2, null, 3]],
      ],
    });
  });

  it('are stacked where any of them is known', () => {
    expect(run('series-frame.mjs', 'm.stacked([[1, null, null], [2, null, 3]])')).toEqual([
      [1, null, 0],
      [3, null, 3],
    ]);
  });
});
