/**
 * The envelope of every internal topic: rows that one stage derived from one origin partition, and how far
 * that origin has been read. An envelope without rows is pure punctuation.
 *
 * Readers keep, per origin, the highest `upTo` they applied and skip rows at or below it: whoever re-sends
 * (a replay, a zombie, other batch boundaries) changes nothing.
 */
export const ENVELOPE_VERSION = 1;

export interface Envelope<Row> {
  v: typeof ENVELOPE_VERSION;
  stage: Stage;
  /** Origin partition as `topic/partition`, e.g. `otlp_spans/3`. */
  origin: string;
  /** How many partitions the origin topic has, so that a reader waits for those it has not heard of yet. */
  originPartitions: number;
  /** Rows of this origin up to this position (see position.ts) are in this or an earlier envelope. */
  upTo: number;
  /**
   * Event-time watermark of the origin in ms since the epoch. On partials: every window sealed
   * under it is complete (the protocol's D). On steps: the watermark after `upTo`. -1 before any record.
   */
  watermarkMs: number;
  /** The origin was at its end and silent when this was sent: do not wait for it. */
  idle: boolean;
  rows: Row[];
}

export type Stage = 'admit' | 'assemble' | 'detect' | 'heal';
