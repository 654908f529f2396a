/** Parts of a record that are not attributes but are read like them by the dialect tables. */
export const PSEUDO_ATTRIBUTES = ['@name', '@event', '@eventField', '@body', '@scope', '@status'] as const;
export type PseudoAttribute = (typeof PSEUDO_ATTRIBUTES)[number];

const DIGIT_0 = 0x30;
const DOT = 0x2e;
const FOLDED = 0x4e;
const LIST_INDEX_MAX = 1 << 20;

/**
 * Every attribute name of every dialect table, numbered, and matched in place: length and a few bytes choose a
 * slot, then the bytes are compared. No JavaScript string is made for a key.
 *
 * Names with a segment `N` are flattened lists: `retrieval.documents.N.document.score` matches any index, and
 * {@link listIndex} holds the first one of the last match.
 */
export class AttributeTable {
  readonly names: readonly string[];
  readonly size: number;
  /** 1 for names of flattened lists. */
  readonly isList: Uint8Array;
  /** First list index of the last key that matched a folded name. */
  listIndex = 0;

  private readonly ids = new Map<string, number>();
  private readonly pool: Uint8Array;
  private readonly offsets: Int32Array;
  private readonly lengths: Int32Array;
  private readonly slots: Int16Array;
  private readonly mask: number;
  private readonly folded: Uint8Array;

  constructor(
    attributeNames: Iterable<string>,
    private readonly keyBytesMax: number,
  ) {
    this.names = [...new Set<string>([...PSEUDO_ATTRIBUTES, ...attributeNames])];
    this.size = this.names.length;
    this.isList = new Uint8Array(this.size);
    this.offsets = new Int32Array(this.size);
    this.lengths = new Int32Array(this.size);
    this.pool = new Uint8Array(this.names.reduce((sum, name) => sum + Buffer.byteLength(name), 0));
    this.folded = new Uint8Array(keyBytesMax);
    let slotsCount = 64;
    while (slotsCount < 4 * this.size) slotsCount *= 2;
    this.slots = new Int16Array(slotsCount).fill(-1);
    this.mask = slotsCount - 1;
    this.names.reduce((offset, name, id) => this.enter(name, id, offset), 0);
  }

  /** Id of a name that must be in the table. */
  id(name: string): number {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`attribute ${name} is in no dialect table`);
    return id;
  }

  /** Whether these bytes are the name of this id. */
  isName(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    return this.lengths[id] === end - start && this.equals(id, bytes, start, end - start);
  }

  /** Id of the key in these bytes, or -1. */
  match(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length === 0 || length > this.keyBytesMax) return -1;
    const id = this.find(bytes, start, end);
    return id >= 0 && this.isList[id] === 0 ? id : this.matchFolded(bytes, start, end);
  }

  private matchFolded(bytes: Uint8Array, start: number, end: number): number {
    if (!hasIndex(bytes, start, end)) return -1;
    let length = 0;
    let index = -1;
    for (let at = start; at < end;) {
      const byte = bytes[at]!;
      const isSegmentStart = at > start && bytes[at - 1] === DOT;
      if (!isSegmentStart || !isDigit(byte)) {
        this.folded[length++] = byte;
        at++;
        continue;
      }
      let value = 0;
      while (at < end && isDigit(bytes[at]!)) {
        value = Math.min(LIST_INDEX_MAX, value * 10 + bytes[at]! - DIGIT_0);
        at++;
      }
      this.folded[length++] = FOLDED;
      if (index < 0) index = value;
    }
    this.listIndex = index;
    return this.find(this.folded, 0, length);
  }

  private find(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    for (let slot = keyHash(bytes, start, end) & this.mask; ; slot = (slot + 1) & this.mask) {
      const id = this.slots[slot]!;
      if (id < 0) return -1;
      if (this.lengths[id] === length && this.equals(id, bytes, start, length)) return id;
    }
  }

  private equals(id: number, bytes: Uint8Array, start: number, length: number): boolean {
    const offset = this.offsets[id]!;
    for (let i = 0; i < length; i++) if (this.pool[offset + i] !== bytes[start + i]) return false;
    return true;
  }

  private enter(name: string, id: number, offset: number): number {
    const bytes = Buffer.from(name);
    this.ids.set(name, id);
    this.pool.set(bytes, offset);
    this.offsets[id] = offset;
    this.lengths[id] = bytes.length;
    this.isList[id] = name.split('.').includes('N') ? 1 : 0;
    if (!name.startsWith('@')) {
      let slot = keyHash(bytes, 0, bytes.length) & this.mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = id;
    }
    return offset + bytes.length;
  }
}

/** Names share prefixes (`gen_ai.usage.`) and suffixes (`_tokens`): look at both ends and the middle. */
function keyHash(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  let hash = Math.imul(length, 0x9e3779b1);
  hash = Math.imul(hash ^ bytes[start + (length >> 1)]!, 0x85ebca6b);
  hash = Math.imul(hash ^ bytes[end - 1]!, 0xc2b2ae35);
  hash = Math.imul(hash ^ bytes[start + ((3 * length) >> 2)]!, 0x27d4eb2f);
  hash = Math.imul(hash ^ bytes[start + (length >> 2)]!, 0x165667b1);
  hash = Math.imul(hash ^ bytes[start]!, 0x9e3779b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Whether a segment after the first starts with a digit. */
function hasIndex(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + 1; at < end; at++) {
    if (bytes[at]! <= 0x39 && bytes[at - 1] === DOT && isDigit(bytes[at]!)) return true;
  }
  return false;
}

function isDigit(byte: number): boolean {
  return byte >= DIGIT_0 && byte <= 0x39;
}
