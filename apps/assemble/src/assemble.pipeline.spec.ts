import {
  decodeWindows,
  encodeSteps,
  endOfMessage,
  positionOf,
  type Envelope,
  type Step,
} from '@tacet/contracts';
import type { OutgoingRecord } from '@tacet/runtime';
import { Random } from '@tacet/testkit/replay-harness';
import { AssembleWorld, TOPICS } from './testdata/assemble-world';
import { MINUTE_MS, ORIGINS, T0_MS } from './testdata/steps-topic';

const SECOND_MS = 1_000;

const toolStep = (endMs: number, span: number, more: Partial<Step> = {}): Step => ({
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  kind: 'tool',
  name: 'search',
  source: 'span',
  dialect: 'otel-genai',
  traceId: 'a'.repeat(32),
  spanId: span.toString(16).padStart(16, '0'),
  parentSpanId: 'f'.repeat(16),
  toolName: 'search',
  argsHash: 'same',
  startUs: endMs * 1_000,
  endUs: endMs * 1_000,
  ok: true,
  ...more,
});

/** A record of one origin at a steps partition. */
function record(
  origin: string,
  offset: number,
  watermarkMs: number,
  steps: Step[],
  idle = false,
): OutgoingRecord {
  const head = {
    origin,
    originPartitions: origin.startsWith('spans') ? 2 : 1,
    upTo: endOfMessage(offset),
    watermarkMs,
    idle,
  };
  const rows = steps.map((step, index) => ({ position: positionOf(offset, index), step }));
  return { topic: TOPICS.steps, partition: 0, value: encodeSteps(head, rows) };
}

/** Every origin but the first has nothing to say. */
const quietOrigins = ORIGINS.slice(1).map((origin) => record(origin, -1, T0_MS, [], true));

const play = (...records: OutgoingRecord[]): Promise<AssembleWorld> =>
  new AssembleWorld([...quietOrigins, ...records]).playInPeace(new Random(1));

describe('a step from a clock that runs ahead', () => {
  it('dates what it shows no later than a minute after its origin', async () => {
    const in2099Ms = Date.UTC(2099, 0, 1);
    const steps = [toolStep(in2099Ms, 1), toolStep(in2099Ms, 2), toolStep(in2099Ms, 3)];
    const world = await play(record('spans/0', 0, T0_MS, steps));
    const atMs = [...world.findings.rows().values()].map((finding) => finding.atMs);
    expect(atMs).toEqual([T0_MS + MINUTE_MS]);
  });

  it('leaves the date alone while the clock is right', async () => {
    const steps = [toolStep(T0_MS + 2 * SECOND_MS, 1), toolStep(T0_MS + 3 * SECOND_MS, 2)];
    const world = await play(record('spans/0', 0, T0_MS, steps));
    expect([...world.findings.rows().values()].map(({ atMs }) => atMs)).toEqual([T0_MS + 3 * SECOND_MS]);
  });
});

describe('punctuation of assemble', () => {
  it('tells every reader about the minute that passed, also when nothing happened in it', async () => {
    const world = await play(
      record('spans/0', 0, T0_MS, []),
      record('spans/0', 1, T0_MS + 10 * MINUTE_MS, []),
    );
    const told = (topic: string): number[] =>
      world.log.partitionsOf(topic).map((records) => {
        const text = Buffer.from(records[records.length - 1]!.value!).toString();
        return topic === TOPICS.partials
          ? decodeWindows(text).watermarkMs
          : (JSON.parse(text) as Envelope<unknown>).watermarkMs;
      });
    expect(told(TOPICS.partials)).toEqual([T0_MS + 10 * MINUTE_MS, T0_MS + 10 * MINUTE_MS]);
    expect(told(TOPICS.findings)).toEqual([T0_MS + 10 * MINUTE_MS, T0_MS + 10 * MINUTE_MS]);
  });

  it('says nothing while an origin was not heard of', async () => {
    const world = await new AssembleWorld([
      record('spans/0', 0, T0_MS + MINUTE_MS, [toolStep(T0_MS, 1)]),
    ]).playInPeace(new Random(1));
    expect(world.log.records(TOPICS.partials)).toEqual([]);
    expect(world.turns.rows().size).toBe(0);
  });
});
