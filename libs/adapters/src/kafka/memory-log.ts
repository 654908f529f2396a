import type {
  CommittedPoint,
  LogConsumer,
  LogProducer,
  LogRecord,
  OpenPartition,
  OutgoingRecord,
  TopicPartition,
} from '@tacet/runtime';
import { AssignedPartition } from './assigned-partition';

/** The in-memory twin of the broker: same ports, deterministic, stepped by hand. */
export class MemoryLog {
  private readonly topics = new Map<string, LogRecord[][]>();
  private readonly groups = new Map<string, Map<string, CommittedPoint>>();
  private roundRobin = 0;
  nowMs = 0;

  createTopic(topic: string, partitions: number): void {
    this.topics.set(
      topic,
      Array.from({ length: partitions }, () => []),
    );
  }

  records(topic: string): LogRecord[] {
    return this.partitionsOf(topic).flat();
  }

  partition(tp: TopicPartition): LogRecord[] {
    const records = this.partitionsOf(tp.topic)[tp.partition];
    if (!records) throw new Error(`no partition ${tp.topic}/${tp.partition}`);
    return records;
  }

  committed(groupId: string): Map<string, CommittedPoint> {
    let points = this.groups.get(groupId);
    if (!points) this.groups.set(groupId, (points = new Map<string, CommittedPoint>()));
    return points;
  }

  producer(): LogProducer {
    return {
      send: (records) => {
        for (const record of records) this.append(record);
        return Promise.resolve();
      },
      partitionsOf: (topic) => Promise.resolve(this.partitionsOf(topic).length),
      close: () => Promise.resolve(),
    };
  }

  consumer(groupId: string): MemoryConsumer {
    return new MemoryConsumer(this, groupId);
  }

  append(record: OutgoingRecord): void {
    const partitions = this.partitionsOf(record.topic);
    const partition = record.partition ?? this.placeByKey(record.key, partitions.length);
    const log = partitions[partition];
    if (!log) throw new Error(`no partition ${record.topic}/${partition}`);
    log.push({
      topic: record.topic,
      partition,
      offset: log.length,
      timestampMs: record.timestampMs ?? this.nowMs,
      key: record.key ? Buffer.from(record.key) : null,
      value: typeof record.value === 'string' ? Buffer.from(record.value) : record.value,
    });
  }

  partitionsOf(topic: string): LogRecord[][] {
    const partitions = this.topics.get(topic);
    if (!partitions) throw new Error(`no topic ${topic}`);
    return partitions;
  }

  private placeByKey(key: string | null | undefined, partitions: number): number {
    if (!key) return this.roundRobin++ % partitions;
    let hash = 0;
    for (const char of key) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
    return hash % partitions;
  }
}

/** A group of one member over every partition. Nothing moves until `pump`, `tick` or `commit` is called. */
export class MemoryConsumer implements LogConsumer {
  private readonly assigned: AssignedPartition[] = [];
  private paused = false;

  constructor(
    private readonly log: MemoryLog,
    private readonly groupId: string,
  ) {}

  async run(topics: readonly string[], open: OpenPartition): Promise<void> {
    for (const topic of topics) {
      const partitions = this.log.partitionsOf(topic).length;
      for (let partition = 0; partition < partitions; partition++) {
        const tp = { topic, partition };
        const committed = this.log.committed(this.groupId).get(`${topic}/${partition}`) ?? null;
        const task = await open(tp, {
          committed,
          lowOffset: 0,
          highOffset: this.log.partition(tp).length,
          partitions,
          timestampType: 'LogAppendTime',
        });
        this.assigned.push(new AssignedPartition(tp, task));
      }
    }
  }

  /** Delivers up to `batchSize` records to every partition; false when nothing was left. */
  async pump(batchSize = 100): Promise<boolean> {
    let delivered = false;
    if (this.paused) return false;
    for (const partition of this.assigned) {
      const log = this.log.partition(partition.tp);
      const records = log.slice(partition.nextOffset, partition.nextOffset + batchSize);
      if (records.length === 0) continue;
      delivered = true;
      await partition.deliver(records, records[records.length - 1]!.offset + 1, log.length);
    }
    return delivered;
  }

  async tick(nowMs: number): Promise<void> {
    for (const partition of this.assigned) await partition.tick(nowMs);
  }

  commit(): void {
    for (const partition of this.assigned) {
      const point = partition.commitPoint();
      if (point)
        this.log.committed(this.groupId).set(`${partition.tp.topic}/${partition.tp.partition}`, point);
    }
  }

  /** The process dies: nothing is drained, nothing is committed. */
  crash(): void {
    for (const partition of this.assigned) partition.revoke();
    this.assigned.length = 0;
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
  }

  silentForMs(): number {
    return 0;
  }

  async stop(): Promise<void> {
    for (const partition of this.assigned) await partition.drain();
    this.commit();
    this.assigned.length = 0;
  }
}
