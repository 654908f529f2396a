export interface StringInternerOptions {
  /** Distinct strings kept; when full, all are dropped at once and counted. */
  entriesMax: number;
  /** Seeds the hash, so that nobody outside can prepare collisions. Layout only: results do not depend on it. */
  seed: number;
}

const POOL_BYTES_PER_ENTRY = 48;

/**
 * Strings from bytes, without making a JavaScript string when the same bytes were seen before. Control
 * characters become spaces: series keys are joined with U+001F.
 */
export class StringInterner {
  /** How often the table was emptied because it was full. */
  evictions = 0;

  private readonly slots: Int32Array;
  private readonly mask: number;
  private readonly hashes: Int32Array;
  private readonly offsets: Int32Array;
  private readonly lengths: Int32Array;
  private readonly strings: string[] = [];
  private readonly pool: Uint8Array;
  private poolUsed = 0;

  constructor(private readonly options: StringInternerOptions) {
    let slotsCount = 64;
    while (slotsCount < 2 * options.entriesMax) slotsCount *= 2;
    this.slots = new Int32Array(slotsCount).fill(-1);
    this.mask = slotsCount - 1;
    this.hashes = new Int32Array(options.entriesMax);
    this.offsets = new Int32Array(options.entriesMax);
    this.lengths = new Int32Array(options.entriesMax);
    this.pool = new Uint8Array(options.entriesMax * POOL_BYTES_PER_ENTRY);
  }

  get size(): number {
    return this.strings.length;
  }

  /** The string in these UTF-8 bytes. Callers keep them short: the pool holds 48 bytes an entry on average. */
  intern(bytes: Buffer, start: number, end: number): string {
    const length = end - start;
    let hash = this.options.seed ^ length;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash ^= hash >>> 15;
    let slot = hash & this.mask;
    for (; this.slots[slot]! >= 0; slot = (slot + 1) & this.mask) {
      const entry = this.slots[slot]!;
      if (this.hashes[entry] === hash && this.lengths[entry] === length && this.equals(entry, bytes, start)) {
        return this.strings[entry]!;
      }
    }
    return this.add(bytes, start, end, hash, slot);
  }

  private add(bytes: Buffer, start: number, end: number, hash: number, slot: number): string {
    const text = withoutControls(bytes.toString('utf8', start, end));
    const length = end - start;
    if (length > this.pool.length) return text;
    let free = slot;
    if (this.strings.length >= this.options.entriesMax || this.poolUsed + length > this.pool.length) {
      this.evictAll();
      free = hash & this.mask;
    }
    const entry = this.strings.length;
    this.strings.push(text);
    this.hashes[entry] = hash;
    this.lengths[entry] = length;
    this.offsets[entry] = this.poolUsed;
    this.pool.set(bytes.subarray(start, end), this.poolUsed);
    this.poolUsed += length;
    this.slots[free] = entry;
    return text;
  }

  private equals(entry: number, bytes: Buffer, start: number): boolean {
    const offset = this.offsets[entry]!;
    const length = this.lengths[entry]!;
    for (let i = 0; i < length; i++) if (this.pool[offset + i] !== bytes[start + i]) return false;
    return true;
  }

  private evictAll(): void {
    this.slots.fill(-1);
    this.strings.length = 0;
    this.poolUsed = 0;
    this.evictions++;
  }
}

/** Replaces control characters, which would break keys and terminals, by spaces. */
export function withoutControls(text: string): string {
  return /[\u0000-\u001f\u007f]/.test(text) ? text.replace(/[\u0000-\u001f\u007f]/g, ' ') : text;
}
