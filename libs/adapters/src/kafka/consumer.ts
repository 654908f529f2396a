import type { Admin, Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { LogConsumer, LogRecord, OpenPartition, TopicPartition } from '@tacet/runtime';
import { AssignedPartition } from './assigned-partition';
import { readPartitionStart } from './partition-start';
import type { LogSink } from './connection';

export interface KafkaConsumerOptions {
  groupId: string;
  /** Called when the member is dead for good; the process should end so that it is started again. */
  onFatal: (error: Error) => void;
  log: LogSink;
  /** Records between the position and the end of a partition, after each batch. */
  onLag?: (tp: TopicPartition, records: number) => void;
  sessionTimeoutMs?: number;
  fetchBytesMax?: number;
  tickIntervalMs?: number;
  commitIntervalMs?: number;
}

/**
 * A group member on kafkajs `eachBatch`.
 *
 * Offsets stay outside the work: a task says which (offset, metadata) pair to commit, and restores from that
 * pair read as one. After every rebalance kafkajs goes back to the committed offset also on partitions it
 * kept (hazard K2), so the position is sought again and records below it are skipped. Committing for a
 * partition that was lost meanwhile is harmless: a committed pair is true forever once true.
 */
export class KafkaLogConsumer implements LogConsumer {
  private readonly consumer: Consumer;
  private readonly admin: Admin;
  private readonly partitions = new Map<string, Promise<AssignedPartition>>();
  private topics: readonly string[] = [];
  private open: OpenPartition = () => Promise.reject(new Error('consumer is not running'));
  private timer: NodeJS.Timeout | null = null;
  private lastSignMs = Date.now();
  private lastCommitMs = 0;
  private paused = false;
  private stopping = false;
  private tickRunning = false;

  constructor(
    kafka: Kafka,
    private readonly options: KafkaConsumerOptions,
  ) {
    this.admin = kafka.admin();
    const fetchBytes = options.fetchBytesMax ?? 4 * 1024 * 1024;
    this.consumer = kafka.consumer({
      groupId: options.groupId,
      sessionTimeout: options.sessionTimeoutMs ?? 10_000,
      rebalanceTimeout: 60_000,
      heartbeatInterval: 2_000,
      metadataMaxAge: 30_000,
      maxWaitTimeInMs: 250,
      minBytes: 1,
      maxBytes: 4 * fetchBytes,
      maxBytesPerPartition: fetchBytes,
      allowAutoTopicCreation: false,
      retry: { restartOnFailure: () => Promise.resolve(true), retries: 30, maxRetryTime: 2_000 },
    });
  }

  async run(topics: readonly string[], open: OpenPartition): Promise<void> {
    this.topics = topics;
    this.open = open;
    this.listen();
    await this.admin.connect();
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 16,
      eachBatch: (payload) => this.onBatch(payload),
    });
    this.timer = setInterval(() => void this.tick(), this.options.tickIntervalMs ?? 250);
  }

  setPaused(paused: boolean): void {
    if (paused === this.paused || this.stopping) return;
    this.paused = paused;
    const topics = this.topics.map((topic) => ({ topic }));
    if (paused) this.consumer.pause(topics);
    else this.consumer.resume(topics);
  }

  silentForMs(): number {
    return Date.now() - this.lastSignMs;
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    if (this.timer) clearInterval(this.timer);
    if (this.topics.length > 0) {
      this.consumer.pause(this.topics.map((topic) => ({ topic })));
      for (const opening of this.partitions.values()) {
        const partition = await opening.catch(() => null);
        await partition?.drain();
      }
      await this.commit().catch((error: Error) => this.options.log('warn', `last commit: ${error.message}`));
    }
    await this.consumer.disconnect();
    await this.admin.disconnect();
  }

  private listen(): void {
    const alive = (): void => {
      this.lastSignMs = Date.now();
    };
    const { FETCH, HEARTBEAT, GROUP_JOIN, CRASH } = this.consumer.events;
    this.consumer.on(FETCH, alive);
    this.consumer.on(HEARTBEAT, alive);
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      alive();
      this.reconcile(payload.memberAssignment);
    });
    this.consumer.on(CRASH, ({ payload }) => {
      this.options.log('error', `consumer of ${this.options.groupId} crashed: ${payload.error.message}`);
      if (!payload.restart && !this.stopping) this.options.onFatal(payload.error);
    });
  }

  /** The new assignment: let lost partitions go, seek kept ones to where they are, open gained ones. */
  private reconcile(assignment: Record<string, number[]>): void {
    const assigned = new Set<string>();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) {
        const tp = { topic, partition };
        assigned.add(keyOf(tp));
        this.seekOrOpen(tp);
      }
    }
    for (const [key, opening] of this.partitions) {
      if (assigned.has(key)) continue;
      this.partitions.delete(key);
      void opening.then(
        (partition) => partition.revoke(),
        () => undefined,
      );
    }
    if (this.paused) this.consumer.pause(this.topics.map((topic) => ({ topic })));
  }

  private seekOrOpen(tp: TopicPartition): void {
    const known = this.partitions.get(keyOf(tp));
    const settled = known ? known.then((p) => this.seek(tp, p.nextOffset)) : this.openPartition(tp);
    // A failed opening ended the member already, in openPartition.
    void settled.catch(() => undefined);
  }

  private openPartition(tp: TopicPartition): Promise<AssignedPartition> {
    const opening = this.openOrFail(tp);
    this.partitions.set(keyOf(tp), opening);
    return opening;
  }

  private async openOrFail(tp: TopicPartition): Promise<AssignedPartition> {
    try {
      const start = await readPartitionStart(this.admin, this.options.groupId, tp);
      return new AssignedPartition(tp, await this.open(tp, start));
    } catch (error) {
      this.partitions.delete(keyOf(tp));
      this.options.log('error', `cannot open ${keyOf(tp)}: ${(error as Error).message}`);
      if (!this.stopping) this.options.onFatal(error as Error);
      throw error;
    }
  }

  private async onBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const tp = { topic: batch.topic, partition: batch.partition };
    const beat = setInterval(() => void payload.heartbeat().catch(() => undefined), 2_000);
    try {
      const partition = await (this.partitions.get(keyOf(tp)) ?? this.openPartition(tp));
      if (!payload.isRunning() || payload.isStale() || this.stopping) return;
      const first = Number(batch.firstOffset() ?? 0);
      if (first > partition.nextOffset && partition.mayRewind()) {
        this.seek(tp, partition.nextOffset);
        return;
      }
      const records: LogRecord[] = [];
      for (const message of batch.messages) {
        const offset = Number(message.offset);
        if (offset < partition.nextOffset) continue;
        records.push({
          topic: tp.topic,
          partition: tp.partition,
          offset,
          timestampMs: Number(message.timestamp),
          key: message.key ?? null,
          value: message.value,
        });
      }
      const high = Number(batch.highWatermark);
      await partition.deliver(records, Number(batch.lastOffset()) + 1, high);
      payload.resolveOffset(batch.lastOffset());
      this.options.onLag?.(tp, Math.max(0, high - partition.nextOffset));
    } catch (error) {
      this.options.onFatal(error as Error);
      throw error;
    } finally {
      clearInterval(beat);
    }
  }

  private seek(tp: TopicPartition, offset: number): void {
    try {
      this.consumer.seek({ ...tp, offset: String(offset) });
    } catch (error) {
      this.options.log('warn', `seek ${keyOf(tp)}: ${(error as Error).message}`);
    }
  }

  private async tick(): Promise<void> {
    if (this.tickRunning || this.stopping) return;
    this.tickRunning = true;
    try {
      const nowMs = Date.now();
      for (const opening of [...this.partitions.values()]) {
        const partition = await opening.catch(() => null);
        await partition?.tick(nowMs);
      }
      if (nowMs - this.lastCommitMs >= (this.options.commitIntervalMs ?? 1_000)) {
        this.lastCommitMs = nowMs;
        await this.commit().catch((error: Error) => this.options.log('warn', `commit: ${error.message}`));
      }
    } catch (error) {
      this.options.onFatal(error as Error);
    } finally {
      this.tickRunning = false;
    }
  }

  private async commit(): Promise<void> {
    const points = [];
    for (const opening of this.partitions.values()) {
      const partition = await opening.catch(() => null);
      const point = partition?.commitPoint();
      if (partition && point) {
        points.push({ ...partition.tp, offset: String(point.offset), metadata: point.metadata });
      }
    }
    if (points.length > 0) await this.consumer.commitOffsets(points);
  }
}

function keyOf(tp: TopicPartition): string {
  return `${tp.topic}/${tp.partition}`;
}
