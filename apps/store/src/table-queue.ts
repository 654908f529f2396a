import type { StoreRow } from '@tacet/runtime';
import type { Ticket } from './offset-tracker';

/** The rows of one message, which are acknowledged together. */
export interface Chunk {
  rows: readonly StoreRow[];
  /** Size of the message. */
  bytes: number;
  ticket: Ticket;
  /** The task that read the message. */
  owner: object;
  addedAtMs: number;
}

/** Rows waiting for one table, in order of arrival. */
export class TableQueue {
  private chunks: Chunk[] = [];
  private rowsWaiting = 0;

  get isEmpty(): boolean {
    return this.chunks.length === 0;
  }

  add(chunk: Chunk): void {
    this.chunks.push(chunk);
    this.rowsWaiting += chunk.rows.length;
  }

  isDue(nowMs: number, rowsMax: number, ageMaxMs: number): boolean {
    const oldest = this.chunks[0];
    return oldest !== undefined && (this.rowsWaiting >= rowsMax || nowMs - oldest.addedAtMs >= ageMaxMs);
  }

  /** Whole messages up to `rowsMax` rows, at least one message. */
  take(rowsMax: number): Chunk[] {
    let taken = 0;
    let rows = 0;
    while (taken < this.chunks.length && (taken === 0 || rows + this.chunks[taken]!.rows.length <= rowsMax)) {
      rows += this.chunks[taken]!.rows.length;
      taken++;
    }
    this.rowsWaiting -= rows;
    return this.chunks.splice(0, taken);
  }

  /** Puts back what `take` gave, before everything that came meanwhile. */
  putBack(chunks: readonly Chunk[]): void {
    this.chunks = [...chunks, ...this.chunks];
    for (const chunk of chunks) this.rowsWaiting += chunk.rows.length;
  }

  /** Forgets what an owner left; returns the message bytes freed. */
  drop(owner: object): number {
    let bytes = 0;
    this.chunks = this.chunks.filter((chunk) => {
      if (chunk.owner !== owner) return true;
      bytes += chunk.bytes;
      this.rowsWaiting -= chunk.rows.length;
      return false;
    });
    return bytes;
  }
}
