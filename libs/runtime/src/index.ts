export {
  type CommittedPoint,
  type LogConsumer,
  type LogProducer,
  type LogRecord,
  type OpenPartition,
  type OutgoingRecord,
  type PartitionStart,
  type PartitionTask,
  type TopicPartition,
} from './ports/log';
export {
  RowRejectedError,
  StoreUnavailableError,
  type RowLine,
  type RowStore,
  type SnapshotStore,
  type StateSnapshot,
  type StoreRow,
  type TableRow,
} from './ports/store';
export { systemClock, type Clock } from './ports/clock';
export {
  decodeMetadata,
  encodeMetadata,
  METADATA_BYTES_MAX,
  METADATA_VERSION,
  type DerivedMetadata,
  type InputMetadata,
} from './replay/commit-metadata';
export { Checkpoints } from './replay/checkpoints';
export { OriginProgress, progressMetadata, type ProgressState } from './replay/origin-progress';
export { partitionOfKey } from './replay/place-row';
export { partialRecords } from './envelopes/partial-records';
