import { isDeepStrictEqual } from 'node:util';
import type { MemoryLog } from '@tacet/adapters/kafka';
import type { LogRecord } from '@tacet/runtime';

/** One row that was sent, as an idempotent store sees it. */
export interface SentRow<Row> {
  /** Who it is: of two rows with the same identity the one with the higher version stays. */
  identity: string;
  version: number;
  row: Row;
}

/** Two rows of the same identity and version that are not equal: the store cannot tell which one holds. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** What a store that keeps the highest version holds of a topic. `read` takes in what was sent since. */
export class SentRows<Row> {
  readonly held = new Map<string, { version: number; row: Row }>();
  /** Rows that were sent, repeats included. */
  sent = 0;
  private readonly readUpTo: number[] = [];

  constructor(
    private readonly log: MemoryLog,
    private readonly topic: string,
    private readonly rowsOf: (text: string, record: LogRecord) => SentRow<Row>[],
  ) {}

  read(): this {
    this.log.partitionsOf(this.topic).forEach((records, partition) => {
      for (let at = this.readUpTo[partition] ?? 0; at < records.length; at++) this.take(records[at]!);
      this.readUpTo[partition] = records.length;
    });
    return this;
  }

  rows(): Map<string, Row> {
    this.read();
    return new Map([...this.held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, { row }]) => [key, row]));
  }

  private take(record: LogRecord): void {
    for (const { identity, version, row } of this.rowsOf(textOf(record), record)) {
      this.sent++;
      const known = this.held.get(identity);
      if (known?.version === version && !isDeepStrictEqual(known.row, row)) {
        throw new ConflictError(
          `${this.topic}: ${identity} version ${version} was ${JSON.stringify(known.row)}, now ${JSON.stringify(row)}`,
        );
      }
      if (!known || version > known.version) this.held.set(identity, { version, row });
    }
  }
}

function textOf({ value }: LogRecord): string {
  return Buffer.from(value ?? []).toString('utf8');
}
