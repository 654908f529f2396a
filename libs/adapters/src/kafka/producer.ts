import { CompressionTypes, Partitioners, type Kafka, type Message, type Producer } from 'kafkajs';
import type { LogProducer, OutgoingRecord } from '@tacet/runtime';
import type { LogSink } from './connection';

/** kafkajs joins the messages of a send one by one into a new array: quadratic, so sends stay small (K11). */
const MESSAGES_PER_SEND_MAX = 1_000;
const RETRY_PAUSE_MS = 500;

/**
 * Sends until acknowledged by all in-sync replicas. A send whose fate is unknown is repeated with the same
 * records: every topic's readers skip what they have, so repeating is safe and giving up is not.
 */
export class KafkaLogProducer implements LogProducer {
  private readonly producer: Producer;
  private readonly admin;
  private readonly partitionCounts = new Map<string, number>();
  private connecting: Promise<void> | null = null;
  private closed = false;

  constructor(
    kafka: Kafka,
    private readonly log: LogSink,
    private readonly compression: CompressionTypes = CompressionTypes.None,
  ) {
    this.producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 30, initialRetryTime: 100, maxRetryTime: 2_000 },
    });
    this.admin = kafka.admin();
  }

  async send(records: readonly OutgoingRecord[]): Promise<void> {
    await this.connect();
    for (let at = 0; at < records.length; at += MESSAGES_PER_SEND_MAX) {
      await this.sendChunk(records.slice(at, at + MESSAGES_PER_SEND_MAX));
    }
  }

  async partitionsOf(topic: string): Promise<number> {
    const known = this.partitionCounts.get(topic);
    if (known !== undefined) return known;
    await this.connect();
    const { topics } = await this.admin.fetchTopicMetadata({ topics: [topic] });
    const count = topics[0]?.partitions.length ?? 0;
    if (count === 0) throw new Error(`topic ${topic} has no partitions: was it created?`);
    this.partitionCounts.set(topic, count);
    return count;
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.producer.disconnect();
    await this.admin.disconnect();
  }

  private connect(): Promise<void> {
    this.connecting ??= Promise.all([this.producer.connect(), this.admin.connect()]).then(() => undefined);
    return this.connecting;
  }

  private async sendChunk(records: readonly OutgoingRecord[]): Promise<void> {
    const byTopic = new Map<string, Message[]>();
    for (const record of records) {
      let messages = byTopic.get(record.topic);
      if (!messages) byTopic.set(record.topic, (messages = []));
      messages.push(toMessage(record));
    }
    const topicMessages = [...byTopic].map(([topic, messages]) => ({ topic, messages }));
    for (;;) {
      try {
        await this.producer.sendBatch({ acks: -1, compression: this.compression, topicMessages });
        return;
      } catch (error) {
        if (this.closed || !mayRetry(error)) throw error;
        this.log('warn', `send is retried: ${(error as Error).message}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
      }
    }
  }
}

function toMessage(record: OutgoingRecord): Message {
  return {
    partition: record.partition,
    key: record.key ?? null,
    value: typeof record.value === 'string' ? record.value : Buffer.from(record.value),
    headers: record.headers,
    timestamp: record.timestampMs === undefined ? undefined : String(record.timestampMs),
  };
}

/** Only a record the broker will never take is given up: that is a defect of ours, not weather. */
function mayRetry(error: unknown): boolean {
  const type = (error as { type?: string }).type ?? '';
  return !['MESSAGE_TOO_LARGE', 'INVALID_RECORD', 'TOPIC_AUTHORIZATION_FAILED'].includes(type);
}
