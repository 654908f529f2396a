import { type CompetitorKind } from './competitor';

/** Minutes (from the start of the stream) at whose end the competitor raised an alarm. */
export function competitorAlarms(kind: CompetitorKind, counts: ArrayLike<number>): number[] {
  const competitor = kind.start();
  const alarms: number[] = [];
  for (let end = kind.stepMinutes; end <= counts.length; end += kind.stepMinutes) {
    let sum = 0;
    for (let minute = end - kind.stepMinutes; minute < end; minute++) sum += counts[minute] as number;
    if (competitor.step(sum)) alarms.push(end);
  }
  return alarms;
}

/** The same on the mean mark of a step; steps without exposure have no value and are left out. */
export function competitorAlarmsOnMean(
  kind: CompetitorKind,
  marks: ArrayLike<number>,
  exposure: ArrayLike<number>,
): number[] {
  const competitor = kind.start();
  const alarms: number[] = [];
  for (let end = kind.stepMinutes; end <= marks.length; end += kind.stepMinutes) {
    let [sum, n] = [0, 0];
    for (let minute = end - kind.stepMinutes; minute < end; minute++) {
      sum += marks[minute] as number;
      n += exposure[minute] as number;
    }
    if (n > 0 && competitor.step(sum / n)) alarms.push(end);
  }
  return alarms;
}
