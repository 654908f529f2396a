import fc from 'fast-check';
import { createMemoryRowStore } from '@tacet/adapters/clickhouse';
import type { LogRecord, PartitionTask } from '@tacet/runtime';
import { createStoreTask } from './store.task';

const TOPIC = 'tacet.dead-letters.v1';
const PARTITIONS = 2;

type Step =
  | { kind: 'read'; partition: number; messages: number }
  | { kind: 'tick'; seconds: number }
  | { kind: 'fault'; fault: 'unavailable' | 'ack-lost' | null }
  | { kind: 'move'; partition: number }
  | { kind: 'settle' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('read' as const),
    partition: fc.nat(PARTITIONS - 1),
    messages: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constant('tick' as const), seconds: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('fault' as const),
    fault: fc.constantFrom('unavailable' as const, 'ack-lost' as const, null),
  }),
  fc.record({ kind: fc.constant('move' as const), partition: fc.nat(PARTITIONS - 1) }),
  fc.constant({ kind: 'settle' as const }),
);

/** Every message has a fate that only its offset decides: a row, or nothing because it is no letter or poison. */
const fateOf = (offset: number): 'row' | 'malformed' | 'poison' =>
  offset % 7 === 3 ? 'malformed' : offset % 11 === 5 ? 'poison' : 'row';

function message(partition: number, offset: number): LogRecord {
  const fate = fateOf(offset);
  const letter = { topic: 't', partition, offset, bytes: fate === 'poison' ? 'x' : 1 };
  const value = fate === 'malformed' ? 'not json' : JSON.stringify(letter);
  return { topic: TOPIC, partition, offset, timestampMs: 1, key: null, value: Buffer.from(value) };
}

class World {
  readonly store = createMemoryRowStore();
  readonly tasks: PartitionTask[] = [];
  readonly position = new Array<number>(PARTITIONS).fill(0);
  readonly committed = new Array<number>(PARTITIONS).fill(0);
  nowMs = 0;
  readonly open = createStoreTask({
    store: this.store,
    clock: { nowMs: () => this.nowMs },
    topicPrefix: 'tacet.',
    settings: { flushRowsMax: 6, pendingBytesHigh: 400, pendingBytesLow: 100 },
    onBlocked: () => undefined,
    onRejected: () => undefined,
    onMalformed: () => undefined,
  });

  async gain(partition: number): Promise<void> {
    const committed = { offset: this.committed[partition]!, metadata: '' };
    const start = {
      committed,
      lowOffset: 0,
      highOffset: 0,
      partitions: PARTITIONS,
      timestampType: 'CreateTime' as const,
    };
    this.tasks[partition] = await this.open({ topic: TOPIC, partition }, start);
    this.position[partition] = this.tasks[partition].startOffset;
  }

  async apply(step: Step): Promise<void> {
    if (step.kind === 'read') {
      const from = this.position[step.partition]!;
      this.position[step.partition] = from + step.messages;
      const records = Array.from({ length: step.messages }, (_, i) => message(step.partition, from + i));
      await this.tasks[step.partition]!.onRecords(records, from + step.messages);
    } else if (step.kind === 'tick') {
      this.nowMs += step.seconds * 1_000;
      for (const task of this.tasks) await task.onTick(this.nowMs);
    } else if (step.kind === 'fault') {
      this.store.setFault(() => step.fault);
    } else if (step.kind === 'move') {
      this.tasks[step.partition]!.onRevoked();
      await this.gain(step.partition);
    } else {
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.commit();
  }

  private commit(): void {
    this.tasks.forEach((task, partition) => {
      const point = task.commitPoint();
      if (!point) return;
      expect(point.offset).toBeGreaterThan(this.committed[partition]!);
      this.committed[partition] = point.offset;
      expect(this.stored(partition)).toEqual(expect.arrayContaining(expected(point.offset)));
    });
  }

  stored(partition: number): number[] {
    return this.store
      .finalRows('dead_letters')
      .filter((row) => row['kafka_partition'] === partition)
      .map((row) => Number(row['kafka_offset']))
      .sort((a, b) => a - b);
  }
}

const expected = (end: number): number[] =>
  Array.from({ length: end }, (_, offset) => offset).filter((offset) => fateOf(offset) === 'row');

describe('store task, under any schedule of failures and moves', () => {
  it('commits only what is stored, and stores every row once the store is back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const world = new World();
        for (let partition = 0; partition < PARTITIONS; partition++) await world.gain(partition);
        for (const next of steps) await world.apply(next);
        world.store.setFault(() => null);
        for (let i = 0; i < 4; i++) {
          await world.apply({ kind: 'settle' });
          await world.apply({ kind: 'tick', seconds: 11 });
        }
        await world.apply({ kind: 'settle' });
        expect(world.committed).toEqual(world.position);
        for (let partition = 0; partition < PARTITIONS; partition++) {
          expect(world.stored(partition)).toEqual(
            expect.arrayContaining(expected(world.position[partition]!)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
