import { createMemoryRowStore, type MemoryRowStore } from '@tacet/adapters/clickhouse';
import type { LogRecord, PartitionStart, PartitionTask } from '@tacet/runtime';
import type { StoreSettings } from './store-settings';
import { createStoreTask, storeTopics } from './store.task';

const TOPIC = 'tacet.dead-letters.v1';
const START: PartitionStart = {
  committed: null,
  lowOffset: 0,
  highOffset: 100,
  partitions: 2,
  timestampType: 'CreateTime',
};

class Harness {
  nowMs = 0;
  readonly store: MemoryRowStore = createMemoryRowStore();
  readonly blocked: boolean[] = [];
  readonly rejected: string[] = [];
  readonly malformed: string[] = [];
  readonly waits: number[] = [];
  readonly gaps: number[] = [];
  readonly open;

  constructor(settings: Partial<StoreSettings> = {}) {
    this.open = createStoreTask({
      store: this.store,
      clock: { nowMs: () => this.nowMs },
      topicPrefix: 'tacet.',
      settings,
      onBlocked: (blocked) => this.blocked.push(blocked),
      onRejected: (table, errorClass) => this.rejected.push(`${table} ${errorClass}`),
      onMalformed: (topic, reason) => this.malformed.push(`${topic} ${reason}`),
      onUnavailable: (_, __, retryInMs) => this.waits.push(retryInMs),
      onGap: (_, messages) => this.gaps.push(messages),
    });
  }

  task(partition = 0, start = START): Promise<PartitionTask> {
    return this.open({ topic: TOPIC, partition }, start);
  }

  /** Lets time pass, in ticks of a second, and every insert that they start come to its end. */
  async pass(task: PartitionTask, ms: number): Promise<void> {
    for (const until = this.nowMs + ms; this.nowMs < until;) {
      this.nowMs += 1_000;
      await task.onTick(this.nowMs);
      await settle();
    }
  }

  storedOffsets(): number[] {
    return this.store
      .finalRows('dead_letters')
      .map((row) => Number(row['kafka_offset']))
      .sort((a, b) => a - b);
  }
}

