import { sayMinutes, sayRate, textTable } from '../text-table';
import { type Cell, type SignalName } from './cells';
import {
  type DelayRow,
  type FalseAlarmRow,
  type OperatingCharacteristicsReport,
} from './run-operating-characteristics';

const SIGNALS: readonly SignalName[] = ['count', 'rate', 'rank'];
/** A competitor that calls more than once in so many weeks finds a change by being noisy, not by seeing it. */
const NOISY_PER_KEY_WEEK = 1;

export function operatingCharacteristicsLines(report: OperatingCharacteristicsReport): string[] {
  return SIGNALS.flatMap((signal) => {
    const falseAlarms = report.falseAlarms.filter(({ cell }) => cell.signal === signal);
    const delays = report.delays.filter(({ cell }) => cell.signal === signal);
    if (falseAlarms.length === 0) return [];
    return [
      `${signal}: false alarms per key-week (${falseAlarms[0]?.keyWeeks} key-weeks per cell)`,
      '',
      ...falseAlarmTable(falseAlarms),
      '',
      `${signal}: delay, median / 90th percentile (share found within 7 d), ${report.options.runs} runs per cell`,
      '',
      ...delayTable(delays, falseAlarms),
      '',
    ];
  });
}

function falseAlarmTable(rows: readonly FalseAlarmRow[]): string[] {
  const detectors = rows[0]?.detectors.map(({ detector }) => detector) ?? [];
  return textTable(
    ['traffic', 'per hour', ...detectors],
    rows.map(({ cell, detectors: measured }) => [
      ...nameOf(cell),
      ...measured.map(({ perKeyWeek, perKeyWeekInterval: { low, high }, verdict, alarms }) => {
        if (!verdict) return sayRate(perKeyWeek);
        const interval = alarms === 0 ? `<${sayRate(high)}` : `${sayRate(low)}–${sayRate(high)}`;
        return `${sayRate(perKeyWeek)} (${interval})${verdict === 'missed' ? ' MISSED' : ''}`;
      }),
    ]),
  );
}

function delayTable(rows: readonly DelayRow[], falseAlarms: readonly FalseAlarmRow[]): string[] {
  const detectors = rows[0]?.detectors.map(({ detector }) => detector) ?? [];
  return textTable(
    ['traffic', 'per hour', 'change', ...detectors],
    rows.map(({ cell, factor, detectors: measured }) => [
      ...nameOf(cell),
      `×${factor}`,
      ...measured.map(({ detector, medianMinutes, p90Minutes, detected, runs }) => {
        if (isNoisy(detector, cell, falseAlarms)) return 'noise';
        const share = detected < runs ? ` (${Math.round((100 * detected) / runs)} %)` : '';
        return `${sayMinutes(medianMinutes)} / ${sayMinutes(p90Minutes)}${share}`;
      }),
    ]),
  );
}

function isNoisy(detector: string, cell: Cell, falseAlarms: readonly FalseAlarmRow[]): boolean {
  const row = falseAlarms.find(
    (candidate) => candidate.cell.traffic === cell.traffic && candidate.cell.perHour === cell.perHour,
  );
  const measured = row?.detectors.find((candidate) => candidate.detector === detector);
  return (measured?.perKeyWeek ?? 0) > NOISY_PER_KEY_WEEK;
}

function nameOf({ traffic, perHour }: Cell): string[] {
  return [traffic, String(perHour)];
}
