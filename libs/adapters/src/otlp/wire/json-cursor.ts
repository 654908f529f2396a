import { backslashIn, endOfString, skipValue } from '../features/json-scan';
import { numberIn } from '../record/number-in';
import { DecodeFault } from '../outcome';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
/** Shorter strings end sooner in a loop than a native search starts. */
const LOOP_BYTES = 24;

/**
 * Reads JSON from bytes, one token at a time, without making strings. Strings are ranges, with a mark when
 * they hold escapes. Unknown values are stepped over by counting brackets, so depth costs nothing.
 */
export class JsonCursor {
  bytes: Buffer = Buffer.alloc(0);
  position = 0;
  /** The last string read: [start, end) without quotes. */
  stringStart = 0;
  stringEnd = 0;
  stringEscaped = false;
  private end = 0;

  reset(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  atEnd(): boolean {
    return this.peek() < 0;
  }

  /** The next byte that is not white space, or -1 at the end. */
  peek(): number {
    const { bytes, end } = this;
    while (this.position < end) {
      const byte = bytes[this.position]!;
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
      this.position++;
    }
    return -1;
  }

  /** Steps into an object or array: true when it has a first entry. `null` reads as empty. */
  open(kind: 'object' | 'array'): boolean {
    const byte = this.peek();
    if (byte === 0x6e) {
      this.skip();
      return false;
    }
    if (byte !== (kind === 'object' ? OPEN_OBJECT : OPEN_ARRAY)) this.fail();
    this.position++;
    if (this.peek() !== (kind === 'object' ? CLOSE_OBJECT : CLOSE_ARRAY)) return true;
    this.position++;
    return false;
  }

  /** After an entry: true when another follows, false after the closing bracket. */
  next(kind: 'object' | 'array'): boolean {
    const byte = this.peek();
    if (byte !== COMMA && byte !== (kind === 'object' ? CLOSE_OBJECT : CLOSE_ARRAY)) this.fail();
    this.position++;
    return byte === COMMA;
  }

  /** Reads an object key and its colon; the key is then the last string. */
  readKey(): void {
    this.readString();
    if (this.peek() !== COLON) this.fail();
    this.position++;
  }

  /** Reads a string into the last-string fields. */
  readString(): void {
    if (this.peek() !== QUOTE) this.fail();
    const { bytes } = this;
    const start = this.position + 1;
    let at = start;
    const loopEnd = Math.min(this.end, start + LOOP_BYTES);
    while (at < loopEnd && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH) at++;
    let escaped = false;
    if (at >= loopEnd || bytes[at] === BACKSLASH) {
      const from = at;
      at = endOfString(bytes, from, this.end);
      escaped = at > from && backslashIn(bytes, from, at) >= 0;
    }
    if (at < 0 || at >= this.end) throw new DecodeFault('truncated');
    this.stringStart = start;
    this.stringEnd = at;
    this.stringEscaped = escaped;
    this.position = at + 1;
  }

  /** A number, bare or in quotes; undefined for anything else that is one value. */
  readNumber(): number | undefined {
    const [start, end] = this.readScalar();
    return numberIn(this.bytes, start, end);
  }

  /** Bytes of a bare word or number, or of a string without its quotes. */
  readScalar(): readonly [number, number] {
    const byte = this.peek();
    if (byte === QUOTE) {
      this.readString();
      return [this.stringStart, this.stringEnd];
    }
    if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.fail();
    const start = this.position;
    this.skip();
    return [start, this.position];
  }

  /** Nanoseconds in decimal, bare or in quotes, as whole microseconds; 0 when missing or beyond 2^53 µs. */
  readNanosAsUs(): number {
    const [start, end] = this.readScalar();
    let us = 0;
    for (let at = start; at < end; at++) {
      const digit = this.bytes[at]! - 0x30;
      if (digit < 0 || digit > 9) {
        const nanos = numberIn(this.bytes, start, end) ?? 0;
        return nanos > 0 && nanos / 1_000 <= Number.MAX_SAFE_INTEGER ? Math.floor(nanos / 1_000) : 0;
      }
      if (at < end - 3) us = us * 10 + digit;
    }
    return us <= Number.MAX_SAFE_INTEGER ? us : 0;
  }

  /** Steps over one value of any kind. */
  skip(): void {
    if (this.peek() < 0) throw new DecodeFault('truncated');
    const after = skipValue(this.bytes, this.position, this.end);
    if (after < 0) throw new DecodeFault('truncated');
    if (after === this.position) throw new DecodeFault('bad-json');
    this.position = after;
  }

  fail(): never {
    throw new DecodeFault(this.peek() < 0 ? 'truncated' : 'bad-json');
  }
}
