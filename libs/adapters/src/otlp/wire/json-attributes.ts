import { type DecodeLimits } from '../outcome';
import { type AttributeSlots, ValueTag } from '../record/attribute-slots';
import { type AttributeTable } from '../record/attribute-table';
import { ScratchBytes } from '../record/scratch-bytes';
import { type JsonCursor } from './json-cursor';
import { type JsonField, JsonFields } from './json-fields';
import { JsonText } from './json-text';

const LOWER_N = 0x6e;

/** Reads lists of `{key, value}` from OTLP/JSON into slots. */
export class JsonAttributes {
  private readonly fields = new JsonFields();
  private readonly text: JsonText;
  private readonly plainKey = new ScratchBytes();

  constructor(
    private readonly cursor: JsonCursor,
    private readonly table: AttributeTable,
    private readonly limits: DecodeLimits,
  ) {
    this.text = new JsonText(limits.depthMax);
  }

  /** Reads an object key and says which OTLP field it is. */
  readField(): JsonField | undefined {
    const { cursor } = this;
    cursor.readKey();
    if (!cursor.stringEscaped) {
      return this.fields.match(cursor.bytes, cursor.stringStart, cursor.stringEnd);
    }
    this.unescapeKey();
    return this.fields.match(this.plainKey.bytes, 0, this.plainKey.length);
  }

  /** Reads the whole array; returns how many attributes were unknown or beyond the limit. */
  readAll(slots: AttributeSlots): number {
    const { cursor } = this;
    let seen = 0;
    let unknown = 0;
    for (let more = cursor.open('array'); more; more = cursor.next('array')) {
      if (seen++ >= this.limits.attributesPerRecordMax) {
        cursor.skip();
        unknown++;
      } else if (!this.readAttribute(slots)) unknown++;
    }
    return unknown;
  }

  /** Reads an AnyValue object into a slot; its last member wins, `null` members do not count. */
  readValue(slots: AttributeSlots, id: number): void {
    const { cursor } = this;
    let tag: ValueTag = ValueTag.absent;
    let number = 0;
    let start = 0;
    let end = 0;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      const field = this.readField();
      if (cursor.peek() === LOWER_N) {
        cursor.skip();
        continue;
      }
      const found = this.valueTag(field);
      if (found === ValueTag.absent) {
        cursor.skip();
        continue;
      }
      tag = found;
      if (tag === ValueTag.int || tag === ValueTag.double) number = cursor.readNumber() ?? Number.NaN;
      else if (tag === ValueTag.bool) number = cursor.bytes[cursor.readScalar()[0]] === 0x74 ? 1 : 0;
      else if (tag === ValueTag.string || tag === ValueTag.bytes) {
        cursor.readString();
        start = cursor.stringStart;
        end = cursor.stringEnd;
        if (tag === ValueTag.string && cursor.stringEscaped) tag = ValueTag.escapedString;
      } else {
        start = cursor.position;
        cursor.skip();
        end = cursor.position;
      }
    }
    if (tag === ValueTag.absent) return;
    if (this.table.isList[id] === 1) slots.add(id, this.table.listIndex, tag, number, start, end);
    else slots.set(id, tag, number, start, end);
  }

  private readAttribute(slots: AttributeSlots): boolean {
    const { cursor } = this;
    let id = -1;
    let hasKey = false;
    let valueAt = -1;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      const field = this.readField();
      if (field === 'key' && cursor.peek() === 0x22) {
        cursor.readString();
        id = this.matchKey();
        hasKey = true;
      } else if (field === 'value' && hasKey && id >= 0) this.readValue(slots, id);
      else {
        if (field === 'value' && !hasKey) valueAt = cursor.position;
        cursor.skip();
      }
    }
    if (id < 0) return false;
    if (valueAt >= 0) {
      const after = cursor.position;
      cursor.position = valueAt;
      this.readValue(slots, id);
      cursor.position = after;
    }
    return true;
  }

  private matchKey(): number {
    const { cursor } = this;
    if (!cursor.stringEscaped) {
      return this.table.match(cursor.bytes, cursor.stringStart, cursor.stringEnd);
    }
    this.unescapeKey();
    return this.table.match(this.plainKey.bytes, 0, this.plainKey.length);
  }

  private unescapeKey(): void {
    const { cursor } = this;
    this.plainKey.clear();
    this.text.unescape(cursor.bytes, cursor.stringStart, cursor.stringEnd, this.plainKey, Infinity);
  }

  private valueTag(field: JsonField | undefined): ValueTag {
    switch (field) {
      case 'stringValue':
        return ValueTag.string;
      case 'intValue':
        return ValueTag.int;
      case 'boolValue':
        return ValueTag.bool;
      case 'doubleValue':
        return ValueTag.double;
      case 'arrayValue':
        return ValueTag.list;
      case 'kvlistValue':
        return ValueTag.map;
      case 'bytesValue':
        return ValueTag.bytes;
      default:
        return ValueTag.absent;
    }
  }
}
