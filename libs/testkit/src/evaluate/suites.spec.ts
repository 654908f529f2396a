import { runJob, type RunJobs } from './evaluation-job';
import { type Cell } from './operating-characteristics/cells';
import { operatingCharacteristicsLines } from './operating-characteristics/operating-characteristics-text';
import {
  runOperatingCharacteristics,
  verdictOf,
} from './operating-characteristics/run-operating-characteristics';
import { runTenant } from './tenant/run-tenant';
import { tenantLines } from './tenant/tenant-text';

/** In this process, one after the other: threads need the compiled files. */
const inTurn: RunJobs = async (jobs) => jobs.map(runJob);

const cells: Cell[] = [
  { signal: 'count', traffic: 'poisson', perHour: 20 },
  { signal: 'rate', traffic: 'iid', perHour: 60 },
  { signal: 'rank', traffic: 'iid', perHour: 30 },
];
const tiny = { cells, keys: 2, weeks: 1, runs: 2, seed: 1 };

describe('operating characteristics', () => {
  it('puts the shipped detector beside the others, cell by cell', async () => {
    const report = await runOperatingCharacteristics(tiny, inTurn);
    expect(report.falseAlarms.map(({ cell }) => cell)).toEqual(cells);
    const [counts] = report.falseAlarms;
    expect(counts?.keyWeeks).toBe(2);
    expect(counts?.detectors.map(({ detector }) => detector)).toEqual([
      'z 3σ',
      'seasonal z',
      'EWMA',
      'Poisson-60',
      'Page–Hinkley',
      'ADWIN',
      'Tacet 0.01',
      'Tacet 0.1',
    ]);
    const perKeyWeek = (name: string): number =>
      counts?.detectors.find(({ detector }) => detector === name)?.perKeyWeek ?? NaN;
    expect(perKeyWeek('z 3σ')).toBeGreaterThan(2);
    expect(perKeyWeek('Tacet 0.01')).toBeLessThan(1);
    const tripled = report.delays.find(({ cell, factor }) => cell.signal === 'count' && factor === 3);
    const shipped = tripled?.detectors.find(({ detector }) => detector === 'Tacet 0.1');
    expect(shipped).toMatchObject({ runs: 2, detected: 2 });
    expect(shipped?.medianMinutes).toBeLessThan(180);
    const text = operatingCharacteristicsLines(report).join('\n');
    expect(text).toContain('count: false alarms per key-week (2 key-weeks per cell)');
    expect(text).toContain('noise');
  });

  it('gives the same report for the same seed, whatever the order of the jobs', async () => {
    const count = { ...tiny, cells: cells.slice(0, 1), runs: 1 };
    const backwards: RunJobs = async (jobs) => (await inTurn([...jobs].reverse())).reverse();
    expect(await runOperatingCharacteristics(count, backwards)).toEqual(
      await runOperatingCharacteristics(count, inTurn),
    );
  });

  it('says that a budget is missed only when the whole interval lies above it', () => {
    expect(verdictOf({ low: 0, high: 0.009 }, 0.01)).toBe('met');
    expect(verdictOf({ low: 0.002, high: 0.02 }, 0.01)).toBe('not contradicted');
    expect(verdictOf({ low: 0.011, high: 0.02 }, 0.01)).toBe('missed');
  });
});

describe('tenant', () => {
  it('adds up the alarms of all streams and shares each budget among them', async () => {
    const asked: number[][] = [];
    const spy: RunJobs = async (jobs) => {
      for (const job of jobs)
        if (job.kind === 'tenant-stream') asked.push(job.budgets.map(({ share }) => share));
      return jobs.map(() => ({
        kind: 'tenant-stream' as const,
        alarms: [
          { detector: 'z 3σ', count: 8 },
          { detector: 'Tacet F=1', count: 1 },
        ],
      }));
    };
    const report = await runTenant({ streams: 4, weeks: 2, seed: 1 }, spy);
    expect(asked).toEqual(new Array(4).fill([0.25, 2.5]));
    expect(report.rows).toMatchObject([
      { detector: 'z 3σ', budget: null, alarms: 32, perWeek: 16 },
      { detector: 'Tacet F=1', budget: 1, alarms: 4, perWeek: 2 },
    ]);
    expect(tenantLines(report).join('\n')).toContain('Tacet F=1');
  });

  it('watches real streams', async () => {
    const { rows } = await runTenant({ streams: 2, weeks: 1, seed: 1 }, inTurn);
    expect(rows.map(({ detector }) => detector)).toEqual(['z 3σ', 'Poisson-60', 'Tacet F=1', 'Tacet F=10']);
    expect(rows[0]?.alarms).toBeGreaterThan(0);
  });
});
