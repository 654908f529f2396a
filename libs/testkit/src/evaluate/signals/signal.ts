import { type LevelChange } from '../traffic/intensity';
import { type TrafficRandom } from '../traffic/traffic-random';

export interface NamedAlarms {
  detector: string;
  /** Ascending, from the start of the stream. */
  alarmMinutes: number[];
}

/** One key's stream, drawn and watched by every detector that is compared on this kind of signal. */
export type WatchKey = (
  random: TrafficRandom,
  traffic: string,
  perHour: number,
  minutes: number,
  change: LevelChange | null,
) => NamedAlarms[];
