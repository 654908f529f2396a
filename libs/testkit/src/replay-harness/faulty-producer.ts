import type { MemoryLog } from '@tacet/adapters/kafka';
import type { LogProducer, OutgoingRecord } from '@tacet/runtime';
import type { Random } from '../fleet/random';

export interface SendFaults {
  /** Chance that an acknowledgement is lost on the way and the send is repeated, as the Kafka producer does. */
  repeated: number;
  /** Chance that a send is given up: some of its partitions may have it, the caller sees an error. */
  givenUp: number;
}

/** A send that was given up, its fate unknown. */
export class SendGivenUpError extends Error {
  override readonly name = 'SendGivenUpError';
}

/** The producer of a bad day: what it sends arrives at least once, or it says that it may not have arrived. */
export class FaultyProducer implements LogProducer {
  private readonly inner: LogProducer;

  constructor(
    log: MemoryLog,
    private readonly random: Random,
    private faults: SendFaults,
  ) {
    this.inner = log.producer();
  }

  /** From now on every send arrives once. */
  calm(): void {
    this.faults = { repeated: 0, givenUp: 0 };
  }

  async send(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length > 0 && this.random.chance(this.faults.repeated)) await this.sendSome(records);
    if (records.length > 0 && this.random.chance(this.faults.givenUp)) {
      await this.sendSome(records);
      throw new SendGivenUpError('the fate of a send is unknown');
    }
    await this.inner.send(records);
  }

  partitionsOf(topic: string): Promise<number> {
    return this.inner.partitionsOf(topic);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  /** What goes to one partition arrives as a whole or not at all; partitions have fates of their own. */
  private async sendSome(records: readonly OutgoingRecord[]): Promise<void> {
    const arrives = new Map<string, boolean>();
    const fateOf = ({ topic, partition }: OutgoingRecord): boolean => {
      const key = `${topic}/${partition}`;
      const known = arrives.get(key) ?? this.random.chance(0.5);
      arrives.set(key, known);
      return known;
    };
    await this.inner.send(records.filter(fateOf));
  }
}
