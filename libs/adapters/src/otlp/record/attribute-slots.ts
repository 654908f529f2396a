/** What kind of value a slot holds; where its bytes lie depends on it (see {@link AttributeSlots}). */
export const ValueTag = {
  absent: 0,
  /** UTF-8 bytes in the message, as they are. */
  string: 1,
  /** A JSON string with backslash escapes: its bytes must be unescaped before use. */
  escapedString: 2,
  bool: 3,
  int: 4,
  double: 5,
  /** ArrayValue: protobuf message bytes, or the JSON text of the `arrayValue` object. */
  list: 6,
  /** KeyValueList, likewise. */
  map: 7,
  /** Raw bytes (protobuf), or base64 text (JSON). */
  bytes: 8,
} as const;
export type ValueTag = (typeof ValueTag)[keyof typeof ValueTag];

/**
 * The known attributes of one record, by attribute id. Values stay where they are in the message: a slot holds
 * a number or a byte range. Clearing is one increment, so slots are reused for every record.
 *
 * A key that occurs twice keeps its first value, as the collector's own map does.
 */
export class AttributeSlots {
  readonly tag: Uint8Array;
  readonly number: Float64Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Ids that are set, in wire order. */
  readonly present: Int32Array;
  presentCount = 0;

  /** Entries of flattened lists (`llm.input_messages.3.message.content`), in wire order. */
  readonly listIds: Int32Array;
  readonly listIndexes: Int32Array;
  readonly listTags: Uint8Array;
  readonly listNumbers: Float64Array;
  readonly listStarts: Int32Array;
  readonly listEnds: Int32Array;
  listCount = 0;

  private readonly stamps: Int32Array;
  private stamp = 1;

  constructor(
    idsCount: number,
    private readonly listEntriesMax: number,
  ) {
    this.tag = new Uint8Array(idsCount);
    this.number = new Float64Array(idsCount);
    this.start = new Int32Array(idsCount);
    this.end = new Int32Array(idsCount);
    this.present = new Int32Array(idsCount);
    this.stamps = new Int32Array(idsCount);
    this.listIds = new Int32Array(listEntriesMax);
    this.listIndexes = new Int32Array(listEntriesMax);
    this.listTags = new Uint8Array(listEntriesMax);
    this.listNumbers = new Float64Array(listEntriesMax);
    this.listStarts = new Int32Array(listEntriesMax);
    this.listEnds = new Int32Array(listEntriesMax);
  }

  clear(): void {
    this.stamp++;
    this.presentCount = 0;
    this.listCount = 0;
    if (this.stamp === 0x7fffffff) {
      this.stamps.fill(0);
      this.stamp = 1;
    }
  }

  has(id: number): boolean {
    return this.stamps[id] === this.stamp;
  }

  /** Whether a slot holds one string, number or boolean: what can be a word. */
  isScalar(id: number): boolean {
    const tag = this.tag[id]!;
    return tag >= ValueTag.string && tag <= ValueTag.double;
  }

  /** Sets a slot; the first value of a key stays. */
  set(id: number, tag: ValueTag, number: number, start: number, end: number): void {
    if (this.stamps[id] === this.stamp) return;
    this.stamps[id] = this.stamp;
    this.present[this.presentCount++] = id;
    this.tag[id] = tag;
    this.number[id] = number;
    this.start[id] = start;
    this.end[id] = end;
  }

  /** Adds an entry of a flattened list and marks its folded key as present (the slot holds the first entry). */
  add(id: number, index: number, tag: ValueTag, number: number, start: number, end: number): void {
    this.set(id, tag, number, start, end);
    const at = this.listCount;
    if (at >= this.listEntriesMax) return;
    this.listCount = at + 1;
    this.listIds[at] = id;
    this.listIndexes[at] = index;
    this.listTags[at] = tag;
    this.listNumbers[at] = number;
    this.listStarts[at] = start;
    this.listEnds[at] = end;
  }
}
