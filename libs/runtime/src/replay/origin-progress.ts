import {
  advanceMarks,
  combinedWatermarkMs,
  type EnvelopeHead,
  type OriginMarks,
} from '@tacet/core/event-time';
import {
  marksFromMetadata,
  marksToMetadata,
  METADATA_VERSION,
  type DerivedMetadata,
} from './commit-metadata';

/** An immutable picture of how far every origin has come: what a commit to this point must restore. */
export interface ProgressState {
  marks: OriginMarks;
  partitions: ReadonlyMap<string, number>;
  watermarkMs: number;
}

/**
 * Follows the envelopes of one internal partition: per origin the highest position applied (so repeats are
 * skipped, whoever sends them), and the combined watermark, which never moves back.
 */
export class OriginProgress {
  private current: ProgressState;

  constructor(
    private readonly expectedTopics: readonly string[],
    restored: DerivedMetadata | null,
  ) {
    this.current = {
      marks: restored ? marksFromMetadata(restored.o) : new Map(),
      partitions: new Map(Object.entries(restored?.p ?? {})),
      watermarkMs: restored?.wm ?? -1,
    };
  }

  get state(): ProgressState {
    return this.current;
  }

  get watermarkMs(): number {
    return this.current.watermarkMs;
  }

  /** Rows of this envelope at or below the returned position were applied before. */
  appliedUpTo(origin: string): number {
    return this.current.marks.get(origin)?.upTo ?? -1;
  }

  /** Call after the envelope's rows were folded. */
  accept(head: EnvelopeHead): void {
    const topic = topicOf(head.origin);
    const { current } = this;
    let { partitions } = current;
    if ((partitions.get(topic) ?? 0) < head.originPartitions) {
      partitions = new Map(partitions).set(topic, head.originPartitions);
    }
    const marks = advanceMarks(current.marks, head);
    if (marks === current.marks && partitions === current.partitions) return;
    const expected = new Map(this.expectedTopics.map((name) => [name, partitions.get(name) ?? 1]));
    const watermarkMs = Math.max(current.watermarkMs, combinedWatermarkMs(marks, expected));
    this.current = { marks, partitions, watermarkMs };
  }
}

/** Metadata for a commit to the offset at which `state` was current. */
export function progressMetadata(
  state: ProgressState,
  sealedUpToMs: Record<string, number>,
): DerivedMetadata {
  return {
    v: METADATA_VERSION,
    wm: state.watermarkMs,
    d: sealedUpToMs,
    o: marksToMetadata(state.marks),
    p: Object.fromEntries(state.partitions),
  };
}

function topicOf(origin: string): string {
  return origin.slice(0, origin.lastIndexOf('/'));
}
