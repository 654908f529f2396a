import { type TrafficRandom } from './traffic-random';
import { type TrafficShape } from './families';

export const MINUTES_PER_DAY = 1_440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** A lasting change of the level, from one minute on. */
export interface LevelChange {
  atMinute: number;
  factor: number;
}

/**
 * Intensity of every minute from a Monday 00:00 on, as events per minute whose mean over weeks is
 * `eventsPerHour`/60; from the change on times its factor.
 */
export function drawIntensity(
  random: TrafficRandom,
  shape: Pick<TrafficShape, 'diurnal' | 'coxSigma'>,
  eventsPerHour: number,
  minutes: number,
  change: LevelChange | null = null,
): Float64Array {
  const intensity = new Float64Array(minutes).fill(eventsPerHour / 60);
  if (shape.diurnal) scaleBy(intensity, diurnalFactor(random.unit()));
  if (shape.coxSigma > 0) scaleBy(intensity, coxFactor(random, shape.coxSigma));
  if (change) scaleBy(intensity, (minute) => (minute >= change.atMinute ? change.factor : 1));
  return intensity;
}

/** Amplitude 0.8 is a peak of 1.8 over a trough of 0.2; divided by the mean of the week. */
function diurnalFactor(phase: number): (minute: number) => number {
  return (minute) => {
    const day = Math.floor(minute / MINUTES_PER_DAY) % 7;
    const hour = 1 + DIURNAL_AMPLITUDE * Math.sin(2 * Math.PI * (minute / MINUTES_PER_DAY + phase));
    return (hour * (day >= 5 ? WEEKEND_FACTOR : 1)) / WEEK_MEAN;
  };
}

/** Ornstein–Uhlenbeck in the logarithm, started in its stationary law; mean of the factor 1. */
function coxFactor(random: TrafficRandom, sigma: number): () => number {
  const keep = Math.exp(-1 / COX_CORRELATION_MINUTES);
  const renew = Math.sqrt(1 - keep * keep);
  let x = random.normal();
  return () => {
    const factor = Math.exp(sigma * x - (sigma * sigma) / 2);
    x = keep * x + renew * random.normal();
    return factor;
  };
}

function scaleBy(intensity: Float64Array, factorOf: (minute: number) => number): void {
  for (let minute = 0; minute < intensity.length; minute++) {
    intensity[minute] = (intensity[minute] as number) * factorOf(minute);
  }
}

const DIURNAL_AMPLITUDE = 0.8;
const WEEKEND_FACTOR = 0.5;
const WEEK_MEAN = (5 + 2 * WEEKEND_FACTOR) / 7;
const COX_CORRELATION_MINUTES = 120;
