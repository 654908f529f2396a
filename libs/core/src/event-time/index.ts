export { windowStartOf } from './tumbling-window';
export { bucketSealedUnder, place, windowSealedUnder, type LatenessRules, type Placement } from './lateness';
export { MergedWindows, type FinalWindow } from './merged-windows';
export { PartitionWindows, type Mark, type MarkOrigin, type PartitionWindowRules } from './partition-windows';
export {
  advanceMarks,
  combinedWatermarkMs,
  type EnvelopeHead,
  type OriginMark,
  type OriginMarks,
} from './origin-marks';
