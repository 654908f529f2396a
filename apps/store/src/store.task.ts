import { topicName } from '@tacet/contracts';
import type {
  Clock,
  CommittedPoint,
  LogRecord,
  OpenPartition,
  PartitionStart,
  PartitionTask,
  TopicPartition,
} from '@tacet/runtime';
import { OffsetTracker } from './offset-tracker';
import { DEFAULT_STORE_SETTINGS, type StoreSettings } from './store-settings';
import { TableBuffers, type TableBuffersDeps } from './table-buffers';
import { readMessage, TOPIC_TABLES, type TopicTable } from './topic-tables';

export interface StoreTaskDeps extends Omit<TableBuffersDeps, 'settings'> {
  clock: Clock;
  /** As in the topic names, e.g. `tacet.`. */
  topicPrefix: string;
  settings?: Partial<StoreSettings>;
  /** A message was skipped; `reason` is one of a closed list of words. */
  onMalformed(topic: string, reason: string): void;
  /** The log no longer holds messages that were not stored. */
  onGap?(partition: TopicPartition, messages: number): void;
}

/** Topics to subscribe to. */
export function storeTopics(topicPrefix: string): string[] {
  return TOPIC_TABLES.map(({ topic }) => topicName(topic, topicPrefix));
}

/**
 * Opens partitions of the store: every message becomes rows of one table, and its offset may be committed once they
 * are acknowledged. There is no other state, so nothing is lost when a partition moves: whoever reads the messages
 * again writes the same rows. Partitions share their buffers (see TableBuffers).
 */
export function createStoreTask(deps: StoreTaskDeps): OpenPartition {
  const buffers = new TableBuffers({ ...deps, settings: { ...DEFAULT_STORE_SETTINGS, ...deps.settings } });
  const tables = new Map(TOPIC_TABLES.map((entry) => [topicName(entry.topic, deps.topicPrefix), entry]));
  return async function openStorePartition(partition, start) {
    const table = tables.get(partition.topic);
    if (!table) throw new Error(`store does not read ${partition.topic}`);
    const startOffset = Math.max(start.committed?.offset ?? 0, start.lowOffset);
    reportGap(deps, partition, start);
    return new StorePartitionTask(deps, buffers, table, startOffset);
  };
}

class StorePartitionTask implements PartitionTask {
  private readonly offsets = new OffsetTracker();
  private revoked = false;

  constructor(
    private readonly deps: StoreTaskDeps,
    private readonly buffers: TableBuffers,
    private readonly table: TopicTable,
    readonly startOffset: number,
  ) {}

  async onRecords(records: readonly LogRecord[]): Promise<void> {
    if (this.revoked) return;
    const nowMs = this.deps.clock.nowMs();
    for (const record of records) this.take(record, nowMs);
    this.buffers.flushDue(nowMs);
  }

  async onTick(nowMs: number): Promise<void> {
    this.buffers.flushDue(nowMs);
  }

  commitPoint(): CommittedPoint | null {
    const offset = this.revoked ? null : this.offsets.next();
    return offset === null ? null : { offset, metadata: '' };
  }

  onRevoked(): void {
    this.revoked = true;
    this.buffers.drop(this);
  }

  async drain(): Promise<void> {
    await this.buffers.flushAll(this.deps.clock.nowMs());
  }

  private take(record: LogRecord, nowMs: number): void {
    const read = readMessage(this.table, record.value, record.timestampMs);
    if (!read.ok) this.deps.onMalformed(record.topic, read.reason);
    const rows = read.ok ? read.rows : [];
    const ticket = this.offsets.add(record.offset, rows.length === 0);
    if (rows.length === 0) return;
    const bytes = record.value?.length ?? 0;
    this.buffers.add(this.table.table, { rows, bytes, ticket, owner: this, addedAtMs: nowMs });
  }
}

function reportGap(
  deps: StoreTaskDeps,
  partition: TopicPartition,
  { committed, lowOffset }: PartitionStart,
): void {
  if (committed && committed.offset < lowOffset) deps.onGap?.(partition, lowOffset - committed.offset);
}
