import { type SeriesDetectorOptions } from '@tacet/core/statistics';
import { COUNT_COMPETITORS } from '../competitors/count-competitors';
import { competitorAlarms } from '../competitors/watch-counts';
import { drawCounts } from '../traffic/counts';
import { FAMILIES, type FamilyName } from '../traffic/families';
import { drawIntensity } from '../traffic/intensity';
import { NOMINALS, shippedAlarms, shippedName } from './shipped-alarms';
import { type WatchKey } from './signal';

/** One set of options for every cell: the front-end's own tolerance, and the season learned. */
export const COUNT_OPTIONS: SeriesDetectorOptions = { frontEnd: 'count', direction: 'up', seasonal: true };

/** Events per minute; a change multiplies their intensity. */
export const watchCounts: WatchKey = (random, traffic, perHour, minutes, change) => {
  const shape = FAMILIES[traffic as FamilyName];
  const intensity = drawIntensity(random, shape, perHour, minutes, change);
  const counts = drawCounts(random, intensity, shape.clustered);
  return [
    ...COUNT_COMPETITORS.map((kind) => ({
      detector: kind.name,
      alarmMinutes: competitorAlarms(kind, counts),
    })),
    ...NOMINALS.map((nominal) => ({
      detector: shippedName(nominal),
      alarmMinutes: shippedAlarms(COUNT_OPTIONS, nominal, counts, null),
    })),
  ];
};
