import { DecodeFault } from '../outcome';
import { ValueTag } from '../record/attribute-slots';
import { type ScratchBytes } from '../record/scratch-bytes';
import { type TextEncoding } from '../record/text-reader';
import { AnyValueTag, KeyValueTag, ListTag } from './otlp-fields';
import { ProtobufCursor } from './protobuf-cursor';

/** Protobuf strings and bytes are plain; lists and maps are walked with a depth limit. */
export class ProtobufText implements TextEncoding {
  private readonly cursor = new ProtobufCursor();

  constructor(private readonly depthMax: number) {}

  unescape(bytes: Buffer, start: number, end: number, out: ScratchBytes): void {
    out.append(bytes, start, end);
  }

  unescapedLength(_bytes: Buffer, start: number, end: number): number {
    return end - start;
  }

  decodeBytes(): boolean {
    return false;
  }

  renderValue(tag: ValueTag, bytes: Buffer, start: number, end: number, out: ScratchBytes): void {
    this.cursor.reset(bytes);
    this.cursor.position = start;
    if (tag === ValueTag.list) this.renderList(end, out, 1);
    else this.renderMap(end, out, 1);
  }

  private renderList(end: number, out: ScratchBytes, depth: number): void {
    if (depth > this.depthMax) throw new DecodeFault('too-deep');
    const { cursor } = this;
    out.push(0x5b);
    for (let count = 0; cursor.position < end;) {
      const field = cursor.readTag(end);
      if (field !== ListTag.values) {
        cursor.skip(field, end);
        continue;
      }
      if (count++ > 0) out.push(0x2c);
      this.renderAny(cursor.readEnd(end), out, depth);
    }
    out.push(0x5d);
  }

  private renderMap(end: number, out: ScratchBytes, depth: number): void {
    if (depth > this.depthMax) throw new DecodeFault('too-deep');
    const { cursor } = this;
    out.push(0x7b);
    for (let count = 0; cursor.position < end;) {
      const field = cursor.readTag(end);
      if (field !== ListTag.values) {
        cursor.skip(field, end);
        continue;
      }
      if (count++ > 0) out.push(0x2c);
      this.renderEntry(cursor.readEnd(end), out, depth);
    }
    out.push(0x7d);
  }

  private renderEntry(end: number, out: ScratchBytes, depth: number): void {
    const { cursor } = this;
    let keyStart = 0;
    let keyEnd = 0;
    let valueStart = end;
    let valueEnd = end;
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field !== KeyValueTag.key && field !== KeyValueTag.value) {
        cursor.skip(field, end);
        continue;
      }
      const fieldEnd = cursor.readEnd(end);
      if (field === KeyValueTag.key) {
        keyStart = cursor.position;
        keyEnd = fieldEnd;
      } else {
        valueStart = cursor.position;
        valueEnd = fieldEnd;
      }
      cursor.position = fieldEnd;
    }
    out.appendJsonString(cursor.bytes, keyStart, keyEnd);
    out.push(0x3a);
    cursor.position = valueStart;
    this.renderAny(valueEnd, out, depth);
    cursor.position = end;
  }

  /** Renders the last member of the oneof: each one found takes the place of the one before. */
  private renderAny(end: number, out: ScratchBytes, depth: number): void {
    const { cursor } = this;
    const outStart = out.length;
    out.appendText('null');
    while (cursor.position < end) {
      const field = cursor.readTag(end);
      if (field > AnyValueTag.bytes || !RENDERED.has(field)) {
        cursor.skip(field, end);
        continue;
      }
      out.length = outStart;
      if (field === AnyValueTag.int) out.appendText(String(cursor.readInt64(end)));
      else if (field === AnyValueTag.bool) out.appendText(cursor.readVarint(end) === 0 ? 'false' : 'true');
      else if (field === AnyValueTag.double) out.appendText(String(cursor.readDouble(end)));
      else this.renderBytes(field, cursor.readEnd(end), out, depth);
    }
  }

  private renderBytes(field: number, end: number, out: ScratchBytes, depth: number): void {
    const { cursor } = this;
    if (field === AnyValueTag.list) this.renderList(end, out, depth + 1);
    else if (field === AnyValueTag.map) this.renderMap(end, out, depth + 1);
    else out.appendJsonString(cursor.bytes, cursor.position, end);
    cursor.position = end;
  }
}

const RENDERED: ReadonlySet<number> = new Set([
  AnyValueTag.string,
  AnyValueTag.bool,
  AnyValueTag.int,
  AnyValueTag.double,
  AnyValueTag.list,
  AnyValueTag.map,
  AnyValueTag.bytes,
]);
