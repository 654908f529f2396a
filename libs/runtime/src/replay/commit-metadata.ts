import type { OriginMark, OriginMarks } from '@tacet/core/event-time';

/** Kafka's default `offset.metadata.max.bytes`. */
export const METADATA_BYTES_MAX = 4_096;

/** Metadata of any other version is read as none: the fold then starts over from what the log still holds. */
export const METADATA_VERSION = 2;

/**
 * What a fold over an input partition must restore besides the offset it starts at: the watermark as of that
 * offset, and D, up to which everything is durable. Committed with the offset as one pair (guarantees 3.1).
 */
export interface InputMetadata {
  v: typeof METADATA_VERSION;
  /** Watermark before the committed offset, ms. */
  wm: number;
  /** Sealed up to (D), ms. */
  d: number;
  /** First offset whose steps were not yet emitted. */
  e: number;
}

/** What a fold over an internal partition must restore: the marks of its origins as of the offset, and D. */
export interface DerivedMetadata {
  v: typeof METADATA_VERSION;
  /** Combined watermark as of the offset, ms. */
  wm: number;
  /** Sealed or finalised up to, per stage, ms. */
  d: Record<string, number>;
  /**
   * Per origin topic, the marks of its partitions from 0 on, comma-separated and short: `upTo.watermarkMs` in
   * base 36, `!` behind it when idle, nothing for a partition that was not heard of.
   */
  o: Record<string, string>;
  /** Partitions of each origin topic. */
  p: Record<string, number>;
}

/** Throws when the pair would not fit: too many origins for one commit is a configuration error, not weather. */
export function encodeMetadata(metadata: InputMetadata | DerivedMetadata): string {
  const text = JSON.stringify(metadata);
  if (Buffer.byteLength(text) > METADATA_BYTES_MAX) {
    throw new Error(
      `commit metadata of ${Buffer.byteLength(text)} bytes is over Kafka's ${METADATA_BYTES_MAX}: ` +
        'use fewer input partitions',
    );
  }
  return text;
}

/** Null when the text is not ours (another tool moved the group's offsets): the caller starts as if uncommitted. */
export function decodeMetadata<T extends InputMetadata | DerivedMetadata>(text: string): T | null {
  try {
    const parsed = JSON.parse(text) as T;
    return parsed.v === METADATA_VERSION ? parsed : null;
  } catch {
    return null;
  }
}

export function marksToMetadata(marks: OriginMarks): DerivedMetadata['o'] {
  const texts: Record<string, string[]> = {};
  for (const [origin, { upTo, watermarkMs, idle }] of marks) {
    const at = origin.lastIndexOf('/');
    const partitions = (texts[origin.slice(0, at)] ??= []);
    partitions[Number(origin.slice(at + 1))] =
      `${upTo.toString(36)}.${watermarkMs.toString(36)}${idle ? '!' : ''}`;
  }
  return Object.fromEntries(
    Object.entries(texts).map(([topic, partitions]) => [topic, partitions.join(',')]),
  );
}

export function marksFromMetadata(o: DerivedMetadata['o']): OriginMarks {
  const marks = new Map<string, OriginMark>();
  for (const [topic, text] of Object.entries(o)) {
    text.split(',').forEach((entry, partition) => {
      if (entry === '') return;
      const [upTo = '', watermark = ''] = entry.split('.');
      marks.set(`${topic}/${partition}`, {
        upTo: parseInt(upTo, 36),
        watermarkMs: parseInt(watermark, 36),
        idle: entry.endsWith('!'),
      });
    });
  }
  return marks;
}
