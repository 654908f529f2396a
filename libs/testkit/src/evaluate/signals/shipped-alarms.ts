import { SeriesDetector, type SeriesDetectorOptions } from '@tacet/core/statistics';

/** Streams start on a Monday at 00:00 UTC. */
export const START_MINUTE = Date.UTC(2026, 0, 5) / 60_000;

/** Expected false alarms per week granted to one key: the two of detectors.md 7.1. */
export const NOMINALS = [0.01, 0.1] as const;

export function shippedName(nominal: number): string {
  return `Tacet ${nominal}`;
}

/** Minutes (from the start of the stream) at whose end the shipped detector raised an alarm. */
export function shippedAlarms(
  options: SeriesDetectorOptions,
  falseAlarmsPerWeek: number,
  marks: ArrayLike<number>,
  exposure: ArrayLike<number> | null,
): number[] {
  const detector = new SeriesDetector(options, falseAlarmsPerWeek, START_MINUTE);
  const alarms: number[] = [];
  for (let minute = 0; minute < marks.length; minute++) {
    if (detector.tick(marks[minute] as number, exposure ? (exposure[minute] as number) : 1))
      alarms.push(minute + 1);
  }
  return alarms;
}
