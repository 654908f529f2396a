import type { LogProducer, OutgoingRecord } from '@tacet/runtime';
import type { SpanMessage } from './span-messages';

export interface Played {
  messages: number;
  bytes: number;
  spans: number;
}

/** kafkajs makes one record batch per partition and send, and a batch must fit a broker's message.max.bytes. */
const SEND_BYTES_MAX = 4_000_000;

/**
 * Sends the messages in their order, round robin over the partitions as a Collector without a key does, so that one
 * trace lies in all of them.
 */
export async function playMessages(
  producer: LogProducer,
  topic: string,
  partitions: number,
  messages: Iterable<SpanMessage>,
): Promise<Played> {
  const played: Played = { messages: 0, bytes: 0, spans: 0 };
  let chunk: OutgoingRecord[] = [];
  let chunkBytes = 0;
  for (const { value, sentMs, spans } of messages) {
    if (chunkBytes + value.length > SEND_BYTES_MAX && chunk.length > 0) {
      await producer.send(chunk);
      chunk = [];
      chunkBytes = 0;
    }
    chunk.push({ topic, partition: played.messages % partitions, value, timestampMs: sentMs });
    chunkBytes += value.length;
    played.messages++;
    played.bytes += value.length;
    played.spans += spans;
  }
  if (chunk.length > 0) await producer.send(chunk);
  return played;
}
