import {
  decodeSteps,
  decodeWindows,
  type Envelope,
  type DeadLetter,
  type LedgerRow,
  type Step,
} from '@tacet/contracts';
import { MemoryLog } from '@tacet/adapters/kafka';
import type { PartitionStart } from '@tacet/runtime';
import { FaultyProducer, Random, sentLedger, SendGivenUpError } from '@tacet/testkit/replay-harness';
import { ADMIT_DEFAULTS, type AdmitSettings } from './admit.config';
import { AdmitPartition, type AdmitObserver } from './admit.pipeline';
import { decodePlainMessage, MINUTE_MS, T0_MS } from './testdata/plain-messages';

const TOPICS = { steps: 'steps', partials: 'partials', ledger: 'ledger', deadLetters: 'dead' };
const START: PartitionStart = {
  committed: null,
  lowOffset: 0,
  highOffset: 0,
  partitions: 1,
  timestampType: 'LogAppendTime',
};

const stepAt = (timeMs: number, agent = 'buyer'): Step => ({
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent,
  kind: 'llm',
  name: 'chat',
  source: 'span',
  dialect: 'otel-genai',
  traceId: 'a'.repeat(32),
  startUs: timeMs * 1_000,
  endUs: timeMs * 1_000,
  ok: true,
});

class Bench {
  readonly log = new MemoryLog();
  readonly gaps: [expected: number, found: number][] = [];
  task: AdmitPartition;

  constructor(
    private readonly settings: Partial<AdmitSettings> = {},
    start: Partial<PartitionStart> = {},
    private readonly producer = (log: MemoryLog) => log.producer(),
  ) {
    for (const topic of ['in', ...Object.values(TOPICS)]) this.log.createTopic(topic, 1);
    this.task = this.open(start);
  }

  open(start: Partial<PartitionStart>): AdmitPartition {
    const observe: AdmitObserver = {
      message: () => undefined,
      sealed: () => undefined,
      dataGap: (_tp, expected, found) => this.gaps.push([expected, found]),
    };
    return new AdmitPartition(
      { topic: 'in', partition: 0 },
      { ...START, ...start },
      {
        settings: { ...ADMIT_DEFAULTS, topics: TOPICS, ...this.settings },
        producer: this.producer(this.log),
        decodeMessage: decodePlainMessage,
        partitionCounts: { steps: 1, partials: 1 },
        observe,
      },
    );
  }

  /** Appends a message and hands everything from `from` on to the task. */
  append(timestampMs: number, ...steps: Step[]): void {
    this.log.append({ topic: 'in', partition: 0, timestampMs, value: JSON.stringify(steps) });
  }

  async read(from: number, to = this.log.records('in').length): Promise<void> {
    await this.task.onRecords(this.log.records('in').slice(from, to), this.log.records('in').length);
  }

  punctuation(): { watermarkMs: number; idle: boolean; steps: number }[] {
    return this.log.records('steps').map(({ value }) => {
      const { watermarkMs, idle, rows } = decodeSteps(Buffer.from(value!).toString());
      return { watermarkMs: watermarkMs - T0_MS, idle, steps: rows.length };
    });
  }

  /** Window rows that were sent, without bare punctuation. */
  partials(): { idle: boolean; n: number[] }[] {
    return this.log
      .records('partials')
      .map(({ value }) => decodeWindows(Buffer.from(value!).toString()))
      .filter(({ rows }) => rows.length > 0)
      .map(({ idle, rows }) => ({ idle, n: rows.map(({ n }) => n) }));
  }
}

const SECOND_MS = 1_000;

describe('a partition that falls silent', () => {
  it('says so after a while, with its open rows as they stand', async () => {
    const bench = new Bench();
    bench.append(T0_MS, stepAt(T0_MS));
    await bench.read(0);
    await bench.task.onTick(T0_MS + SECOND_MS);
    await bench.task.onTick(T0_MS + 5 * SECOND_MS);
    expect(bench.partials()).toEqual([]);
    await bench.task.onTick(T0_MS + 6 * SECOND_MS);
    expect(bench.partials()).toEqual([{ idle: true, n: [1] }]);
    expect(bench.punctuation()).toEqual([
      { watermarkMs: -5 * SECOND_MS, idle: false, steps: 1 },
      { watermarkMs: SECOND_MS, idle: true, steps: 0 },
    ]);
  });

  it('goes on telling the time by the broker’s clock: each time the silence doubled, at most a minute apart', async () => {
    const bench = new Bench();
    bench.append(T0_MS, stepAt(T0_MS));
    await bench.read(0);
    for (let s = 0; s <= 300; s++) await bench.task.onTick(T0_MS + s * SECOND_MS);
    const told = bench.punctuation().filter(({ idle }) => idle);
    expect(told.map(({ watermarkMs }) => watermarkMs / SECOND_MS)).toEqual([0, 5, 15, 35, 75, 135, 195, 255]);
    expect(bench.partials()).toHaveLength(1);
  });

  it('goes on telling the time also by producers’ stamps, when the last one was of the moment', async () => {
    const bench = new Bench({}, { timestampType: 'CreateTime' });
    bench.append(T0_MS - 30 * SECOND_MS, stepAt(T0_MS - 30 * SECOND_MS));
    await bench.read(0);
    for (let s = 0; s <= 20; s++) await bench.task.onTick(T0_MS + s * SECOND_MS);
    const told = bench.punctuation().filter(({ idle }) => idle);
    expect(told.map(({ watermarkMs }) => watermarkMs / SECOND_MS)).toEqual([0, 5, 15]);
  });

  it('says so once, and tells no time, where producers replay history', async () => {
    const bench = new Bench({}, { timestampType: 'CreateTime' });
    bench.append(T0_MS, stepAt(T0_MS));
    await bench.read(0);
    for (let s = 0; s <= 300; s++) await bench.task.onTick(T0_MS + 3_600_000 + s * SECOND_MS);
    expect(bench.punctuation().filter(({ idle }) => idle)).toEqual([
      { watermarkMs: -5 * SECOND_MS, idle: true, steps: 0 },
    ]);
  });

  it('is not idle while the log holds more than was read', async () => {
    const bench = new Bench({}, { highOffset: 2 });
    await bench.task.onTick(T0_MS);
    await bench.task.onTick(T0_MS + MINUTE_MS);
    expect(bench.punctuation()).toEqual([]);
  });

  it('waits anew after it spoke again', async () => {
    const bench = new Bench();
    await bench.task.onTick(T0_MS);
    await bench.task.onTick(T0_MS + 5 * SECOND_MS);
    bench.append(T0_MS + 6 * SECOND_MS, stepAt(T0_MS));
    await bench.read(0);
    await bench.task.onTick(T0_MS + 7 * SECOND_MS);
    await bench.task.onTick(T0_MS + 11 * SECOND_MS);
    expect(bench.punctuation().map(({ idle }) => idle)).toEqual([true, false]);
    await bench.task.onTick(T0_MS + 12 * SECOND_MS);
    expect(bench.punctuation().map(({ idle }) => idle)).toEqual([true, false, true]);
  });
});

