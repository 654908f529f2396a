import { drawSessions, type SessionShape } from './sessions';
import { type LevelChange } from './intensity';
import { type TrafficRandom } from './traffic-random';

/** Requests of each minute and how many of them failed. */
export interface FailureStream {
  failures: Uint32Array;
  requests: Uint32Array;
}

/** Requests come five to a session, and failures of one session correlate by 0.33 (detectors.md 7.3). */
const REQUEST_SESSIONS: SessionShape = { sizeMean: 5, gapMinutes: 1.5 };
const INTRACLASS_CORRELATION = 0.33;

/**
 * Requests at `intensity`, failing with probability p (times the change's factor from its minute on).
 * In sessions each has its own probability, Beta with mean p and a + b = 1/ICC − 1.
 */
export function drawFailures(
  random: TrafficRandom,
  intensity: Float64Array,
  failureProbability: number,
  clustered: boolean,
  change: LevelChange | null = null,
): FailureStream {
  const failures = new Uint32Array(intensity.length);
  const requests = new Uint32Array(intensity.length);
  const probabilityAt = (minute: number): number =>
    Math.min(1, failureProbability * (change && minute >= change.atMinute ? change.factor : 1));
  const add = (minute: number, probability: number): void => {
    requests[minute] = (requests[minute] as number) + 1;
    if (random.chance(probability)) failures[minute] = (failures[minute] as number) + 1;
  };
  if (!clustered) {
    for (let minute = 0; minute < intensity.length; minute++) {
      const probability = probabilityAt(minute);
      for (let left = random.poisson(intensity[minute] as number); left > 0; left--) add(minute, probability);
    }
    return { failures, requests };
  }
  let probability = 0;
  const concentration = 1 / INTRACLASS_CORRELATION - 1;
  drawSessions(
    random,
    intensity,
    REQUEST_SESSIONS,
    (startMinute) => {
      const mean = probabilityAt(startMinute);
      probability = random.beta(mean * concentration, (1 - mean) * concentration);
    },
    (minute) => add(minute, probability),
  );
  return { failures, requests };
}
