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
  type RowStore,
  type SnapshotStore,
  type StateSnapshot,
  type TableRow,
} from './ports/store';
export { systemClock, type Clock } from './ports/clock';
