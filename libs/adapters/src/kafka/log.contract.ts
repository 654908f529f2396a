import type {
  CommittedPoint,
  LogConsumer,
  LogProducer,
  LogRecord,
  PartitionStart,
  PartitionTask,
  TopicPartition,
} from '@tacet/runtime';

/** A log under test: fresh topics, members of one group, and a way to let time pass until a condition holds. */
export interface LogUnderTest {
  createTopic(name: string, partitions: number): Promise<void>;
  producer(): LogProducer;
  consumer(groupId: string): LogConsumer;
  /** Lets the consumer work until the condition holds; fails when it never does. */
  until(consumer: LogConsumer, condition: () => boolean): Promise<void>;
}

/** Remembers what it was given; commits the offset after the last record, with a text of its own. */
export class RecordingTask implements PartitionTask {
  readonly seen: LogRecord[] = [];
  drained = false;
  private committed = -1;
  readonly startOffset: number;

  constructor(
    readonly tp: TopicPartition,
    readonly start: PartitionStart,
  ) {
    this.startOffset = start.committed?.offset ?? start.lowOffset;
  }

  onRecords(records: readonly LogRecord[]): Promise<void> {
    this.seen.push(...records);
    return Promise.resolve();
  }

  onTick(): Promise<void> {
    return Promise.resolve();
  }

  commitPoint(): CommittedPoint | null {
    const last = this.seen[this.seen.length - 1];
    if (!last || last.offset + 1 === this.committed) return null;
    this.committed = last.offset + 1;
    return { offset: this.committed, metadata: `after ${last.offset}` };
  }

  onRevoked(): void {
    this.drained = false;
  }

  drain(): Promise<void> {
    this.drained = true;
    return Promise.resolve();
  }
}

/** What every log must do, the real broker and its in-memory twin alike. */
export function logContract(create: () => Promise<LogUnderTest>): void {
  let log: LogUnderTest;
  let run = 0;
  let topic = '';
  let group = '';

  beforeEach(async () => {
    log = await create();
    run++;
    topic = `contract-${process.pid}-${run}`;
    group = `contract-${process.pid}-${run}`;
    await log.createTopic(topic, 2);
  });

  async function member(): Promise<{ consumer: LogConsumer; tasks: RecordingTask[] }> {
    const tasks: RecordingTask[] = [];
    const consumer = log.consumer(group);
    await consumer.run([topic], (tp, start) => {
      const task = new RecordingTask(tp, start);
      tasks.push(task);
      return Promise.resolve(task);
    });
    return { consumer, tasks };
  }

  const values = (tasks: RecordingTask[], partition: number): string[] =>
    tasks.filter((t) => t.tp.partition === partition).flatMap((t) => t.seen.map((r) => text(r.value)));

  it('delivers each partition from its beginning, in order, bytes unchanged', async () => {
    const producer = log.producer();
    const binary = new Uint8Array([0x0a, 0x00, 0xff, 0x80]);
    await producer.send([
      { topic, partition: 0, value: 'a', key: 'k', timestampMs: 1_700_000_000_000 },
      { topic, partition: 1, value: binary },
      { topic, partition: 0, value: 'b' },
    ]);
    const { consumer, tasks } = await member();
    await log.until(consumer, () => tasks.flatMap((t) => t.seen).length === 3);
    expect(values(tasks, 0)).toEqual(['a', 'b']);
    const second = tasks.find((t) => t.tp.partition === 1)!.seen[0]!;
    expect([...second.value!]).toEqual([...binary]);
    const first = tasks.find((t) => t.tp.partition === 0)!.seen[0]!;
    expect(first.timestampMs).toBe(1_700_000_000_000);
    expect(text(first.key)).toBe('k');
    await consumer.stop();
    await producer.close();
  });

  it('opens every partition, also those without a record', async () => {
    const { consumer, tasks } = await member();
    await log.until(consumer, () => tasks.length === 2);
    expect(tasks.map((t) => t.start.partitions)).toEqual([2, 2]);
    expect(tasks.every((t) => t.start.committed === null)).toBe(true);
    await consumer.stop();
  });

  it('restores offset and metadata as the pair that was committed, and goes on after it', async () => {
    const producer = log.producer();
    await producer.send([
      { topic, partition: 0, value: 'a' },
      { topic, partition: 0, value: 'b' },
    ]);
    const first = await member();
    await log.until(first.consumer, () => values(first.tasks, 0).length === 2);
    await first.consumer.stop();
    expect(first.tasks.every((t) => t.drained)).toBe(true);
    await producer.send([{ topic, partition: 0, value: 'c' }]);

    const second = await member();
    await log.until(second.consumer, () => values(second.tasks, 0).length === 1);
    expect(values(second.tasks, 0)).toEqual(['c']);
    const restored = second.tasks.find((t) => t.tp.partition === 0)!.start;
    expect(restored.committed).toEqual({ offset: 2, metadata: 'after 1' });
    await second.consumer.stop();
    await producer.close();
  });

  it('delivers nothing while paused and everything afterwards', async () => {
    const producer = log.producer();
    const { consumer, tasks } = await member();
    await log.until(consumer, () => tasks.length === 2);
    consumer.setPaused(true);
    await producer.send([{ topic, partition: 1, value: 'held' }]);
    expect(values(tasks, 1)).toEqual([]);
    consumer.setPaused(false);
    await log.until(consumer, () => values(tasks, 1).length === 1);
    await consumer.stop();
    await producer.close();
  });

  it('tells how many partitions a topic has', async () => {
    const producer = log.producer();
    await expect(producer.partitionsOf(topic)).resolves.toBe(2);
    await producer.close();
  });
}

function text(bytes: Uint8Array | null): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}
