import { StoreUnavailableError, type RowStore } from '@tacet/runtime';
import { insertBatch } from './insert-batch';
import type { StoreSettings } from './store-settings';
import { TableQueue, type Chunk } from './table-queue';

export interface TableBuffersDeps {
  store: RowStore;
  settings: StoreSettings;
  /** Too much waits for the store: stop reading while true. Called on changes only. */
  onBlocked(blocked: boolean): void;
  /** A row was left out because the store will never take it. */
  onRejected(table: string, errorClass: string): void;
  onInserted?(table: string, rows: number): void;
  /** An insert failed and will be repeated. */
  onUnavailable?(table: string, errorClass: string, retryInMs: number): void;
}

interface Lane {
  table: string;
  queue: TableQueue;
  running: Promise<void> | null;
  failures: number;
  retryAtMs: number;
}

/**
 * Rows of all partitions of a process, collected per table, so that inserts are few and large: at most one insert
 * per table is under way, and a failed one is repeated after a growing wait. Rows stay until they are acknowledged,
 * so memory is bounded by pausing the reader: `onBlocked`.
 *
 * Nothing here waits for the store but `flushAll`: a caller that reads the log must go on calling, or the group's
 * session would end while the store is away.
 */
export class TableBuffers {
  private readonly lanes = new Map<string, Lane>();
  /** Owners whose partition went away while rows of theirs were under way. */
  private readonly gone = new WeakSet<object>();
  private pendingBytes = 0;
  private blocked = false;
  private defect: Error | null = null;

  constructor(private readonly deps: TableBuffersDeps) {}

  add(table: string, chunk: Chunk): void {
    this.laneOf(table).queue.add(chunk);
    this.account(chunk.bytes);
  }

  /** Starts every insert that is due. Throws what an earlier insert died of, when that was neither of the port's errors. */
  flushDue(nowMs: number): void {
    if (this.defect !== null) throw this.defect;
    for (const lane of this.lanes.values()) {
      if (!lane.running && nowMs >= lane.retryAtMs && this.isDue(lane, nowMs)) this.start(lane, nowMs);
    }
  }

  /** Tries once to write everything that waits; resolves when that is acknowledged or has failed. */
  async flushAll(nowMs: number): Promise<void> {
    await this.settled();
    for (const lane of this.lanes.values())
      if (!lane.running && !lane.queue.isEmpty) this.start(lane, Infinity, nowMs);
    await this.settled();
    if (this.defect !== null) throw this.defect;
  }

  /** Resolves when no insert is under way. */
  async settled(): Promise<void> {
    await Promise.all([...this.lanes.values()].map((lane) => lane.running ?? Promise.resolve()));
  }

  /** The owner's partition is gone: write none of its rows that are not under way already. */
  drop(owner: object): void {
    this.gone.add(owner);
    let bytes = 0;
    for (const lane of this.lanes.values()) bytes += lane.queue.drop(owner);
    this.account(-bytes);
  }

  private start(lane: Lane, dueAtMs: number, nowMs = dueAtMs): void {
    lane.running = this.insertWhileDue(lane, dueAtMs, nowMs)
      .catch((error: unknown) => {
        this.defect = error instanceof Error ? error : new Error(String(error));
      })
      .finally(() => {
        lane.running = null;
      });
  }

  private async insertWhileDue(lane: Lane, dueAtMs: number, nowMs: number): Promise<void> {
    while (this.isDue(lane, dueAtMs)) {
      const chunks = lane.queue.take(this.deps.settings.flushRowsMax);
      try {
        const rows = chunks.flatMap((chunk) => chunk.rows);
        const rejected = await insertBatch(this.deps.store, lane.table, rows);
        this.acknowledge(lane, chunks, rows.length, rejected);
      } catch (error) {
        this.putBack(lane, chunks);
        if (!(error instanceof StoreUnavailableError)) throw error;
        this.backOff(lane, nowMs, error.message);
        return;
      }
    }
  }

  private acknowledge(lane: Lane, chunks: readonly Chunk[], rows: number, rejected: readonly string[]): void {
    lane.failures = 0;
    let bytes = 0;
    for (const chunk of chunks) {
      chunk.ticket.done = true;
      bytes += chunk.bytes;
    }
    for (const errorClass of rejected) this.deps.onRejected(lane.table, errorClass);
    this.deps.onInserted?.(lane.table, rows - rejected.length);
    this.account(-bytes);
  }

  private putBack(lane: Lane, chunks: readonly Chunk[]): void {
    const kept = chunks.filter((chunk) => !this.gone.has(chunk.owner));
    lane.queue.putBack(kept);
    let bytes = 0;
    for (const chunk of chunks) if (this.gone.has(chunk.owner)) bytes += chunk.bytes;
    this.account(-bytes);
  }

  private backOff(lane: Lane, nowMs: number, errorClass: string): void {
    const { backOffMinMs, backOffMaxMs } = this.deps.settings;
    const waitMs = Math.min(backOffMaxMs, backOffMinMs * 2 ** lane.failures);
    lane.failures++;
    lane.retryAtMs = nowMs + waitMs;
    this.deps.onUnavailable?.(lane.table, errorClass, waitMs);
  }

  private isDue(lane: Lane, nowMs: number): boolean {
    return lane.queue.isDue(nowMs, this.deps.settings.flushRowsMax, this.deps.settings.flushAgeMaxMs);
  }

  private account(bytes: number): void {
    this.pendingBytes += bytes;
    const { pendingBytesHigh, pendingBytesLow } = this.deps.settings;
    const blocked = this.blocked ? this.pendingBytes > pendingBytesLow : this.pendingBytes > pendingBytesHigh;
    if (blocked === this.blocked) return;
    this.blocked = blocked;
    this.deps.onBlocked(blocked);
  }

  private laneOf(table: string): Lane {
    let lane = this.lanes.get(table);
    if (!lane) {
      lane = { table, queue: new TableQueue(), running: null, failures: 0, retryAtMs: 0 };
      this.lanes.set(table, lane);
    }
    return lane;
  }
}
