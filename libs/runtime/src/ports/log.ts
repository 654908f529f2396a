/** The log (Kafka) as the rest of Tacet sees it. Offsets are numbers: exact up to 2^53. */
export interface LogRecord {
  topic: string;
  partition: number;
  offset: number;
  /** The record's own time: the broker's append time where the topic says LogAppendTime, else the producer's. */
  timestampMs: number;
  key: Uint8Array | null;
  value: Uint8Array | null;
}

export interface TopicPartition {
  topic: string;
  partition: number;
}

/** What a group committed for one partition: the offset and its metadata, read as one pair. */
export interface CommittedPoint {
  offset: number;
  metadata: string;
}

export interface PartitionStart {
  committed: CommittedPoint | null;
  /** First offset the log still holds. */
  lowOffset: number;
  /** Offset after the last record when the partition was opened. */
  highOffset: number;
  /** Partitions of the topic. */
  partitions: number;
  /** `LogAppendTime` or `CreateTime`. */
  timestampType: 'LogAppendTime' | 'CreateTime';
}

/**
 * The work on one assigned partition. Calls are serial per partition. A task that throws stops the consumer:
 * expected failures are outcomes or retries inside the task.
 */
export interface PartitionTask {
  /** Where reading must begin; records below it are not delivered. */
  readonly startOffset: number;
  /** `highOffset` is the offset after the last record of the log when the batch was fetched. */
  onRecords(records: readonly LogRecord[], highOffset: number): Promise<void>;
  /** Called about once a second, also while no records arrive. */
  onTick(nowMs: number): Promise<void>;
  /** The pair to commit, or null when it did not change since the last call. */
  commitPoint(): CommittedPoint | null;
  /** The partition is no longer ours: drop everything, write nothing. */
  onRevoked(): void;
  /** Orderly stop: write what is complete. */
  drain(): Promise<void>;
}

export type OpenPartition = (partition: TopicPartition, start: PartitionStart) => Promise<PartitionTask>;

/** A member of a consumer group. */
export interface LogConsumer {
  /** Joins the group and runs until `stop`; `open` is called once for every partition gained. */
  run(topics: readonly string[], open: OpenPartition): Promise<void>;
  /** Stops fetching while true; used when a task's output is blocked. */
  setPaused(paused: boolean): void;
  /** Ms since the last sign of life from the broker (fetch, heartbeat, join). */
  silentForMs(): number;
  /** Drains tasks, commits, leaves the group. */
  stop(): Promise<void>;
}

export interface OutgoingRecord {
  topic: string;
  /** Explicit partition, or undefined to place by key (or round robin without a key). */
  partition?: number;
  key?: string | null;
  value: string | Uint8Array;
  headers?: Record<string, string>;
  timestampMs?: number;
}

export interface LogProducer {
  /** Resolves when every record is acknowledged by all in-sync replicas, in order per partition. */
  send(records: readonly OutgoingRecord[]): Promise<void>;
  partitionsOf(topic: string): Promise<number>;
  close(): Promise<void>;
}
