import type { DeadLetter } from '@tacet/contracts';
import type { MessageRows } from './message-rows';

/** A dead letter → its row. */
export function deadLettersRows(value: string): MessageRows {
  const letter = JSON.parse(value) as DeadLetter | null;
  if (typeof letter?.topic !== 'string') return { ok: false, reason: 'not-a-dead-letter' };
  const row = {
    topic: letter.topic,
    kafka_partition: letter.partition,
    kafka_offset: letter.offset,
    error_class: letter.errorClass,
    sha256: letter.sha256,
    bytes: letter.bytes,
    recorded_at: letter.recordTimeMs,
  };
  return { ok: true, rows: [row] };
}
