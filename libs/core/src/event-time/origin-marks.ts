/** How far one origin partition has come, as its envelopes told. */
export interface OriginMark {
  /** Highest position applied. */
  upTo: number;
  watermarkMs: number;
  idle: boolean;
}

/** Every origin's mark at one moment. Never mutated: a commit may keep the one it needs. */
export type OriginMarks = ReadonlyMap<string, OriginMark>;

export interface EnvelopeHead {
  origin: string;
  originPartitions: number;
  upTo: number;
  watermarkMs: number;
  idle: boolean;
}

/** The marks after one envelope: positions and watermarks only move forward. */
export function advanceMarks(marks: OriginMarks, head: EnvelopeHead): OriginMarks {
  const known = marks.get(head.origin);
  if (known && head.upTo < known.upTo) return marks;
  const next = new Map(marks);
  next.set(head.origin, {
    upTo: Math.max(known?.upTo ?? -1, head.upTo),
    watermarkMs: Math.max(known?.watermarkMs ?? -1, head.watermarkMs),
    idle: head.idle,
  });
  return next;
}

/**
 * The watermark over several origins: the minimum of those that are not idle. Until every partition of every
 * expected topic has been heard of it is -1: an unheard partition may hold older events. When all are idle,
 * the highest mark any of them reached, because nothing is known to be missing.
 */
export function combinedWatermarkMs(marks: OriginMarks, expected: ReadonlyMap<string, number>): number {
  let lowest = Infinity;
  let highest = -1;
  for (const [topic, partitions] of expected) {
    for (let partition = 0; partition < partitions; partition++) {
      const mark = marks.get(`${topic}/${partition}`);
      if (!mark) return -1;
      if (mark.watermarkMs > highest) highest = mark.watermarkMs;
      if (!mark.idle && mark.watermarkMs < lowest) lowest = mark.watermarkMs;
    }
  }
  return lowest === Infinity ? highest : lowest;
}
