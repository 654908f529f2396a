import { CLUSTERED_SESSIONS, drawSessions } from './sessions';
import { type TrafficRandom } from './traffic-random';

/** Events in each minute: Poisson given the intensity, alone or in sessions. */
export function drawCounts(random: TrafficRandom, intensity: Float64Array, clustered: boolean): Uint32Array {
  const counts = new Uint32Array(intensity.length);
  if (!clustered) {
    for (let minute = 0; minute < counts.length; minute++) {
      counts[minute] = random.poisson(intensity[minute] as number);
    }
    return counts;
  }
  const ignore = (): void => undefined;
  drawSessions(random, intensity, CLUSTERED_SESSIONS, ignore, (minute) => {
    counts[minute] = (counts[minute] as number) + 1;
  });
  return counts;
}
