import type { OriginMarks } from '@tacet/core/event-time';

/** Kafka's default `offset.metadata.max.bytes`. */
export const METADATA_BYTES_MAX = 4_096;

/**
 * What a fold over an input partition must restore besides the offset it starts at: the watermark as of that
 * offset, and D, up to which everything is durable. Committed with the offset as one pair (guarantees 3.1).
 */
export interface InputMetadata {
  v: 1;
  /** Watermark before the committed offset, ms. */
  wm: number;
  /** Sealed up to (D), ms. */
  d: number;
  /** First offset whose steps were not yet emitted. */
  e: number;
}

/** What a fold over an internal partition must restore: the marks of its origins as of the offset, and D. */
export interface DerivedMetadata {
  v: 1;
  /** Combined watermark as of the offset, ms. */
  wm: number;
  /** Sealed or finalised up to, per stage, ms. */
  d: Record<string, number>;
  /** Per origin: [upTo, watermarkMs, idle 0|1, partitions of its topic]. */
  o: Record<string, [number, number, 0 | 1]>;
  /** Partitions of each origin topic. */
  p: Record<string, number>;
}

/** Throws when the pair would not fit: too many origins for one commit is a configuration error, not weather. */
export function encodeMetadata(metadata: InputMetadata | DerivedMetadata): string {
  const text = JSON.stringify(metadata);
  if (Buffer.byteLength(text) > METADATA_BYTES_MAX) {
    throw new Error(
      `commit metadata of ${Buffer.byteLength(text)} bytes is over Kafka's ${METADATA_BYTES_MAX}: ` +
        'raise offset.metadata.max.bytes on the broker or use fewer input partitions',
    );
  }
  return text;
}

/** Null when the text is not ours (another tool moved the group's offsets): the caller starts as if uncommitted. */
export function decodeMetadata<T extends InputMetadata | DerivedMetadata>(text: string): T | null {
  try {
    const parsed = JSON.parse(text) as T;
    return parsed.v === 1 ? parsed : null;
  } catch {
    return null;
  }
}

export function marksToMetadata(marks: OriginMarks): DerivedMetadata['o'] {
  const out: DerivedMetadata['o'] = {};
  for (const [origin, mark] of marks) out[origin] = [mark.upTo, mark.watermarkMs, mark.idle ? 1 : 0];
  return out;
}

export function marksFromMetadata(o: DerivedMetadata['o']): OriginMarks {
  return new Map(
    Object.entries(o).map(([origin, [upTo, watermarkMs, idle]]) => [
      origin,
      { upTo, watermarkMs, idle: idle === 1 },
    ]),
  );
}
