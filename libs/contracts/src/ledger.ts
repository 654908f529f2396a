/**
 * What happened to one stretch of one input partition. Buckets are minutes of the watermark before each
 * message, so they tile the offset range without gap or overlap: the auditor's oracle in production.
 */
export interface LedgerRow {
  origin: string;
  /** Start of the watermark minute; -60000 for what came before the first watermark. */
  bucketMs: number;
  firstOffset: number;
  lastOffset: number;
  messages: number;
  bytes: number;
  /** Records decoded = onTime + late + future. Those counted under `__other__` are also in `overflow`. */
  onTime: number;
  late: number;
  future: number;
  overflow: number;
  /** Messages that could not be decoded: each has a dead letter. */
  poison: number;
  /** Attributes no dialect table knows. */
  unknownAttributes: number;
}

/** A pointer to a message that could not be read. Never its bytes. */
export interface DeadLetter {
  topic: string;
  partition: number;
  offset: number;
  /** Closed list, see adapters/otlp: `truncated`, `wrong-wire-type`, `too-deep`, `not-otlp`, `too-large`, … */
  errorClass: string;
  /** Hex SHA-256 of the message value. */
  sha256: string;
  bytes: number;
  recordTimeMs: number;
}
