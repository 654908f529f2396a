import { type Signal } from '@tacet/contracts';
import { costPerTurn } from './cost-per-turn/cost-per-turn.detector';
import { failPlausibleRate } from './fail-plausible-rate/fail-plausible-rate.detector';
import { type SeriesDetectorDefinition } from './series-detector-definition';
import { toolLoopRate } from './tool-loop-rate/tool-loop-rate.detector';
import { turnVolumeFall, turnVolumeRise } from './turn-volume/turn-volume.detector';

/** What runs unless told otherwise: shares and ranks of turns, which no change of traffic moves. */
export const SERIES_DETECTORS: readonly SeriesDetectorDefinition[] = [
  failPlausibleRate,
  toolLoopRate,
  costPerTurn,
];

/**
 * Counts of turns, for those who switch them on. Turns come in sessions, and counts of what comes in bunches
 * may go over the budget (detectors.md 7.9): two false alarms in two weeks on the simulated fleet.
 */
export const VOLUME_DETECTORS: readonly SeriesDetectorDefinition[] = [turnVolumeRise, turnVolumeFall];

/** A signal may have several detectors, one per direction; most signals have none. */
export function seriesDetectorsOf(
  signal: Signal,
  among: readonly SeriesDetectorDefinition[] = SERIES_DETECTORS,
): readonly SeriesDetectorDefinition[] {
  return among.filter((definition) => definition.signal === signal);
}
