import { MemoryLog } from '@tacet/adapters/kafka';
import { createMemorySnapshotStore } from '@tacet/adapters/clickhouse';
import { RULE_ANOMALY_DEFAULTS } from '@tacet/core/anomalies';
import { SERIES_DETECTORS, VOLUME_DETECTORS } from '@tacet/core/detectors/series';
import {
  StoreUnavailableError,
  type LogProducer,
  type OutgoingRecord,
  type SnapshotStore,
  type StateSnapshot,
} from '@tacet/runtime';
import {
  FaultyGroup,
  FaultyProducer,
  sentAnomalies,
  type GroupFaults,
  type GroupPlan,
  type Random,
} from '@tacet/testkit/replay-harness';
import { DETECT_DEFAULTS, type DetectSettings } from '../detect.config';
import { createDetectTask } from '../detect.pipeline';
import { MINUTE_MS } from './detect-inputs';

export const TOPICS = { partials: 'partials', findings: 'findings', anomalies: 'anomalies', steps: 'steps' };
export const PARTITIONS = 2;

/** What goes wrong on purpose: nothing unless said. */
export interface DetectMutant extends Pick<GroupPlan, 'distort'> {
  /** A send that fails says nothing. */
  sendsUnacknowledged?: boolean;
  /** The store keeps what was written last, whatever its guard. */
  lastWriterWins?: boolean;
  /** States come back with a guard that lets windows be applied again. */
  forgetsGuard?: boolean;
}

/** Detectors that speak up within hours, so that a test of minutes has anomalies. */
const SETTINGS: DetectSettings = {
  ...DETECT_DEFAULTS,
  falseAlarmsPerWeek: 1_000,
  detectors: [...SERIES_DETECTORS, ...VOLUME_DETECTORS].map((one) => ({ ...one, evidenceAfterHours: 1 })),
  rules: {
    ...RULE_ANOMALY_DEFAULTS,
    quietMs: 8 * MINUTE_MS,
    dwellMs: 2 * MINUTE_MS,
    reopenWithinMs: 3 * MINUTE_MS,
  },
  topics: TOPICS,
};
const CALM: GroupFaults = { members: 1, crash: 0, commitLost: 0, batchMax: 20 };

/** detect over a memory log and a memory store. */
export class DetectWorld {
  readonly log = new MemoryLog();
  readonly anomalies = sentAnomalies(this.log, TOPICS.anomalies);
  private readonly kept = createMemorySnapshotStore();
  private readonly written = new Map<string, string>();
  private storeIsBad = false;
  /** Saves that the store refused, or whose answer was lost. */
  failedSaves = 0;

  constructor(
    private readonly records: readonly OutgoingRecord[],
    private readonly random: Random,
    private readonly mutant: DetectMutant = {},
  ) {
    for (const topic of Object.values(TOPICS)) this.log.createTopic(topic, PARTITIONS);
  }

  async playInPeace(): Promise<this> {
    for (const record of this.records) this.log.append(record);
    await this.groupOf(this.log.producer(), CALM).drain(1e6, 1e6);
    return this;
  }

  async playInTrouble(): Promise<FaultyGroup> {
    const { random, records, log } = this;
    const producer = new FaultyProducer(log, random, { repeated: 0.1, givenUp: 0.1 });
    const faults = {
      members: random.pick([1, 2]),
      crash: random.pick([0.02, 0.06]),
      commitLost: 0.15,
      batchMax: 25,
    };
    const group = this.groupOf(this.mutant.sendsUnacknowledged ? deaf(producer) : producer, faults);
    this.storeIsBad = true;
    let nowMs = 1e6;
    for (let appended = 0; appended < records.length;) {
      const until = Math.min(records.length, appended + random.below(25));
      while (appended < until) log.append(records[appended++]!);
      await group.step((nowMs += random.below(2_000)));
    }
    for (let i = 0; i < 30; i++) await group.step((nowMs += random.below(2_000)));
    producer.calm();
    this.storeIsBad = false;
    await group.drain(nowMs + 10_000, 10_000);
    return group;
  }

  /** Every state that is held, by fold, partition and key. */
  async states(): Promise<Map<string, unknown>> {
    const states = new Map<string, unknown>();
    for (const fold of ['series', 'rules']) {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        for (const { key, guard, state } of await this.kept.load(fold, partition)) {
          states.set(`${fold} ${partition} ${key}`, { guard, state: JSON.parse(state) as unknown });
        }
      }
    }
    return states;
  }

  private groupOf(producer: LogProducer, faults: GroupFaults): FaultyGroup {
    const observe = { anomalies: () => undefined, series: () => undefined, dataGap: () => undefined };
    const start = () => createDetectTask({ settings: SETTINGS, producer, snapshots: this.store(), observe });
    const topics = [TOPICS.partials, TOPICS.findings];
    const plan: GroupPlan = { groupId: 'detect', topics, start, distort: this.mutant.distort };
    return new FaultyGroup(this.log, plan, this.random, faults);
  }

  /** A store that is away now and then, and that looks at what it is given: I6 and I7. */
  private store(): SnapshotStore {
    return {
      load: async (fold, partition) => {
        const snapshots = await this.kept.load(fold, partition);
        return this.mutant.forgetsGuard ? snapshots.map(withOlderGuard) : snapshots;
      },
      save: async (snapshots) => {
        const fate =
          this.storeIsBad && this.random.chance(0.3) ? this.random.pick(['refused', 'ack lost']) : 'kept';
        if (fate !== 'kept') this.failedSaves++;
        if (fate === 'refused') throw new StoreUnavailableError('refused');
        this.look(snapshots);
        const overriding = this.mutant.lastWriterWins
          ? snapshots.map((one) => ({ ...one, guard: 0 }))
          : snapshots;
        await this.kept.save(overriding);
        if (fate === 'ack lost') throw new StoreUnavailableError('ack lost');
      },
    };
  }

  private look(snapshots: readonly StateSnapshot[]): void {
    const sent = this.anomalies.read().held;
    for (const { fold, partition, key, guard, state } of snapshots) {
      const { lifecycle } = lifecycleOf(state);
      if (lifecycle.revision > 0 && !sent.has(`${lifecycle.id} ${lifecycle.revision}`)) {
        throw new Error(
          `I7: ${key} is written before revision ${lifecycle.revision} of ${lifecycle.id} is sent`,
        );
      }
      const identity = `${fold} ${partition} ${key} ${guard}`;
      const known = this.written.get(identity);
      if (known !== undefined && known !== state)
        throw new Error(`I6: ${identity} was ${known}, now ${state}`);
      this.written.set(identity, state);
    }
  }
}

interface WithLifecycle {
  lifecycle: { id: string; revision: number };
  lastWindowStartMs?: number;
}

function lifecycleOf(text: string): WithLifecycle {
  const parsed = JSON.parse(text) as WithLifecycle | { state: WithLifecycle };
  return 'state' in parsed ? parsed.state : parsed;
}

function withOlderGuard(snapshot: StateSnapshot): StateSnapshot {
  const parsed = JSON.parse(snapshot.state) as { state?: WithLifecycle };
  if (parsed.state?.lastWindowStartMs) parsed.state.lastWindowStartMs -= 10 * MINUTE_MS;
  return { ...snapshot, state: JSON.stringify(parsed) };
}

function deaf(producer: LogProducer): LogProducer {
  return {
    send: (records) => producer.send(records).catch(() => undefined),
    partitionsOf: (topic) => producer.partitionsOf(topic),
    close: () => producer.close(),
  };
}
