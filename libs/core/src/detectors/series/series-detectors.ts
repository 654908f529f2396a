import { type Signal } from '@tacet/contracts';
import { costPerTurn } from './cost-per-turn/cost-per-turn.detector';
import { failPlausibleRate } from './fail-plausible-rate/fail-plausible-rate.detector';
import { type SeriesDetectorDefinition } from './series-detector-definition';
import { toolLoopRate } from './tool-loop-rate/tool-loop-rate.detector';
import { turnVolumeFall, turnVolumeRise } from './turn-volume/turn-volume.detector';

/** Every statistical detector. A signal may have several, one per direction; most signals have none. */
export const SERIES_DETECTORS: readonly SeriesDetectorDefinition[] = [
  failPlausibleRate,
  toolLoopRate,
  costPerTurn,
  turnVolumeRise,
  turnVolumeFall,
];

export function seriesDetectorsOf(signal: Signal): readonly SeriesDetectorDefinition[] {
  return SERIES_DETECTORS.filter((definition) => definition.signal === signal);
}
