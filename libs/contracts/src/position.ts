/**
 * A position inside one origin partition: the offset of a Kafka message and the index of a record within it,
 * packed into one safe integer so that marks compare with `<=`.
 *
 * position = offset × 2^14 + index. A message may hold at most 16,383 records (admit's own limit is 10,000);
 * offsets stay exact up to 2^39 messages per partition.
 */
export const RECORDS_PER_MESSAGE_MAX = 1 << 14;

/** Position of record `index` of the message at `offset`. */
export function positionOf(offset: number, index: number): number {
  return offset * RECORDS_PER_MESSAGE_MAX + index;
}

/** Position after which everything of the message at `offset` is covered. */
export function endOfMessage(offset: number): number {
  return offset * RECORDS_PER_MESSAGE_MAX + RECORDS_PER_MESSAGE_MAX - 1;
}

/** The message offset of a position. */
export function offsetOf(position: number): number {
  return Math.floor(position / RECORDS_PER_MESSAGE_MAX);
}
