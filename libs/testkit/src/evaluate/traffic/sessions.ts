import { type TrafficRandom } from './traffic-random';

export interface SessionShape {
  /** Mean of the geometric number of events in a session. */
  sizeMean: number;
  /** Mean of the exponential gap between its events. */
  gapMinutes: number;
}

/** Sessions of four events 1.5 minutes apart: Fano factor (2 − ¼)/¼ = 7 over long windows. */
export const CLUSTERED_SESSIONS: SessionShape = { sizeMean: 4, gapMinutes: 1.5 };

/**
 * Calls `onSession` for each session and `onEvent` for the minute of each of its events. Sessions start at
 * intensity/sizeMean, so that events come at `intensity` per minute. What runs over the end is cut off.
 */
export function drawSessions(
  random: TrafficRandom,
  intensity: Float64Array,
  shape: SessionShape,
  onSession: (startMinute: number) => void,
  onEvent: (minute: number) => void,
): void {
  for (let minute = 0; minute < intensity.length; minute++) {
    for (let left = random.poisson((intensity[minute] as number) / shape.sizeMean); left > 0; left--) {
      onSession(minute);
      let at = minute + random.unit();
      for (let events = random.geometric(shape.sizeMean); events > 0; events--) {
        if (at >= intensity.length) break;
        onEvent(Math.floor(at));
        at += random.exponential(shape.gapMinutes);
      }
    }
  }
}
