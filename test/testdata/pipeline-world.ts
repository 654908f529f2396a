import { topicNames } from '@tacet/contracts';
import { createMemoryRowStore, createMemorySnapshotStore } from '@tacet/adapters/clickhouse';
import { loadPrices } from '@tacet/adapters/config';
import { MemoryLog } from '@tacet/adapters/kafka';
import { OtlpStepDecoder } from '@tacet/adapters/otlp';
import { partitionOfKey, type LogProducer, type OpenPartition } from '@tacet/runtime';
import { Fleet, type FleetMessage } from '@tacet/testkit/fleet';
import { FaultyGroup, FaultyProducer, type GroupFaults, type Random } from '@tacet/testkit/replay-harness';
import { ADMIT_DEFAULTS } from '../../apps/admit/src/admit.config';
import { AdmitPartition } from '../../apps/admit/src/admit.pipeline';
import { createDecodeMessageStep } from '../../apps/admit/src/steps/decode-message.step';
import { ASSEMBLE_DEFAULTS } from '../../apps/assemble/src/assemble.config';
import { AssemblePartition } from '../../apps/assemble/src/assemble.pipeline';
import { EMPTY_RATES_FOLD } from '../../apps/assemble/src/steps/empty-rates-memory.step';
import { DETECT_DEFAULTS } from '../../apps/detect/src/detect.config';
import { createDetectTask } from '../../apps/detect/src/detect.pipeline';
import { createStoreTask, storeTopics } from '../../apps/store/src/store.task';

export const TOPICS = topicNames('tacet.');
const INPUTS = { [TOPICS.otlpSpans]: 2, [TOPICS.otlpLogs]: 1 };
const PARTITIONS = 2;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
export const START_MS = Date.UTC(2026, 0, 5);
const PRICES = loadPrices();

export const CALM: GroupFaults = {
  members: 1,
  crash: 0,
  commitLost: 0,
  batchMax: 1_000,
  readsBeforeTick: true,
};

/** A day of a small fleet, as the Collectors send it. */
export function fleetMessages(seed: number, turnsScale: number): FleetMessage[] {
  const liveStartMs = START_MS + DAY_MS - 2 * 3_600_000;
  const fleet = new Fleet({
    seed,
    historyStartMs: START_MS,
    liveStartMs,
    endMs: START_MS + DAY_MS,
    turnsScale,
  });
  return [...fleet.messages(START_MS, START_MS + DAY_MS)];
}

/** Every stage of Tacet over a memory log and memory stores. */
export class PipelineWorld {
  readonly log = new MemoryLog();
  readonly store = createMemoryRowStore();
  private readonly snapshots = createMemorySnapshotStore();
  private readonly producer: FaultyProducer;
  private readonly groups: FaultyGroup[];

  constructor(
    private readonly random: Random,
    faults: GroupFaults,
    sends: { repeated: number; givenUp: number },
  ) {
    for (const topic of Object.values(TOPICS)) this.log.createTopic(topic, INPUTS[topic] ?? PARTITIONS);
    this.producer = new FaultyProducer(this.log, random, sends);
    const { otlpSpans, otlpLogs, steps, partials, findings } = TOPICS;
    this.groups = (
      [
        ['admit', [otlpSpans, otlpLogs], () => this.startAdmit(this.producer)],
        ['assemble', [steps], () => this.startAssemble(this.producer)],
        ['detect', [partials, findings], () => this.startDetect(this.producer)],
        ['store', storeTopics('tacet.'), () => this.startStore()],
      ] as const
    ).map(
      ([groupId, topics, start]) => new FaultyGroup(this.log, { groupId, topics, start }, random, faults),
    );
  }

  get crashes(): number {
    return this.groups.reduce((sum, group) => sum + group.crashes, 0);
  }

  /** Messages come in by the minute while every stage works; `stepsPerMinute` of something happening in between. */
  async play(messages: readonly FleetMessage[], stepsPerMinute: number): Promise<this> {
    let minute = START_MS;
    for (const [index, message] of messages.entries()) {
      for (; message.timestampMs >= minute + MINUTE_MS; minute += MINUTE_MS) {
        for (let i = 0; i < stepsPerMinute; i++) await this.random.pick(this.groups).step(this.log.nowMs);
      }
      this.append(message, index);
    }
    this.producer.calm();
    this.store.setFault(() => null);
    for (const group of this.groups) await group.drain(this.log.nowMs, 30 * MINUTE_MS);
    return this;
  }

  /** Messages of one trace stay together; the others go around. */
  private append({ topic, key, timestampMs, value }: FleetMessage, index: number): void {
    this.log.nowMs = timestampMs;
    const name = topic === 'otlp_logs' ? TOPICS.otlpLogs : TOPICS.otlpSpans;
    const partitions = INPUTS[name]!;
    const partition = key === null ? index % partitions : partitionOfKey(key, partitions);
    this.log.append({ topic: name, partition, value, timestampMs });
  }

  private startAdmit(producer: LogProducer): OpenPartition {
    const decoder = new OtlpStepDecoder({ prices: PRICES, defaults: { tenant: 'default', env: 'default' } });
    const observe = { message: () => undefined, sealed: () => undefined, dataGap: () => undefined };
    return (tp, start) => {
      const decodeMessage = createDecodeMessageStep(
        decoder,
        tp.topic === TOPICS.otlpLogs ? 'logs' : 'traces',
      );
      const partitionCounts = { steps: PARTITIONS, partials: PARTITIONS };
      const settings = { ...ADMIT_DEFAULTS, topics: TOPICS };
      return Promise.resolve(
        new AdmitPartition(tp, start, { settings, producer, decodeMessage, partitionCounts, observe }),
      );
    };
  }

  private startAssemble(producer: LogProducer): OpenPartition {
    const settings = {
      ...ASSEMBLE_DEFAULTS,
      topics: TOPICS,
      inputTopics: [TOPICS.otlpSpans, TOPICS.otlpLogs],
    };
    const partitionCounts = { findings: PARTITIONS, partials: PARTITIONS };
    const observe = {
      steps: () => undefined,
      turnsClosed: () => undefined,
      openTurns: () => undefined,
      dataGap: () => undefined,
    };
    const { snapshots } = this;
    return async (tp, start) => {
      const saved = await snapshots.load(EMPTY_RATES_FOLD, tp.partition);
      return new AssemblePartition(tp, start, saved, {
        settings,
        producer,
        snapshots,
        partitionCounts,
        observe,
      });
    };
  }

  private startDetect(producer: LogProducer): OpenPartition {
    const observe = { anomalies: () => undefined, series: () => undefined, dataGap: () => undefined };
    const settings = { ...DETECT_DEFAULTS, topics: TOPICS };
    return createDetectTask({ settings, producer, snapshots: this.snapshots, observe });
  }

  private startStore(): OpenPartition {
    return createStoreTask({
      store: this.store,
      clock: { nowMs: () => this.log.nowMs },
      topicPrefix: 'tacet.',
      onBlocked: () => undefined,
      onRejected: (table, errorClass) => {
        throw new Error(`${table} refused a row: ${errorClass}`);
      },
      onMalformed: (topic, reason) => {
        throw new Error(`${topic} has a message that is ${reason}`);
      },
    });
  }
}
