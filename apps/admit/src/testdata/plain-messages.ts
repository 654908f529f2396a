import { createHash } from 'node:crypto';
import { positionOf, type Step } from '@tacet/contracts';
import type { LogRecord } from '@tacet/runtime';
import type { Random } from '@tacet/testkit/replay-harness';
import type { DecodedMessage } from '../steps/decode-message.step';

export const MINUTE_MS = 60_000;
export const T0_MS = 29_000_000 * MINUTE_MS;

/** A message of the input log before it is sent. */
export interface PlainMessage {
  partition: number;
  timestampMs: number;
  /** null: a message that nobody can read. */
  steps: Step[] | null;
}

/**
 * Messages of some partitions in the order in which they are appended. Record times run a little out of order;
 * most steps are of about now, some backfilled, a few dated ahead; one message in twenty is poison.
 */
export function randomMessages(random: Random, partitions: number, perPartition: number): PlainMessage[] {
  const messages: PlainMessage[] = [];
  let nowMs = T0_MS;
  for (let i = 0; i < partitions * perPartition; i++) {
    nowMs += random.below(20_000);
    const isBackfill = random.chance(0.12);
    messages.push({
      partition: random.below(partitions),
      timestampMs: nowMs - random.below(3_000),
      steps: random.chance(0.05)
        ? null
        : Array.from({ length: random.below(4) }, () => randomStep(random, nowMs, isBackfill)),
    });
  }
  return messages;
}

function randomStep(random: Random, nowMs: number, isBackfill: boolean): Step {
  const agoMs =
    isBackfill || random.chance(0.1)
      ? random.below(20 * MINUTE_MS)
      : random.chance(0.04)
        ? -random.between(MINUTE_MS, 90 * MINUTE_MS)
        : random.below(30_000);
  const endUs = (nowMs - agoMs) * 1_000;
  return {
    tenant: `tenant${random.below(2)}`,
    env: 'prod',
    service: 'shop',
    agent: `agent${random.below(6)}`,
    kind: 'llm',
    name: 'chat',
    source: 'span',
    dialect: 'otel-genai',
    traceId: random.hex(4),
    spanId: random.hex(2),
    model: random.chance(0.5) ? 'm' : undefined,
    startUs: endUs - random.below(9_000_000),
    endUs,
    ok: random.chance(0.9),
    ...(random.chance(0.7) && { inputTokens: random.below(900), outputTokens: random.below(90) }),
  };
}

export function valueOf({ steps }: PlainMessage): string {
  return steps ? JSON.stringify(steps) : 'poison';
}

/** Stands in for the OTLP decoder: the value is the steps as JSON. */
export function decodePlainMessage(record: LogRecord): DecodedMessage {
  const text = Buffer.from(record.value ?? []).toString('utf8');
  const bytes = text.length;
  if (text === 'poison') {
    const { topic, partition, offset, timestampMs: recordTimeMs } = record;
    const sha256 = createHash('sha256').update(text).digest('hex');
    return {
      fate: 'dead-letter',
      bytes,
      deadLetter: { topic, partition, offset, errorClass: 'not-otlp', sha256, bytes, recordTimeMs },
    };
  }
  const steps = (JSON.parse(text) as Step[]).map((step, index) => ({
    position: positionOf(record.offset, index),
    step,
  }));
  return { fate: 'ok', bytes, steps, unknownAttributes: 0 };
}