describe('a partition that starts', () => {
  const metadata = '{"v":2,"wm":5,"d":-1,"e":9}';

  it('goes on at its commit', () => {
    expect(new Bench({}, { committed: { offset: 7, metadata }, highOffset: 20 }).task.startOffset).toBe(7);
  });

  it('starts over when the metadata of its commit is not ours', () => {
    const committed = { offset: 7, metadata: 'moved by hand' };
    expect(new Bench({}, { committed, lowOffset: 3 }).task.startOffset).toBe(3);
  });

  it('I8: tells of the gap when the log begins after its commit', () => {
    const bench = new Bench({}, { committed: { offset: 7, metadata }, lowOffset: 11 });
    expect([bench.task.startOffset, bench.gaps]).toEqual([11, [[7, 11]]]);
  });
});

describe('a message that cannot be read', () => {
  it('becomes a pointer without payload, and a count in the ledger', async () => {
    const bench = new Bench();
    bench.log.append({ topic: 'in', partition: 0, timestampMs: T0_MS, value: 'poison' });
    await bench.read(0);
    const letter = JSON.parse(Buffer.from(bench.log.records('dead')[0]!.value!).toString()) as DeadLetter;
    expect(letter).toMatchObject({ topic: 'in', partition: 0, offset: 0, bytes: 6 });
    expect(JSON.stringify(letter)).not.toContain('poison');
    await bench.task.onTick(T0_MS);
    await bench.task.onTick(T0_MS + 5 * SECOND_MS);
    const { rows } = JSON.parse(
      Buffer.from(bench.log.records('ledger')[0]!.value!).toString(),
    ) as Envelope<LedgerRow>;
    expect(rows).toMatchObject([{ messages: 1, poison: 1, onTime: 0 }]);
  });
});

describe('a send that was given up', () => {
  it('is made good by the next delivery of the same records, and counts nothing twice', async () => {
    let failing = true;
    const bench = new Bench({}, {}, (log) => {
      const bad = new FaultyProducer(log, new Random(1), { repeated: 0, givenUp: 1 });
      const good = log.producer();
      return { ...good, send: (records) => (failing ? bad : good).send(records) };
    });
    bench.append(T0_MS, stepAt(T0_MS), stepAt(T0_MS));
    await expect(bench.read(0)).rejects.toBeInstanceOf(SendGivenUpError);
    failing = false;
    await bench.read(0);
    await bench.task.onTick(T0_MS);
    await bench.task.onTick(T0_MS + 5 * SECOND_MS);
    expect(bench.partials()).toEqual([{ idle: true, n: [2] }]);
    expect(bench.punctuation().at(-2)).toMatchObject({ steps: 2 });
  });
});

describe('a lateness that is no whole number of windows', () => {
  it('leaves the overflow in the ledger the same after a replay', async () => {
    const windows = { ...ADMIT_DEFAULTS.windows, allowedLatenessMs: 90_000, seriesPerTenantMax: 1 };
    const bench = new Bench({ windows });
    const at = T0_MS + 2 * MINUTE_MS;
    // In the ledger's minute `at`: two series of the window that closes in the middle of this minute.
    bench.append(at + 10 * SECOND_MS, stepAt(T0_MS));
    bench.append(at + 15 * SECOND_MS, stepAt(T0_MS, 'a'), stepAt(T0_MS, 'b'));
    bench.append(at + 50 * SECOND_MS);
    await bench.read(0);
    const committed = bench.task.commitPoint();
    bench.task = bench.open({ committed, highOffset: 3 });
    bench.append(at + 2 * MINUTE_MS);
    await bench.read(bench.task.startOffset);
    const tiles = [...sentLedger(bench.log, 'ledger').rows().values()];
    expect(tiles.map(({ onTime, overflow }) => [onTime, overflow])).toContainEqual([2, 2]);
  });
});
