export { type SeriesMeasurement } from './measurement';
export { SeriesBank, type SeriesBankOptions } from './series-bank';
export { type SeriesDetectorDefinition } from './series-detector-definition';
export { SERIES_DETECTORS, seriesDetectorsOf, VOLUME_DETECTORS } from './series-detectors';
export { SeriesState, type SeriesStateSnapshot } from './series-state';
