const LINEAR_MAX = 48;
const EMPTY: readonly number[] = [];

/**
 * Span ids of one turn as 52-bit fingerprints: 8 bytes each for the usual small turn. Two different ids of a turn
 * of 10^4 spans collide with a probability of about 10^-8.
 */
export class SpanIdSet {
  /** Copied on growth: a pushed array would reserve room for seventeen. */
  private list: readonly number[] | null = null;
  private set: Set<number> | null = null;

  /** Adds the id; false when it is there already. */
  add(spanId: string): boolean {
    const print = fingerprint(spanId);
    if (this.set) {
      if (this.set.has(print)) return false;
      this.set.add(print);
      return true;
    }
    const list = this.list ?? EMPTY;
    if (list.includes(print)) return false;
    this.list = list.concat(print);
    if (list.length >= LINEAR_MAX) {
      this.set = new Set(this.list);
      this.list = null;
    }
    return true;
  }
}

/** Two multiplicative hashes (FNV-1a, 32 bits, and 20 bits of a second odd multiplier) over the code units. */
function fingerprint(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    high ^= high >>> 15;
  }
  return (low >>> 0) + (high >>> 12) * 0x1_0000_0000;
}
