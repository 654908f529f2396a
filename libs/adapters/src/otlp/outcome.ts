/** Limits of one decoder. Every one is configuration, and what exceeds one is counted, never a crash. */
export interface DecodeLimits {
  /** Longest message value that is read at all. */
  messageBytesMax: number;
  /** Spans or log records in one message; one more makes the whole message an error. */
  recordsPerMessageMax: number;
  /** Attributes looked at per record; the rest are skipped and counted as unknown. */
  attributesPerRecordMax: number;
  /** Longer attribute keys are skipped and counted as unknown. */
  keyBytesMax: number;
  /** Longer dimension values become {@link LONG_VALUE}. */
  dimensionBytesMax: number;
  /** Nesting of AnyValue inside an attribute whose text is needed. */
  depthMax: number;
}

export const DEFAULT_DECODE_LIMITS: DecodeLimits = {
  messageBytesMax: 8 * 1024 * 1024,
  recordsPerMessageMax: 10_000,
  attributesPerRecordMax: 1_024,
  keyBytesMax: 128,
  dimensionBytesMax: 128,
  depthMax: 16,
};

/** What a dimension longer than the limit is called. */
export const LONG_VALUE = '__long__';

export const DECODE_ERROR_CLASSES = [
  /** A length runs past its parent, or the value ends inside a field. */
  'truncated',
  /** A known field with another wire type, a group, or an unassigned wire type. */
  'wrong-wire-type',
  /** A varint of more than ten bytes. */
  'bad-varint',
  /** Not JSON: a missing quote, colon or bracket, or a bad escape. */
  'bad-json',
  /** JSON or protobuf, but not the signal that was expected. */
  'not-otlp',
  /** AnyValue nested deeper than the limit. */
  'too-deep',
  /** Message longer than the limit. */
  'too-large',
  /** More records in the message than the limit. */
  'too-many-records',
  /** A defect of the decoder itself: the message is kept out, and the class says whom to blame. */
  'internal',
] as const;
export type DecodeErrorClass = (typeof DECODE_ERROR_CLASSES)[number];

/** What became of one message. All or nothing: on `ok: false` no step of it was emitted. */
export type DecodeOutcome =
  | { ok: true; records: number; unknownAttributes: number }
  | { ok: false; errorClass: DecodeErrorClass; records: number };

/** Thrown inside the decoder only; `decode` turns it into an outcome. Its message never quotes the input. */
export class DecodeFault extends Error {
  constructor(readonly errorClass: DecodeErrorClass) {
    super(errorClass);
  }
}
