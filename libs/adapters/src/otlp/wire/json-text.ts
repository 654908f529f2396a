import { backslashIn } from '../features/json-scan';
import { DecodeFault } from '../outcome';
import { ValueTag } from '../record/attribute-slots';
import { ScratchBytes } from '../record/scratch-bytes';
import { type TextEncoding } from '../record/text-reader';
import { JsonCursor } from './json-cursor';

const BACKSLASH = 0x5c;
const LOWER_U = 0x75;
/** The byte each one-letter escape stands for. */
const ESCAPES = new Map<number, number>(
  Object.entries({ '"': 0x22, '\\': 0x5c, '/': 0x2f, b: 0x08, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09 }).map(
    ([letter, byte]) => [letter.charCodeAt(0), byte],
  ),
);

/** Text of OTLP/JSON values, rendered to the same bytes as their protobuf twins. */
export class JsonText implements TextEncoding {
  private readonly cursor = new JsonCursor();
  private readonly plain = new ScratchBytes();

  constructor(private readonly depthMax: number) {}

  unescape(bytes: Buffer, start: number, end: number, out: ScratchBytes, bytesMax: number): void {
    let copied = start;
    for (let at = start; at < end; at++) {
      if (bytes[at] !== BACKSLASH) continue;
      if (out.length + at - copied >= bytesMax) return out.append(bytes, copied, at);
      out.append(bytes, copied, at);
      at = appendEscape(bytes, at + 1, end, out);
      copied = at + 1;
    }
    out.append(bytes, copied, end);
  }

  unescapedLength(bytes: Buffer, start: number, end: number): number {
    let length = end - start;
    for (let at = backslashIn(bytes, start, end); at >= 0 && at < end; at++) {
      if (bytes[at] !== BACKSLASH) continue;
      if (bytes[at + 1] === LOWER_U) {
        this.plain.clear();
        const last = appendEscape(bytes, at + 1, end, this.plain);
        length -= last + 1 - at - this.plain.length;
        at = last;
      } else {
        length--;
        at++;
      }
    }
    return length;
  }

  decodeBytes(bytes: Buffer, start: number, end: number, out: ScratchBytes): boolean {
    const decoded = Buffer.from(bytes.toString('latin1', start, end), 'base64');
    out.append(decoded, 0, decoded.length);
    return true;
  }

  renderValue(tag: ValueTag, bytes: Buffer, start: number, end: number, out: ScratchBytes): void {
    this.cursor.reset(bytes, start, end);
    this.renderValues(tag === ValueTag.map, out, 1);
  }

  /** An ArrayValue or KeyValueList object: `{"values": […]}`. */
  private renderValues(isMap: boolean, out: ScratchBytes, depth: number): void {
    if (depth > this.depthMax) throw new DecodeFault('too-deep');
    const { cursor } = this;
    out.push(isMap ? 0x7b : 0x5b);
    let count = 0;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      cursor.readKey();
      if (!this.isKey('values')) {
        cursor.skip();
        continue;
      }
      for (let element = cursor.open('array'); element; element = cursor.next('array')) {
        if (count++ > 0) out.push(0x2c);
        if (isMap) this.renderEntry(out, depth);
        else this.renderAny(out, depth);
      }
    }
    out.push(isMap ? 0x7d : 0x5d);
  }

  private renderEntry(out: ScratchBytes, depth: number): void {
    const { cursor } = this;
    let valueAt = -1;
    let keyRead = false;
    let valueDone = false;
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      cursor.readKey();
      if (this.isKey('key')) {
        cursor.readString();
        this.renderString(out);
        out.push(0x3a);
        keyRead = true;
      } else if (this.isKey('value') && keyRead) {
        this.renderAny(out, depth);
        valueDone = true;
      } else {
        if (this.isKey('value')) valueAt = cursor.position;
        cursor.skip();
      }
    }
    if (!keyRead) out.appendText('"":');
    if (valueDone) return;
    if (valueAt < 0) out.appendText('null');
    else {
      const after = cursor.position;
      cursor.position = valueAt;
      this.renderAny(out, depth);
      cursor.position = after;
    }
  }

  private renderAny(out: ScratchBytes, depth: number): void {
    const { cursor } = this;
    const outStart = out.length;
    out.appendText('null');
    for (let more = cursor.open('object'); more; more = cursor.next('object')) {
      cursor.readKey();
      const kind = cursor.bytes.toString(
        'latin1',
        cursor.stringStart,
        Math.min(cursor.stringEnd, cursor.stringStart + 16),
      );
      if (cursor.peek() === 0x6e) {
        cursor.skip();
        continue;
      }
      out.length = outStart;
      this.renderMember(kind.replace('_v', 'V'), out, depth);
    }
  }

  private renderMember(kind: string, out: ScratchBytes, depth: number): void {
    const { cursor } = this;
    switch (kind) {
      case 'stringValue':
        cursor.readString();
        return this.renderString(out);
      case 'bytesValue':
        cursor.readString();
        this.plain.clear();
        this.decodeBytes(cursor.bytes, cursor.stringStart, cursor.stringEnd, this.plain);
        return out.appendJsonString(this.plain.bytes, 0, this.plain.length);
      case 'intValue':
      case 'doubleValue':
        return out.appendText(String(cursor.readNumber() ?? 0));
      case 'boolValue': {
        const [start] = cursor.readScalar();
        return out.appendText(cursor.bytes[start] === 0x74 ? 'true' : 'false');
      }
      case 'arrayValue':
        return this.renderValues(false, out, depth + 1);
      case 'kvlistValue':
        return this.renderValues(true, out, depth + 1);
      default:
        out.appendText('null');
        cursor.skip();
    }
  }

  private renderString(out: ScratchBytes): void {
    const { cursor, plain } = this;
    plain.clear();
    this.unescape(cursor.bytes, cursor.stringStart, cursor.stringEnd, plain, Infinity);
    out.appendJsonString(plain.bytes, 0, plain.length);
  }

  private isKey(name: string): boolean {
    const { bytes, stringStart, stringEnd } = this.cursor;
    if (stringEnd - stringStart !== name.length) return false;
    return bytes.toString('latin1', stringStart, stringEnd) === name;
  }
}

/** Appends what the escape whose letter is at `at` stands for; returns its last byte's index. */
function appendEscape(bytes: Buffer, at: number, end: number, out: ScratchBytes): number {
  const letter = at < end ? bytes[at]! : 0;
  if (letter !== LOWER_U) {
    const byte = ESCAPES.get(letter);
    if (byte === undefined) throw new DecodeFault('bad-json');
    out.push(byte);
    return at;
  }
  const unit = hexUnit(bytes, at + 1, end);
  const isHigh = unit >= 0xd800 && unit < 0xdc00;
  if (isHigh && bytes[at + 5] === BACKSLASH && bytes[at + 6] === LOWER_U) {
    const low = hexUnit(bytes, at + 7, end);
    if (low >= 0xdc00 && low < 0xe000) {
      out.appendText(String.fromCharCode(unit, low));
      return at + 10;
    }
  }
  out.appendText(unit >= 0xd800 && unit < 0xe000 ? '\ufffd' : String.fromCharCode(unit));
  return at + 4;
}

function hexUnit(bytes: Buffer, at: number, end: number): number {
  const text = bytes.toString('latin1', at, Math.min(at + 4, end));
  if (!/^[0-9a-fA-F]{4}$/.test(text)) throw new DecodeFault('bad-json');
  return Number.parseInt(text, 16);
}
