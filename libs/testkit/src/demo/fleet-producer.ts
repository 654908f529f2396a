import type { LogProducer, OutgoingRecord } from '@tacet/runtime';
import type { Fleet, FleetMessage } from '../fleet';

const MESSAGES_PER_SEND = 500;

/** Sends a fleet's messages to the input topics and counts what was acknowledged. */
export class FleetProducer {
  records = 0;
  spans = 0;
  messages = 0;
  private turn = 0;

  constructor(
    private readonly producer: LogProducer,
    private readonly topics: Record<FleetMessage['topic'], string>,
    private readonly partitions: number,
  ) {}

  /** Everything the fleet sends in [fromMs, toMs). */
  async play(
    fleet: Fleet,
    fromMs: number,
    toMs: number,
    onProgress: () => void = () => undefined,
  ): Promise<void> {
    let chunk: FleetMessage[] = [];
    for (const message of fleet.messages(fromMs, toMs)) {
      chunk.push(message);
      if (chunk.length < MESSAGES_PER_SEND) continue;
      await this.send(chunk);
      onProgress();
      chunk = [];
    }
    await this.send(chunk);
  }

  private async send(chunk: readonly FleetMessage[]): Promise<void> {
    if (chunk.length === 0) return;
    await this.producer.send(chunk.map((message) => this.address(message)));
    this.messages += chunk.length;
    for (const { records, spans } of chunk) {
      this.records += records;
      this.spans += spans;
    }
  }

  /** By trace where the Collector keys by trace; else round robin, so that a seed gives the same partitions. */
  private address(message: FleetMessage): OutgoingRecord {
    return {
      topic: this.topics[message.topic],
      ...(message.key ? { key: message.key } : { partition: this.turn++ % this.partitions }),
      value: message.value,
      timestampMs: message.timestampMs,
    };
  }
}
