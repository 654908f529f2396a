import { countAlarms, delayOf } from '../measures/counted-alarms';
import { MINUTES_PER_WEEK } from '../traffic/intensity';
import { TrafficRandom } from '../traffic/traffic-random';
import { type Cell, CELLS, WATCH } from './cells';

/** Weeks that every detector may learn from before anything counts. */
export const HISTORY_WEEKS = 3;
export const DELAY_HORIZON_MINUTES = MINUTES_PER_WEEK;

export interface FalseAlarmsOfCell {
  cell: Cell;
  keyWeeks: number;
  /** Alarms in the measured weeks, per detector in the order of the columns. */
  alarms: { detector: string; count: number }[];
}

export interface DelaysOfCell {
  cell: Cell;
  factor: number;
  delays: { detector: string; minutes: (number | null)[] }[];
}

/** Unchanged traffic: all alarms are false. */
export function falseAlarmsOf(cell: Cell, keys: number, weeks: number, seed: number): FalseAlarmsOfCell {
  const from = HISTORY_WEEKS * MINUTES_PER_WEEK;
  const to = from + weeks * MINUTES_PER_WEEK;
  const counts = new Map<string, number>();
  for (let key = 0; key < keys; key++) {
    const random = new TrafficRandom(seed, 1, cellNumber(cell), key);
    for (const { detector, alarmMinutes } of WATCH[cell.signal](
      random,
      cell.traffic,
      cell.perHour,
      to,
      null,
    )) {
      counts.set(detector, (counts.get(detector) ?? 0) + countAlarms(alarmMinutes, from, to));
    }
  }
  const alarms = [...counts].map(([detector, count]) => ({ detector, count }));
  return { cell, keyWeeks: keys * weeks, alarms };
}

/** A lasting step at a uniformly random minute of the week behind the history; the first alarm after it. */
export function delaysOf(cell: Cell, factor: number, runs: number, seed: number): DelaysOfCell {
  const minutes = new Map<string, (number | null)[]>();
  for (let run = 0; run < runs; run++) {
    const random = new TrafficRandom(seed, 2, cellNumber(cell), Math.round(100 * factor), run);
    const atMinute = HISTORY_WEEKS * MINUTES_PER_WEEK + random.below(MINUTES_PER_WEEK);
    const end = atMinute + DELAY_HORIZON_MINUTES;
    const change = { atMinute, factor };
    for (const { detector, alarmMinutes } of WATCH[cell.signal](
      random,
      cell.traffic,
      cell.perHour,
      end,
      change,
    )) {
      const delay = delayOf(alarmMinutes, atMinute, DELAY_HORIZON_MINUTES);
      const known = minutes.get(detector);
      if (known) known.push(delay);
      else minutes.set(detector, [delay]);
    }
  }
  return { cell, factor, delays: [...minutes].map(([detector, all]) => ({ detector, minutes: all })) };
}

function cellNumber({ signal, traffic, perHour }: Cell): number {
  return CELLS.findIndex((c) => c.signal === signal && c.traffic === traffic && c.perHour === perHour);
}
