import { encodeSteps, endOfMessage, positionOf, type PositionedStep, type Step } from '@tacet/contracts';
import { partitionOfKey, type OutgoingRecord } from '@tacet/runtime';
import type { Random } from '@tacet/testkit/replay-harness';

export const MINUTE_MS = 60_000;
export const T0_MS = 29_000_000 * MINUTE_MS;
export const ORIGINS = ['spans/0', 'spans/1', 'logs/0'] as const;

/** A message of one input partition: when it was appended, and its steps. */
interface InputMessage {
  atMs: number;
  steps: Step[];
}

const WATERMARK_BOUND_MS = 5_000;

/**
 * What admit would write to the steps topic: the records of three origins, each in the order of its offsets,
 * origins ahead of and behind each other, with repeats cut differently, as replays and zombies send them, with
 * idle origins, and with silence at the end in which time goes on until every turn is over.
 */
export function randomStepsTopic(random: Random, topic: string, partitions: number): OutgoingRecord[] {
  const inputs = randomInputs(random);
  const origins = inputs.map((messages, at) => new OriginOfSteps(ORIGINS[at]!, messages, topic, partitions));
  const records: OutgoingRecord[] = [];
  while (origins.some((origin) => origin.isBehind)) {
    const origin = random.pick(origins.filter((one) => one.isBehind));
    if (random.chance(0.15)) records.push(...origin.repeat(random));
    records.push(...origin.next(random.between(1, 5)));
    if (!origin.isBehind && random.chance(0.5))
      records.push(...origin.rest(random.below(5 * MINUTE_MS), true));
  }
  const endMs = Math.max(...inputs.flat().map(({ atMs }) => atMs));
  for (
    let afterMs = MINUTE_MS;
    afterMs <= 50 * MINUTE_MS;
    afterMs += random.between(MINUTE_MS, 6 * MINUTE_MS)
  ) {
    for (const origin of origins)
      records.push(...origin.rest(endMs + afterMs - origin.endMs, random.chance(0.3)));
  }
  return records;
}

class OriginOfSteps {
  private emitted = 0;
  private restMs = 0;
  private readonly watermarks: number[] = [-1];

  constructor(
    private readonly origin: string,
    private readonly messages: readonly InputMessage[],
    private readonly topic: string,
    private readonly partitions: number,
  ) {
    for (const { atMs } of messages) {
      this.watermarks.push(Math.max(this.watermarks[this.watermarks.length - 1]!, atMs - WATERMARK_BOUND_MS));
    }
  }

  get isBehind(): boolean {
    return this.emitted < this.messages.length;
  }

  get endMs(): number {
    return this.messages[this.messages.length - 1]?.atMs ?? T0_MS;
  }

  next(messages: number): OutgoingRecord[] {
    const from = this.emitted;
    this.emitted = Math.min(from + messages, this.messages.length);
    return this.recordsOf(from, this.emitted);
  }

  /** Some stretch that was sent before, in other pieces. */
  repeat(random: Random): OutgoingRecord[] {
    if (this.emitted === 0) return [];
    const from = random.below(this.emitted);
    return this.recordsOf(from, random.between(from + 1, this.emitted));
  }

  /** Nothing new for so long after the last message. */
  rest(ms: number, idle: boolean): OutgoingRecord[] {
    this.restMs = Math.max(this.restMs, ms);
    return this.recordsOf(this.emitted, this.emitted, this.endMs + this.restMs - WATERMARK_BOUND_MS, idle);
  }

  private recordsOf(
    from: number,
    to: number,
    watermarkMs = this.watermarks[to]!,
    idle = false,
  ): OutgoingRecord[] {
    const groups: PositionedStep[][] = Array.from({ length: this.partitions }, () => []);
    for (let offset = from; offset < to; offset++) {
      this.messages[offset]!.steps.forEach((step, index) => {
        const place = step.traceId ?? step.sessionId ?? '';
        groups[partitionOfKey(place, this.partitions)]!.push({ position: positionOf(offset, index), step });
      });
    }
    const originPartitions = this.origin.startsWith('spans') ? 2 : 1;
    const head = { origin: this.origin, originPartitions, upTo: endOfMessage(to - 1), watermarkMs, idle };
    return groups.map((steps, partition) => ({
      topic: this.topic,
      partition,
      value: encodeSteps(head, steps),
    }));
  }
}

