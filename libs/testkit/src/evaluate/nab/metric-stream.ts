import {
  FALSE_ALARMS_PER_WEEK,
  FRONT_ENDS,
  Incident,
  SeriesDetector,
  type SeriesDetectorOptions,
} from '@tacet/core/statistics';
import { FrozenReference } from '../signals/frozen-reference';
import { type MetricPoint } from './nab-files';

/** Values above this quantile of the reference are the marks of the exceedance rate. */
const EXCEEDED_QUANTILE = 0.95;

/** Three streams share what one tenant is granted for paging; no setting differs between files. */
const STREAMS: readonly (SeriesDetectorOptions & { mark: 'rank' | 'exceedance' })[] = [
  { mark: 'rank', frontEnd: 'rank', direction: 'up' },
  { mark: 'rank', frontEnd: 'rank', direction: 'down' },
  { mark: 'exceedance', frontEnd: 'rate', direction: 'up' },
];
export const METRIC_BUDGET_PER_WEEK = FALSE_ALARMS_PER_WEEK.paging;

/**
 * Rows at which an incident opens on a metric, whatever the metric is: its location by rank upwards and downwards
 * and its share of high values, in the reference of the first `referenceRows` values, which also warm the
 * detectors up. While an incident of a stream is open, that stream opens no other.
 */
export function metricDetections(points: readonly MetricPoint[], referenceRows: number): number[] {
  const reference = new FrozenReference(points.slice(0, referenceRows).map(({ value }) => value));
  const high = reference.quantile(EXCEEDED_QUANTILE);
  const detections = STREAMS.flatMap(({ mark, ...options }) => {
    const markOf = (value: number): number =>
      mark === 'rank' ? reference.rankOf(value) : value > high ? 1 : 0;
    return openingsOf(options, points, markOf);
  });
  return [...new Set(detections)].sort((a, b) => a - b);
}

function openingsOf(
  options: SeriesDetectorOptions,
  points: readonly MetricPoint[],
  markOf: (value: number) => number,
): number[] {
  let nextMinute = points[0]?.minute ?? 0;
  const detector = new SeriesDetector(options, METRIC_BUDGET_PER_WEEK / STREAMS.length, nextMinute);
  const frontEnd = FRONT_ENDS[options.frontEnd];
  let incident: Incident | null = null;
  const openings: number[] = [];
  points.forEach(({ minute, value }, row) => {
    while (nextMinute < minute) {
      const { minutes } = detector.advance(minute - nextMinute);
      incident?.idle(minutes);
      nextMinute += minutes;
    }
    const mark = markOf(value);
    const alarm = detector.tick(mark, 1);
    nextMinute++;
    incident?.add(mark, 1);
    if (incident?.recovered) incident = null;
    if (!alarm || incident) return;
    const { mean, nullBoundary, dispersion } = detector;
    incident = Incident.open(alarm, {
      frontEnd,
      direction: options.direction,
      mean,
      nullBoundary,
      dispersion,
    });
    openings.push(row);
  });
  return openings;
}
