import { createHash } from 'node:crypto';
import type { DeadLetter, PositionedStep } from '@tacet/contracts';
import { positionOf } from '@tacet/contracts';
import type { OtlpSignal, OtlpStepDecoder } from '@tacet/adapters/otlp';
import type { LogRecord } from '@tacet/runtime';

/** The fate of one Kafka message: its steps, or a dead letter that points at it. */
export type DecodedMessage =
  | { fate: 'ok'; steps: PositionedStep[]; bytes: number; unknownAttributes: number }
  | { fate: 'dead-letter'; deadLetter: DeadLetter; bytes: number };

/**
 * Makes the step that turns bytes into canonical steps. It never throws for what a producer may send. A record
 * without any usable time of its own gets the time of the message that carried it.
 */
export function createDecodeMessageStep(decoder: OtlpStepDecoder, signal: OtlpSignal) {
  return function decodeMessage(record: LogRecord): DecodedMessage {
    const value = record.value;
    const steps: PositionedStep[] = [];
    if (!value || value.length === 0) return deadLetter(record, 'empty', value);
    const outcome = decoder.decode(value, signal, (step, index) => {
      if (step.endUs === 0) step.startUs = step.endUs = record.timestampMs * 1_000;
      steps.push({ position: positionOf(record.offset, index), step });
    });
    if (!outcome.ok) return deadLetter(record, outcome.errorClass, value);
    return { fate: 'ok', steps, bytes: value.length, unknownAttributes: outcome.unknownAttributes };
  };
}

function deadLetter(record: LogRecord, errorClass: string, value: Uint8Array | null): DecodedMessage {
  const bytes = value?.length ?? 0;
  return {
    fate: 'dead-letter',
    bytes,
    deadLetter: {
      topic: record.topic,
      partition: record.partition,
      offset: record.offset,
      errorClass,
      sha256: createHash('sha256')
        .update(value ?? new Uint8Array())
        .digest('hex'),
      bytes,
      recordTimeMs: record.timestampMs,
    },
  };
}
