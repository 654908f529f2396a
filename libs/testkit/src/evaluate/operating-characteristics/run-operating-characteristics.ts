import { type RunJobs } from '../evaluation-job';
import { type DelaySummary, summariseDelays } from '../measures/delay-summary';
import { type RateInterval, rateInterval } from '../measures/poisson-interval';
import { NOMINALS, shippedName } from '../signals/shipped-alarms';
import { type Cell, delayCellsOf } from './cells';

export interface OperatingCharacteristicsOptions {
  cells: readonly Cell[];
  keys: number;
  weeks: number;
  /** Runs per delay cell. */
  runs: number;
  seed: number;
}

export type BudgetVerdict = 'met' | 'not contradicted' | 'missed';

export interface FalseAlarmRow {
  cell: Cell;
  keyWeeks: number;
  detectors: {
    detector: string;
    alarms: number;
    perKeyWeek: number;
    perKeyWeekInterval: RateInterval;
    /** Only for those that promise a number. */
    verdict?: BudgetVerdict;
  }[];
}

export interface DelayRow {
  cell: Cell;
  factor: number;
  detectors: ({ detector: string } & DelaySummary)[];
}

export interface OperatingCharacteristicsReport {
  suite: 'operating-characteristics';
  options: Omit<OperatingCharacteristicsOptions, 'cells'>;
  falseAlarms: FalseAlarmRow[];
  delays: DelayRow[];
}

/** Every detector on the same streams: false alarms without a change, delays with one. */
export async function runOperatingCharacteristics(
  { cells, ...options }: OperatingCharacteristicsOptions,
  runJobs: RunJobs,
): Promise<OperatingCharacteristicsReport> {
  const { keys, weeks, runs, seed } = options;
  const results = await runJobs([
    ...cells.map((cell) => ({ kind: 'false-alarms' as const, cell, keys, weeks, seed })),
    ...delayCellsOf(cells).map((change) => ({ kind: 'delay' as const, ...change, runs, seed })),
  ]);
  const falseAlarms: FalseAlarmRow[] = [];
  const delays: DelayRow[] = [];
  for (const result of results) {
    if (result.kind === 'false-alarms') {
      const { cell, keyWeeks, alarms } = result;
      const detectors = alarms.map(({ detector, count }) => measured(detector, count, keyWeeks));
      falseAlarms.push({ cell, keyWeeks, detectors });
    } else if (result.kind === 'delay') {
      const detectors = result.delays.map(({ detector, minutes }) => ({
        detector,
        ...summariseDelays(minutes),
      }));
      delays.push({ cell: result.cell, factor: result.factor, detectors });
    }
  }
  return { suite: 'operating-characteristics', options, falseAlarms, delays };
}

function measured(detector: string, alarms: number, keyWeeks: number): FalseAlarmRow['detectors'][number] {
  const perKeyWeekInterval = rateInterval(alarms, keyWeeks);
  const nominal = NOMINALS.find((candidate) => shippedName(candidate) === detector);
  return {
    detector,
    alarms,
    perKeyWeek: alarms / keyWeeks,
    perKeyWeekInterval,
    ...(nominal !== undefined && { verdict: verdictOf(perKeyWeekInterval, nominal) }),
  };
}

/** The whole interval must lie on one side; otherwise the sample is too small to say. */
export function verdictOf({ low, high }: RateInterval, nominal: number): BudgetVerdict {
  if (high <= nominal) return 'met';
  return low > nominal ? 'missed' : 'not contradicted';
}
