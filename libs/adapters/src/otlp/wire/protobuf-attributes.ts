import type { AttributeTable } from '../record/attribute-table';
import { type AttributeSlots, ValueTag } from '../record/attribute-slots';
import { AnyValueTag, KeyValueTag } from './otlp-fields';
import type { ProtobufCursor } from './protobuf-cursor';

/** Slot tag of each AnyValue member, by its wire tag. */
const VALUE_TAGS = new Uint8Array(64);
VALUE_TAGS[AnyValueTag.string] = ValueTag.string;
VALUE_TAGS[AnyValueTag.bool] = ValueTag.bool;
VALUE_TAGS[AnyValueTag.int] = ValueTag.int;
VALUE_TAGS[AnyValueTag.double] = ValueTag.double;
VALUE_TAGS[AnyValueTag.list] = ValueTag.list;
VALUE_TAGS[AnyValueTag.map] = ValueTag.map;
VALUE_TAGS[AnyValueTag.bytes] = ValueTag.bytes;

/** Reads KeyValue and AnyValue messages into slots: known keys only, values where they lie. */
export class ProtobufAttributes {
  constructor(
    private readonly cursor: ProtobufCursor,
    private readonly table: AttributeTable,
  ) {}

  /** Reads a KeyValue up to `end`; false when no dialect knows its key. */
  readAttribute(slots: AttributeSlots, end: number): boolean {
    const { cursor, table } = this;
    let id = -1;
    let valueStart = -1;
    let valueEnd = 0;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field === KeyValueTag.key) {
        const keyEnd = cursor.readEnd(end);
        id = table.match(cursor.bytes, cursor.position, keyEnd);
        cursor.position = keyEnd;
      } else if (field === KeyValueTag.value) {
        valueEnd = cursor.readEnd(end);
        valueStart = cursor.position;
        cursor.position = valueEnd;
      } else cursor.skipOther(field, end, KeyValueTag.read);
    }
    if (id < 0) return false;
    if (valueStart >= 0) {
      cursor.position = valueStart;
      this.readValue(slots, id, valueEnd);
      cursor.position = end;
    }
    return true;
  }

  /** Reads an AnyValue into a slot; the last member of the oneof wins, as in every protobuf reader. */
  readValue(slots: AttributeSlots, id: number, end: number): void {
    const { cursor } = this;
    let valueTag: ValueTag = ValueTag.absent;
    let number = 0;
    let start = 0;
    let valueEnd = 0;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      const kind = (field < 64 ? VALUE_TAGS[field] : ValueTag.absent) as ValueTag;
      if (kind === ValueTag.absent) {
        cursor.skipOther(field, end, AnyValueTag.read);
        continue;
      }
      valueTag = kind;
      if (kind === ValueTag.int) number = cursor.readInt64(end);
      else if (kind === ValueTag.bool) number = cursor.readVarint(end) === 0 ? 0 : 1;
      else if (kind === ValueTag.double) number = cursor.readDouble(end);
      else {
        valueEnd = cursor.readEnd(end);
        start = cursor.position;
        cursor.position = valueEnd;
      }
    }
    if (valueTag === ValueTag.absent) return;
    if (this.table.isList[id] === 1) slots.add(id, this.table.listIndex, valueTag, number, start, valueEnd);
    else slots.set(id, valueTag, number, start, valueEnd);
  }
}