/** Inserts of the twin end within the microtasks queued now. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function records(from: number, to: number, bytes: unknown = 1, partition = 0): LogRecord[] {
  return Array.from({ length: to - from }, (_, i) => {
    const letter = { topic: 'otlp_spans', partition, offset: from + i, bytes };
    return record(from + i, JSON.stringify(letter), partition);
  });
}

function record(offset: number, value: string | null, partition = 0): LogRecord {
  const bytes = value === null ? null : Buffer.from(value);
  return { topic: TOPIC, partition, offset, timestampMs: 5, key: null, value: bytes };
}

describe('store task', () => {
  it('reads every topic that the store subscribes to', () => {
    expect(storeTopics('x.')).toContain('x.steps.v1');
  });

  it('collects small batches and writes them once they are a second old', async () => {
    const harness = new Harness();
    const task = await harness.task();
    await task.onRecords(records(0, 2), 2);
    await task.onRecords(records(2, 5), 5);
    expect(harness.store.inserts).toHaveLength(0);
    expect(task.commitPoint()).toBeNull();
    await harness.pass(task, 1_000);
    expect(harness.store.inserts).toEqual([{ table: 'dead_letters', rows: 5 }]);
    expect(task.commitPoint()).toEqual({ offset: 5, metadata: '' });
    expect(task.commitPoint()).toBeNull();
  });

  it('writes at once when enough rows wait, in inserts of that size', async () => {
    const harness = new Harness({ flushRowsMax: 10 });
    const task = await harness.task();
    await task.onRecords(records(0, 25), 25);
    await settle();
    expect(harness.store.inserts.map((insert) => insert.rows)).toEqual([10, 10]);
    expect(task.commitPoint()?.offset).toBe(20);
  });

  it('writes the rows of several partitions in one insert', async () => {
    const harness = new Harness();
    const [first, second] = [await harness.task(0), await harness.task(1)];
    await first.onRecords(records(0, 3), 3);
    await second.onRecords(records(7, 9, 1, 1), 9);
    await harness.pass(first, 1_000);
    expect(harness.store.inserts.map((insert) => insert.rows)).toEqual([5]);
    expect([first.commitPoint()?.offset, second.commitPoint()?.offset]).toEqual([3, 9]);
  });

  it('counts and skips what it cannot read', async () => {
    const harness = new Harness();
    const task = await harness.task();
    await task.onRecords([record(0, '{'), record(1, null), record(2, '{"a":1}'), record(3, '[]')], 4);
    expect(harness.malformed.map((line) => line.split(' ')[1])).toEqual([
      'unreadable',
      'empty',
      'not-a-dead-letter',
      'not-a-dead-letter',
    ]);
    expect(task.commitPoint()?.offset).toBe(4);
  });

  it('does not commit past a message that waits, though later ones are done', async () => {
    const harness = new Harness();
    const task = await harness.task();
    await task.onRecords([...records(0, 1), record(1, '{'), record(2, '{')], 3);
    expect(task.commitPoint()).toBeNull();
    await harness.pass(task, 1_000);
    expect(task.commitPoint()?.offset).toBe(3);
  });

  it('waits longer after every failure, up to the cap, and starts short again', async () => {
    const harness = new Harness({ backOffMinMs: 1_000, backOffMaxMs: 10_000 });
    const task = await harness.task();
    harness.store.setFault(() => 'unavailable');
    await task.onRecords(records(0, 3), 3);
    await harness.pass(task, 30_000);
    expect(harness.waits).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(task.commitPoint()).toBeNull();
    harness.store.setFault(() => null);
    await harness.pass(task, 10_000);
    expect(harness.storedOffsets()).toEqual([0, 1, 2]);
    expect(task.commitPoint()?.offset).toBe(3);
    harness.store.setFault(() => 'unavailable');
    await task.onRecords(records(3, 4), 4);
    await harness.pass(task, 1_000);
    expect(harness.waits.at(-1)).toBe(1_000);
  });

  it('sends rows again whose acknowledgement was lost, which changes nothing', async () => {
    const harness = new Harness();
    const task = await harness.task();
    harness.store.setFault(() => 'ack-lost');
    await task.onRecords(records(0, 3), 3);
    await harness.pass(task, 1_000);
    expect(harness.storedOffsets()).toEqual([0, 1, 2]);
    expect(task.commitPoint()).toBeNull();
    harness.store.setFault(() => null);
    await harness.pass(task, 2_000);
    expect(harness.storedOffsets()).toEqual([0, 1, 2]);
    expect(task.commitPoint()?.offset).toBe(3);
  });

  it('asks to pause above the high mark and to go on at the low one, losing nothing', async () => {
    const value = records(0, 1)[0]!.value!.length;
    const harness = new Harness({ pendingBytesHigh: 5 * value, pendingBytesLow: 2 * value, flushRowsMax: 4 });
    const task = await harness.task();
    harness.store.setFault(() => 'unavailable');
    await task.onRecords(records(0, 5), 5);
    expect(harness.blocked).toEqual([]);
    await task.onRecords(records(5, 8), 8);
    expect(harness.blocked).toEqual([true]);
    await harness.pass(task, 30_000);
    expect(harness.blocked).toEqual([true]);
    harness.store.setFault(() => null);
    await harness.pass(task, 11_000);
    expect(harness.blocked).toEqual([true, false]);
    expect(harness.storedOffsets()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('leaves out a poison row, says so once, and commits past it', async () => {
    const harness = new Harness();
    const task = await harness.task();
    await task.onRecords([...records(0, 4), ...records(4, 5, 'poison'), ...records(5, 9)], 9);
    await harness.pass(task, 1_000);
    expect(harness.rejected).toEqual(['dead_letters CANNOT_PARSE_INPUT_ASSERTION_FAILED (27)']);
    expect(harness.storedOffsets()).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    expect(task.commitPoint()?.offset).toBe(9);
  });

  it('says nothing of a poison row before the rest of its batch is in', async () => {
    const harness = new Harness();
    const task = await harness.task();
    harness.store.setFault((_, rows) => (rows.length === 2 ? 'unavailable' : null));
    await task.onRecords([...records(0, 1, 'poison'), ...records(1, 4)], 4);
    await harness.pass(task, 5_000);
    expect(harness.rejected).toHaveLength(0);
    harness.store.setFault(() => null);
    await harness.pass(task, 10_000);
    expect(harness.rejected).toHaveLength(1);
  });

  it('writes nothing more of a revoked partition, and frees what it held', async () => {
    const harness = new Harness({ pendingBytesHigh: 1, pendingBytesLow: 0 });
    const [gone, kept] = [await harness.task(0), await harness.task(1)];
    await gone.onRecords(records(0, 3), 3);
    gone.onRevoked();
    expect(harness.blocked).toEqual([true, false]);
    await kept.onRecords(records(7, 8, 1, 1), 8);
    await harness.pass(kept, 1_000);
    expect(harness.storedOffsets()).toEqual([7]);
    expect(gone.commitPoint()).toBeNull();
  });

  it('does not repeat a failed insert for a partition revoked meanwhile', async () => {
    const harness = new Harness({ pendingBytesHigh: 1, pendingBytesLow: 0 });
    const [gone, kept] = [await harness.task(0), await harness.task(1)];
    await gone.onRecords(records(0, 3), 3);
    await kept.onRecords(records(7, 8, 1, 1), 8);
    harness.store.setFault(() => 'unavailable');
    harness.nowMs = 1_000;
    await kept.onTick(1_000);
    gone.onRevoked();
    await settle();
    harness.store.setFault(() => null);
    await harness.pass(kept, 2_000);
    expect(harness.storedOffsets()).toEqual([7]);
    expect(harness.blocked).toEqual([true, false]);
  });

  it('writes what waits when it is drained, without waiting for its age', async () => {
    const harness = new Harness();
    const task = await harness.task();
    await task.onRecords(records(0, 3), 3);
    await task.drain();
    expect(harness.storedOffsets()).toEqual([0, 1, 2]);
    expect(task.commitPoint()?.offset).toBe(3);
  });

  it('ends a drain although the store is away, and keeps the offsets', async () => {
    const harness = new Harness();
    const task = await harness.task();
    harness.store.setFault(() => 'unavailable');
    await task.onRecords(records(0, 3), 3);
    await task.drain();
    expect(task.commitPoint()).toBeNull();
  });

  it('stops loudly on an error that is neither the rows nor the store', async () => {
    const harness = new Harness();
    const task = await harness.task();
    harness.store.setFault(() => {
      throw new TypeError('a defect');
    });
    await task.onRecords(records(0, 1), 1);
    await harness.pass(task, 1_000);
    await expect(task.onTick(2_000)).rejects.toThrow('a defect');
    expect(task.commitPoint()).toBeNull();
  });

  it('goes on where the group committed, and reports what the log has lost since', async () => {
    const harness = new Harness();
    const committed = { offset: 40, metadata: '' };
    expect((await harness.task(0, { ...START, committed, lowOffset: 10 })).startOffset).toBe(40);
    expect(harness.gaps).toEqual([]);
    expect((await harness.task(1, { ...START, committed, lowOffset: 60 })).startOffset).toBe(60);
    expect(harness.gaps).toEqual([20]);
    expect((await harness.task(0, { ...START, lowOffset: 7 })).startOffset).toBe(7);
  });

  it('refuses a topic that is not its own', async () => {
    const open = new Harness().open;
    await expect(open({ topic: 'otlp_spans', partition: 0 }, START)).rejects.toThrow('does not read');
  });
});
