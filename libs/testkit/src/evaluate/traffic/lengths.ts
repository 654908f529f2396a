import { type LevelChange } from './intensity';
import { CLUSTERED_SESSIONS, drawSessions } from './sessions';
import { type TrafficRandom } from './traffic-random';

/** Values in the order of their minutes: those of minute m are values[start[m]] … values[start[m + 1] − 1]. */
export interface ValueStream {
  start: Uint32Array;
  values: Float64Array;
}

/** Log-normal with σ = 0.8; values of one session correlate by 0.3 on the log scale (detectors.md 7.4). */
const SIGMA = 0.8;
const INTRACLASS_CORRELATION = 0.3;

/** Lengths with median 1 (times the change's factor from its minute on). */
export function drawLengths(
  random: TrafficRandom,
  intensity: Float64Array,
  clustered: boolean,
  change: LevelChange | null = null,
): ValueStream {
  const minutes: number[] = [];
  const values: number[] = [];
  const add = (minute: number, z: number): void => {
    const median = change && minute >= change.atMinute ? change.factor : 1;
    minutes.push(minute);
    values.push(median * Math.exp(SIGMA * z));
  };
  if (clustered) {
    let shared = 0;
    const ofSession = Math.sqrt(INTRACLASS_CORRELATION);
    const own = Math.sqrt(1 - INTRACLASS_CORRELATION);
    const startSession = (): void => void (shared = ofSession * random.normal());
    drawSessions(random, intensity, CLUSTERED_SESSIONS, startSession, (minute) =>
      add(minute, shared + own * random.normal()),
    );
  } else {
    for (let minute = 0; minute < intensity.length; minute++) {
      for (let left = random.poisson(intensity[minute] as number); left > 0; left--)
        add(minute, random.normal());
    }
  }
  return orderedByMinute(minutes, values, intensity.length);
}

function orderedByMinute(minutes: readonly number[], values: readonly number[], length: number): ValueStream {
  const start = new Uint32Array(length + 1);
  for (const minute of minutes) start[minute + 1] = (start[minute + 1] as number) + 1;
  for (let m = 0; m < length; m++) start[m + 1] = (start[m + 1] as number) + (start[m] as number);
  const next = start.slice();
  const ordered = new Float64Array(values.length);
  minutes.forEach((minute, i) => {
    const at = next[minute] as number;
    ordered[at] = values[i] as number;
    next[minute] = at + 1;
  });
  return { start, values: ordered };
}
