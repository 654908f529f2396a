import { type SeriesDetectorOptions } from '@tacet/core/statistics';
import { POISSON_60, Z_SCORE } from '../competitors/count-competitors';
import { competitorAlarms, competitorAlarmsOnMean } from '../competitors/watch-counts';
import { drawFailures } from '../traffic/failures';
import { type TrafficShape } from '../traffic/families';
import { drawIntensity } from '../traffic/intensity';
import { NOMINALS, shippedAlarms, shippedName } from './shipped-alarms';
import { type WatchKey } from './signal';

export const RATE_OPTIONS: SeriesDetectorOptions = { frontEnd: 'rate', direction: 'up' };

export const RATE_TRAFFIC: Readonly<Record<string, TrafficShape>> = {
  iid: { diurnal: false, coxSigma: 0, clustered: false },
  sessions: { diurnal: false, coxSigma: 0, clustered: true },
  all: { diurnal: true, coxSigma: 0.4, clustered: true },
};

const FAILURE_PROBABILITY = 0.02;

/** Failures among requests, 2 % of them; a change multiplies the share that fails, not the traffic. */
export const watchRates: WatchKey = (random, traffic, perHour, minutes, change) => {
  const shape = RATE_TRAFFIC[traffic] as TrafficShape;
  const intensity = drawIntensity(random, shape, perHour, minutes);
  const { failures, requests } = drawFailures(
    random,
    intensity,
    FAILURE_PROBABILITY,
    shape.clustered,
    change,
  );
  return [
    { detector: Z_SCORE.name, alarmMinutes: competitorAlarmsOnMean(Z_SCORE, failures, requests) },
    { detector: POISSON_60.name, alarmMinutes: competitorAlarms(POISSON_60, failures) },
    ...NOMINALS.map((nominal) => ({
      detector: shippedName(nominal),
      alarmMinutes: shippedAlarms(RATE_OPTIONS, nominal, failures, requests),
    })),
  ];
};
