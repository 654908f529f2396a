import { resolve } from 'node:path';
import { metricDetections } from './metric-stream';
import { findNab, parseNabFile, readNabFiles } from './nab-files';
import { publishedTotals, runNab, TACET } from './run-nab';
import { readPublishedScores } from './published-scores';

const root = resolve(__dirname, '../../../../..');
const folder = findNab([process.env.TACET_DATA_DIR ?? resolve(root, '../shared/data')]);
/** Skipped where the files are not: they are not part of the repository. */
const withFiles = folder ? it : it.skip;

describe('the NAB files', () => {
  it('turn labels into rows, both ends inside', () => {
    const text = [
      'timestamp,value',
      '2014-04-01 00:00:00,1',
      '2014-04-01 00:05:00,2',
      '2014-04-01 00:10:00,3',
    ];
    const labels: [string, string][] = [['2014-04-01 00:05:00.000000', '2014-04-01 00:10:00.000000']];
    const file = parseNabFile('a/b.csv', text.join('\n'), labels);
    expect(file.windows).toEqual([{ first: 1, last: 2 }]);
    expect(file.points[1]).toEqual({ minute: Date.UTC(2014, 3, 1, 0, 5) / 60_000, value: 2 });
  });

  it('are not found where they are not', () => {
    expect(findNab([__dirname])).toBeNull();
  });

  withFiles('hold the 34 windows of 19 files, each at rows of its file', () => {
    const files = readNabFiles(folder as string);
    expect(files).toHaveLength(19);
    const windows = files.flatMap((file) =>
      file.windows.map((window) => ({ ...window, rows: file.points.length })),
    );
    expect(windows).toHaveLength(34);
    for (const { first, last, rows } of windows) {
      expect(first).toBeGreaterThan(0);
      expect(last).toBeGreaterThan(first);
      expect(last).toBeLessThan(rows);
    }
  });
});

describe('metricDetections', () => {
  const steps = 4_000;
  const stepping = (levelOf: (row: number) => number) =>
    Array.from({ length: steps }, (_, row) => ({
      minute: row * 5,
      value: levelOf(row) + ((row * 7_919) % 101) / 101,
    }));

  it('opens soon after a lasting change of location, once per direction it is seen in', () => {
    const detections = metricDetections(
      stepping((row) => (row < 3_000 ? 10 : 12)),
      600,
    );
    expect(detections.length).toBeGreaterThan(0);
    expect(detections.length).toBeLessThanOrEqual(2);
    expect(detections[0]).toBeGreaterThanOrEqual(3_000);
    expect(detections[0]).toBeLessThan(3_036);
  });

  it('says nothing about a metric that stays as it was', () => {
    expect(
      metricDetections(
        stepping(() => 10),
        600,
      ),
    ).toEqual([]);
  });
});

describe('the published scores', () => {
  withFiles('add up to the totals published beside the files', () => {
    const totals = publishedTotals(readPublishedScores(folder as string), 34);
    const scoresOf = (name: string): number[] | undefined => {
      const found = totals.find(({ detector }) => detector === name);
      return found && Object.values(found.scores).map((score) => Math.round(score * 10) / 10);
    };
    expect(scoresOf('ARTime')).toEqual([86.4, 78.8, 91]);
    expect(scoresOf('randomCutForest')).toEqual([57, 38.1, 63.4]);
    expect(scoresOf('expose')).toEqual([16.6, -1, 31.1]);
    expect(scoresOf('null')).toEqual([0, 0, 0]);
  });

  withFiles('stand beside ours, on the same files', () => {
    const { totals, perFile } = runNab(folder as string);
    expect(totals.map(({ detector }) => detector)).toContain(TACET);
    expect(perFile).toHaveLength(19);
    for (const { windows, windowsFound } of perFile) expect(windowsFound).toBeLessThanOrEqual(windows);
  });
});
