import { createHash } from 'node:crypto';
import { LONG_VALUE } from '../outcome';
import { type AttributeSlots, ValueTag } from '../record/attribute-slots';
import { numberIn, SCALAR_BYTES_MAX } from '../record/number-in';
import { type StringInterner } from '../record/string-interner';
import { type TextReader } from '../record/text-reader';

/** Reads slots as what a field needs: booleans and numbers often arrive as strings. Absent is undefined. */
export class ValueReader {
  constructor(
    readonly text: TextReader,
    private readonly interner: StringInterner,
    private readonly dimensionBytesMax: number,
  ) {}

  /** The text of a slot; valid until the next read. See {@link TextReader.read} for `bytesMax`. */
  textOf(slots: AttributeSlots, id: number, bytesMax?: number): TextReader {
    const tag = slots.tag[id] as ValueTag;
    return this.text.read(tag, slots.number[id]!, slots.start[id]!, slots.end[id]!, bytesMax);
  }

  lengthOf(slots: AttributeSlots, id: number): number {
    const tag = slots.tag[id] as ValueTag;
    return this.text.lengthOf(tag, slots.number[id]!, slots.start[id]!, slots.end[id]!);
  }

  dimension(slots: AttributeSlots, id: number): string | undefined {
    return this.dimensionOf(this.textOf(slots, id, this.dimensionBytesMax + 1));
  }

  /** A dimension from the reader's present text. */
  dimensionOf({ bytes, start, end }: TextReader): string | undefined {
    if (start >= end) return undefined;
    return end - start > this.dimensionBytesMax ? LONG_VALUE : this.interner.intern(bytes, start, end);
  }

  /** Like a dimension, but a long one stays distinct: `long:` and 16 hex digits. */
  id(slots: AttributeSlots, id: number): string | undefined {
    const { bytes, start, end } = this.textOf(slots, id);
    if (end - start <= this.dimensionBytesMax) return this.dimensionOf(this.text);
    return `long:${createHash('sha256').update(bytes.subarray(start, end)).digest('hex').slice(0, 16)}`;
  }

  number(slots: AttributeSlots, id: number): number | undefined {
    const tag = slots.tag[id] as ValueTag;
    if (tag === ValueTag.int || tag === ValueTag.double)
      return Number.isFinite(slots.number[id]) ? slots.number[id] : undefined;
    if (tag !== ValueTag.string && tag !== ValueTag.escapedString) return undefined;
    const { bytes, start, end } = this.textOf(slots, id);
    return numberIn(bytes, start, end);
  }

  boolean(slots: AttributeSlots, id: number): boolean | undefined {
    const tag = slots.tag[id] as ValueTag;
    if (tag === ValueTag.bool || tag === ValueTag.int) return slots.number[id] !== 0;
    if (tag !== ValueTag.string && tag !== ValueTag.escapedString) return undefined;
    const { bytes, start, end } = this.textOf(slots, id);
    if (end - start > SCALAR_BYTES_MAX) return undefined;
    const word = bytes.toString('latin1', start, end).trim().toLowerCase();
    if (word === 'true' || word === '1') return true;
    return word === 'false' || word === '0' ? false : undefined;
  }
}
