import { decodeSteps, offsetOf, positionOf } from '@tacet/contracts';
import { MemoryLog } from '@tacet/adapters/kafka';
import { decodeMetadata, type CommittedPoint, type InputMetadata } from '@tacet/runtime';
import {
  FaultyGroup,
  FaultyProducer,
  sentLedger,
  sentSteps,
  sentWindows,
  type GroupPlan,
  type Random,
} from '@tacet/testkit/replay-harness';
import { ADMIT_DEFAULTS, type AdmitSettings } from '../admit.config';
import { AdmitPartition } from '../admit.pipeline';
import { BatchFold } from './batch-fold';
import { decodePlainMessage, randomMessages, valueOf, type PlainMessage } from './plain-messages';

export const PARTITIONS = 2;
export const TOPICS = { steps: 'steps', partials: 'partials', ledger: 'ledger', deadLetters: 'dead' };

const SILENT = { message: () => undefined, sealed: () => undefined, dataGap: () => undefined };

/** admit over a memory log under a schedule of faults, and the same messages folded in one batch. */
export class AdmitWorld {
  readonly log = new MemoryLog();
  readonly settings: AdmitSettings;
  readonly producer: FaultyProducer;
  readonly messages: PlainMessage[];
  readonly folds: BatchFold[];
  readonly windows = sentWindows(this.log, TOPICS.partials, 'admit');
  readonly ledger = sentLedger(this.log, TOPICS.ledger);
  readonly steps = sentSteps(this.log, TOPICS.steps);
  readonly group: FaultyGroup;
  commits = 0;

  constructor(
    private readonly random: Random,
    mutant: Pick<GroupPlan, 'distort'> & { unchecked?: boolean } = {},
  ) {
    this.log.createTopic('in', PARTITIONS);
    for (const topic of Object.values(TOPICS)) this.log.createTopic(topic, 2);
    const windows = {
      ...ADMIT_DEFAULTS.windows,
      allowedLatenessMs: random.pick([0, 90_000, 120_000]),
      seriesPerTenantMax: random.pick([3, 50]),
    };
    const stepsPerSendMax = random.pick([4, 5_000]);
    this.settings = { ...ADMIT_DEFAULTS, windows, stepsPerSendMax, topics: TOPICS };
    this.messages = randomMessages(random, PARTITIONS, 60);
    this.folds = Array.from({ length: PARTITIONS }, (_, partition) => {
      return new BatchFold(`in/${partition}`, this.messagesOf(partition), this.settings);
    });
    this.producer = new FaultyProducer(this.log, random, { repeated: 0.1, givenUp: 0.06 });
    this.group = this.groupOf(mutant);
  }

  messagesOf(partition: number): PlainMessage[] {
    return this.messages.filter((message) => message.partition === partition);
  }

  /** Messages come in while the group works; then everything that is left is read in peace. */
  async play(): Promise<void> {
    const { random, log, messages } = this;
    let appended = 0;
    while (appended < messages.length) {
      if (random.chance(0.6)) {
        const { partition, timestampMs } = messages[appended]!;
        log.append({ topic: 'in', partition, timestampMs, value: valueOf(messages[appended]!) });
        log.nowMs = timestampMs;
        appended++;
      }
      await this.group.step(log.nowMs + random.below(20_000));
    }
    for (let i = 0; i < 60; i++) await this.group.step(log.nowMs + random.below(20_000));
    this.producer.calm();
    await this.group.drain(log.nowMs, this.settings.idleAfterMs);
  }

  private groupOf(mutant: Pick<GroupPlan, 'distort'> & { unchecked?: boolean }): FaultyGroup {
    const deps = {
      settings: this.settings,
      producer: this.producer,
      decodeMessage: decodePlainMessage,
      partitionCounts: { steps: 2, partials: 2 },
      observe: SILENT,
    };
    const plan: GroupPlan = {
      groupId: 'admit',
      topics: ['in'],
      start: () => (tp, start) => Promise.resolve(new AdmitPartition(tp, start, deps)),
      onCommitted: (partition, point) => (mutant.unchecked ? undefined : this.checkCommit(partition, point)),
      distort: mutant.distort,
    };
    const members = this.random.pick([1, 2]);
    const crash = this.random.pick([0.02, 0.08]);
    return new FaultyGroup(this.log, plan, this.random, { members, crash, commitLost: 0.15, batchMax: 8 });
  }

  /** I2: what is sealed under D is durable, and nothing else has a contribution before c. I4: the watermark of c. */
  private checkCommit(partition: string, { offset, metadata }: CommittedPoint): void {
    const fold = this.folds[Number(partition.slice(3))]!;
    const { wm, d, e } = decodeMetadata<InputMetadata>(metadata)!;
    this.commits++;
    claim(wm === fold.watermarks[offset], `I4: the watermark before ${offset}`);
    const stored = this.windows.read().held;
    fold.contributions.forEach((contributions, at) => {
      for (const { isSealedUnder, row } of contributions) {
        if (!isSealedUnder(d)) claim(at >= offset, `I2: ${at} is before ${offset} in an open unit`);
        else claim(stored.get(row)?.version === fold.rows.get(row)!.version, `I2: ${row} is durable`);
      }
      claim(at >= offset || fold.isBucketSealed(at, d), `I2: the ledger of ${at} is durable`);
    });
    const tiles = this.ledger.read().held;
    for (const [bucketMs, { messages }] of fold.ledger) {
      if (Math.floor(d / 60_000) * 60_000 <= bucketMs) continue;
      claim(tiles.get(`${partition} ${bucketMs}`)?.version === messages, `I2: tile ${bucketMs} is durable`);
    }
    this.checkEmitted(partition, e);
  }

  private checkEmitted(partition: string, before: number): void {
    const sent = this.steps.read().held;
    const messages = this.messagesOf(Number(partition.slice(3)));
    for (let offset = 0; offset < before; offset++) {
      messages[offset]!.steps?.forEach((_, index) =>
        claim(sent.has(`${partition} ${positionOf(offset, index)}`), `the steps of ${offset} were sent`),
      );
    }
  }

  /** Positions of each origin as a reader with one mark per origin takes them, in each steps partition. */
  positionsOnce(): string[] {
    const taken: string[] = [];
    for (const records of this.log.partitionsOf(TOPICS.steps)) {
      const marks = new Map<string, number>();
      for (const { value } of records) {
        const { origin, upTo, rows } = decodeSteps(Buffer.from(value!).toString('utf8'));
        const mark = marks.get(origin) ?? -1;
        for (const { position } of rows) {
          if (position > mark) taken.push(`${origin} ${offsetOf(position)} ${position % 16_384}`);
        }
        marks.set(origin, Math.max(mark, upTo));
      }
    }
    return taken.sort();
  }
}

/** As `expect`, at a price that allows millions. */
function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`not so: ${what}`);
}