/** Turns of traces, of hinted logs and of bare sessions, with lost roots, loops, failures and late steps. */
function randomInputs(random: Random): InputMessage[][] {
  const arrivals = ORIGINS.map((): { atMs: number; step: Step }[] => []);
  const turns = random.between(8, 20);
  for (let turn = 0; turn < turns; turn++) {
    const source = random.pick(['trace', 'trace', 'trace', 'hint', 'session'] as const);
    const startMs = T0_MS + random.below(60 * MINUTE_MS);
    const home = source === 'trace' ? random.below(2) : 2;
    for (const { atMs, step } of randomTurn(random, source, turn, startMs)) {
      // Now and then the spans of one trace come through both partitions.
      const at = source === 'trace' && random.chance(0.05) ? 1 - home : home;
      arrivals[at]!.push({ atMs, step });
    }
  }
  return arrivals.map((list) => {
    list.sort((a, b) => a.atMs - b.atMs);
    const messages: InputMessage[] = [];
    for (let i = 0; i < list.length;) {
      const size = random.between(1, 3);
      const part = list.slice(i, i + size);
      messages.push({ atMs: part[part.length - 1]!.atMs, steps: part.map(({ step }) => step) });
      i += size;
    }
    return messages;
  });
}

function randomTurn(
  random: Random,
  source: 'trace' | 'hint' | 'session',
  turn: number,
  startMs: number,
): { atMs: number; step: Step }[] {
  const key = random.chance(0.2) ? 0 : turn;
  const agent = `agent${random.below(3)}`;
  const out: { atMs: number; step: Step }[] = [];
  let nowMs = startMs;
  const add = (more: Partial<Step>, fromMs: number, toMs: number): void => {
    const delayMs = random.chance(0.1) ? random.below(20 * MINUTE_MS) : random.below(4_000);
    const aheadMs = random.chance(0.02) ? random.below(30 * MINUTE_MS) : 0;
    const startUs = fromMs * 1_000;
    const endUs = (toMs + aheadMs) * 1_000;
    const step = stepOf(random, source, key, { agent, startUs, endUs, ...more });
    out.push({ atMs: toMs + delayMs, step });
    if (random.chance(0.05)) out.push({ atMs: toMs + delayMs + 1, step });
  };
  const steps = random.between(1, 8);
  for (let i = 0; i < steps; i++) {
    const fromMs = nowMs;
    nowMs += random.chance(0.03) ? random.below(15 * MINUTE_MS) : random.below(20_000);
    const tool: Partial<Step> = {
      kind: 'tool',
      toolName: 'search',
      argsHash: `args${random.below(2)}`,
      ok: random.chance(0.7),
      resultEmpty: random.chance(0.3),
    };
    const llm: Partial<Step> = {
      kind: 'llm',
      model: 'm',
      inputTokens: random.below(500),
      costNanoUsd: random.chance(0.9) ? random.below(9_000) : undefined,
      finishReason: random.chance(0.5) ? 'stop' : 'tool_calls',
    };
    add(random.pick([tool, tool, llm]), fromMs, nowMs);
  }
  if (source === 'trace' && random.chance(0.8)) {
    add({ kind: 'agent', parentSpanId: undefined }, startMs, nowMs);
  }
  return out;
}

function stepOf(
  random: Random,
  source: 'trace' | 'hint' | 'session',
  key: number,
  more: Partial<Step>,
): Step {
  const step: Step = {
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: '',
    name: 'step',
    kind: 'other',
    source: source === 'trace' ? 'span' : 'log',
    dialect: 'otel-genai',
    ok: true,
    startUs: 0,
    endUs: 0,
  };
  if (source === 'trace') {
    const ids = {
      traceId: key.toString(16).padStart(32, '0'),
      spanId: random.hex(2),
      parentSpanId: 'f'.repeat(16),
    };
    return { ...step, ...ids, ...more };
  }
  const turnHint = source === 'hint' ? `prompt${key}` : undefined;
  return { ...step, sessionId: `session${key}`, ...(turnHint && { turnHint }), ...more };
}
