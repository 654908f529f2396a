import { createMemorySnapshotStore } from '@tacet/adapters/clickhouse';
import { MemoryLog } from '@tacet/adapters/kafka';
import { failPlausible, toolLoop } from '@tacet/core/detectors/rules';
import type { LogProducer, OutgoingRecord } from '@tacet/runtime';
import {
  FaultyGroup,
  FaultyProducer,
  sentFindings,
  sentTurns,
  sentWindows,
  type GroupFaults,
  type GroupPlan,
  type Random,
} from '@tacet/testkit/replay-harness';
import { ASSEMBLE_DEFAULTS, type AssembleSettings } from '../assemble.config';
import { AssemblePartition } from '../assemble.pipeline';
import { EMPTY_RATES_FOLD } from '../steps/empty-rates-memory.step';

export const TOPICS = { steps: 'steps', turns: 'turns', findings: 'findings', partials: 'partials' };
export const STEPS_PARTITIONS = 2;

const SILENT = {
  steps: () => undefined,
  turnsClosed: () => undefined,
  openTurns: () => undefined,
  dataGap: () => undefined,
};
const CALM: GroupFaults = { members: 1, crash: 0, commitLost: 0, batchMax: 7 };

/** assemble over a memory log, and what a store would hold of what it sent. */
export class AssembleWorld {
  readonly log = new MemoryLog();
  readonly snapshots = createMemorySnapshotStore();
  readonly turns = sentTurns(this.log, TOPICS.turns);
  readonly findings = sentFindings(this.log, TOPICS.findings);
  readonly windows = sentWindows(this.log, TOPICS.partials, 'assemble');

  constructor(private readonly records: readonly OutgoingRecord[]) {
    for (const topic of Object.values(TOPICS)) this.log.createTopic(topic, STEPS_PARTITIONS);
  }

  /** Reads the whole topic once, in peace. */
  async playInPeace(random: Random): Promise<this> {
    for (const record of this.records) this.log.append(record);
    await this.groupOf(this.log.producer(), random, CALM).drain(0, 0);
    return this;
  }

  /** Reads it while it grows, under crashes, zombies, lost commits and bad sends; then to its end in peace. */
  async playInTrouble(random: Random, mutant: Pick<GroupPlan, 'distort'> = {}): Promise<FaultyGroup> {
    const producer = new FaultyProducer(this.log, random, { repeated: 0.1, givenUp: 0.05 });
    const faults = {
      members: random.pick([1, 2]),
      crash: random.pick([0.02, 0.08]),
      commitLost: 0.15,
      batchMax: 9,
    };
    const group = this.groupOf(producer, random, faults, mutant);
    let appended = 0;
    while (appended < this.records.length) {
      const until = Math.min(this.records.length, appended + random.below(6));
      while (appended < until) this.log.append(this.records[appended++]!);
      await group.step(0);
    }
    for (let i = 0; i < 30; i++) await group.step(0);
    producer.calm();
    await group.drain(0, 0);
    return group;
  }

  private groupOf(
    producer: LogProducer,
    random: Random,
    faults: GroupFaults,
    mutant: Pick<GroupPlan, 'distort'> = {},
  ): FaultyGroup {
    const settings: AssembleSettings = {
      ...ASSEMBLE_DEFAULTS,
      rules: (emptyRates) => [toolLoop({ repeatsMin: 2 }), failPlausible({ emptyRates })],
      snapshotEveryMs: 0,
      topics: TOPICS,
      inputTopics: ['spans', 'logs'],
    };
    const partitionCounts = { findings: STEPS_PARTITIONS, partials: STEPS_PARTITIONS };
    const { snapshots } = this;
    const deps = { settings, producer, snapshots, partitionCounts, observe: SILENT };
    const plan: GroupPlan = {
      groupId: 'assemble',
      topics: [TOPICS.steps],
      start: () => async (tp, start) =>
        new AssemblePartition(tp, start, await snapshots.load(EMPTY_RATES_FOLD, tp.partition), deps),
      ...mutant,
    };
    return new FaultyGroup(this.log, plan, random, faults);
  }
}
