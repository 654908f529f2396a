import { type SeriesDetectorOptions } from '@tacet/core/statistics';
import { type CompetitorKind } from '../competitors/competitor';
import { competitorAlarmsOnMean } from '../competitors/watch-counts';
import { ZScore } from '../competitors/z-score';
import { drawIntensity, MINUTES_PER_WEEK } from '../traffic/intensity';
import { drawLengths } from '../traffic/lengths';
import { FrozenReference } from './frozen-reference';
import { NOMINALS, shippedAlarms, shippedName } from './shipped-alarms';
import { type WatchKey } from './signal';

export const RANK_OPTIONS: SeriesDetectorOptions = { frontEnd: 'rank', direction: 'up' };

export const RANK_TRAFFIC = ['iid', 'sessions'] as const;

const HOURLY_Z: CompetitorKind = { name: 'hourly z 3σ', stepMinutes: 60, start: () => new ZScore(7 * 24) };

/** Log-normal lengths; a change multiplies them. The first week is the reference, the detector starts behind it. */
export const watchRanks: WatchKey = (random, traffic, perHour, minutes, change) => {
  const intensity = drawIntensity(random, { diurnal: false, coxSigma: 0 }, perHour, minutes);
  const { start, values } = drawLengths(random, intensity, traffic === 'sessions', change);
  const reference = new FrozenReference(values.subarray(0, start[MINUTES_PER_WEEK]));
  const sums = new Float64Array(minutes);
  const ranks = new Float64Array(minutes);
  const counts = new Uint32Array(minutes);
  for (let minute = 0; minute < minutes; minute++) {
    for (let i = start[minute] as number; i < (start[minute + 1] as number); i++) {
      const value = values[i] as number;
      sums[minute] = (sums[minute] as number) + value;
      ranks[minute] = (ranks[minute] as number) + reference.rankOf(value);
      counts[minute] = (counts[minute] as number) + 1;
    }
  }
  const watched = [ranks.subarray(MINUTES_PER_WEEK), counts.subarray(MINUTES_PER_WEEK)] as const;
  return [
    { detector: HOURLY_Z.name, alarmMinutes: competitorAlarmsOnMean(HOURLY_Z, sums, counts) },
    ...NOMINALS.map((nominal) => ({
      detector: shippedName(nominal),
      alarmMinutes: shippedAlarms(RANK_OPTIONS, nominal, ...watched).map(
        (minute) => minute + MINUTES_PER_WEEK,
      ),
    })),
  ];
};
