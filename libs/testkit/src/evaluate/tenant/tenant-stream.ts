import { POISSON_60, Z_SCORE } from '../competitors/count-competitors';
import { competitorAlarms, competitorAlarmsOnMean } from '../competitors/watch-counts';
import { countAlarms } from '../measures/counted-alarms';
import { HISTORY_WEEKS } from '../operating-characteristics/run-cell';
import { COUNT_OPTIONS } from '../signals/count-signal';
import { RATE_OPTIONS } from '../signals/rate-signal';
import { shippedAlarms } from '../signals/shipped-alarms';
import { drawCounts } from '../traffic/counts';
import { drawFailures } from '../traffic/failures';
import { type TrafficShape } from '../traffic/families';
import { drawIntensity, MINUTES_PER_WEEK } from '../traffic/intensity';
import { TrafficRandom } from '../traffic/traffic-random';

/** Counted alarms of one stream in the measured weeks, in the order of the columns. */
export type StreamAlarms = { detector: string; count: number }[];

/** Budgets of the tenant, and what of them one stream is granted. */
export interface TenantBudget {
  falseAlarmsPerWeek: number;
  share: number;
}

/** Log-intensity wanders by 0.3, as in the family "cox"; used by every second stream. */
const COX_SIGMA = 0.3;

/**
 * One stream of a mixed tenant (detectors.md 7.8): even ones are rates of 10–3,000 requests/h failing at
 * 0.3–15 %, odd ones counts of 0.2–100/h, all log-uniform; 70 % diurnal, 70 % clustered, 50 % Cox.
 */
export function tenantStreamAlarms(
  index: number,
  weeks: number,
  seed: number,
  budgets: readonly TenantBudget[],
): StreamAlarms {
  const from = HISTORY_WEEKS * MINUTES_PER_WEEK;
  const to = from + weeks * MINUTES_PER_WEEK;
  const random = new TrafficRandom(seed, 3, index);
  const shape: TrafficShape = {
    diurnal: random.chance(0.7),
    clustered: random.chance(0.7),
    coxSigma: random.chance(0.5) ? COX_SIGMA : 0,
  };
  const alarmsOf = index % 2 === 0 ? watchRate(random, shape, to) : watchCount(random, shape, to);
  const counted = (alarmMinutes: number[]): number => countAlarms(alarmMinutes, from, to);
  return [
    { detector: Z_SCORE.name, count: counted(alarmsOf.z()) },
    { detector: POISSON_60.name, count: counted(alarmsOf.poisson60()) },
    ...budgets.map(({ falseAlarmsPerWeek, share }) => ({
      detector: `Tacet F=${falseAlarmsPerWeek}`,
      count: counted(alarmsOf.shipped(share)),
    })),
  ];
}

interface Watched {
  z(): number[];
  poisson60(): number[];
  shipped(share: number): number[];
}

function watchRate(random: TrafficRandom, shape: TrafficShape, minutes: number): Watched {
  const intensity = drawIntensity(random, shape, random.logUniform(10, 3_000), minutes);
  const p = random.logUniform(0.003, 0.15);
  const { failures, requests } = drawFailures(random, intensity, p, shape.clustered);
  return {
    z: () => competitorAlarmsOnMean(Z_SCORE, failures, requests),
    poisson60: () => competitorAlarms(POISSON_60, failures),
    shipped: (share) => shippedAlarms(RATE_OPTIONS, share, failures, requests),
  };
}

function watchCount(random: TrafficRandom, shape: TrafficShape, minutes: number): Watched {
  const intensity = drawIntensity(random, shape, random.logUniform(0.2, 100), minutes);
  const counts = drawCounts(random, intensity, shape.clustered);
  return {
    z: () => competitorAlarms(Z_SCORE, counts),
    poisson60: () => competitorAlarms(POISSON_60, counts),
    shipped: (share) => shippedAlarms(COUNT_OPTIONS, share, counts, null),
  };
}
