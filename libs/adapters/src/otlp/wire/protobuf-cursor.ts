import { DecodeFault } from '../outcome';

export const WireType = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/** Microseconds beyond 2^53 (the year 2255) are not exact in a double: such a time counts as absent. */
const EXACT_US_MAX = Number.MAX_SAFE_INTEGER;
const TWO_32 = 4_294_967_296;

/**
 * Reads the protobuf wire format from a byte buffer. Every read checks its bounds and throws a
 * {@link DecodeFault}; nothing is copied. Format: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufCursor {
  bytes: Buffer = Buffer.alloc(0);
  position = 0;
  private low = 0;
  private high = 0;
  private readonly float64 = new Float64Array(1);
  private readonly float64Bytes = new Uint8Array(this.float64.buffer);

  reset(bytes: Buffer): void {
    this.bytes = bytes;
    this.position = 0;
  }

  /** Field number × 8 + wire type. */
  readTag(end: number): number {
    const byte = this.bytes[this.position]!;
    if (byte < 0x80 && this.position < end) {
      this.position++;
      if (byte < 8) throw new DecodeFault('wrong-wire-type');
      return byte;
    }
    const tag = this.readVarint(end);
    if (tag < 8 || tag >= TWO_32) throw new DecodeFault('wrong-wire-type');
    return tag;
  }

  /** Unsigned varint as a number: exact to 2^53, the nearest double beyond. */
  readVarint(end: number): number {
    const first = this.bytes[this.position]!;
    if (first < 0x80 && this.position < end) {
      this.position++;
      return first;
    }
    this.readLongVarint(end);
    return (this.high >>> 0) * TWO_32 + (this.low >>> 0);
  }

  /** Two's complement 64-bit varint (`int64`): exact to ±2^53. */
  readInt64(end: number): number {
    this.readLongVarint(end);
    return this.high * TWO_32 + (this.low >>> 0);
  }

  /** Length prefix of a nested field; the field's bytes then lie in [position, result). */
  readEnd(end: number): number {
    const byte = this.bytes[this.position]!;
    let length = byte;
    if (byte < 0x80 && this.position < end) this.position++;
    else length = this.readVarint(end);
    const fieldEnd = this.position + length;
    if (fieldEnd > end) throw new DecodeFault('truncated');
    return fieldEnd;
  }

  readDouble(end: number): number {
    const at = this.advance(8, end);
    for (let i = 0; i < 8; i++) this.float64Bytes[i] = this.bytes[at + i]!;
    return this.float64[0]!;
  }

  /** `fixed64` nanoseconds as whole microseconds, without BigInt: 2^32 = 4,294,967 × 1,000 + 296. */
  readNanosAsUs(end: number): number {
    const at = this.advance(8, end);
    const low = this.readUint32(at);
    const high = this.readUint32(at + 4);
    const us = high * 4_294_967 + Math.floor((high * 296 + low) / 1_000);
    return us <= EXACT_US_MAX ? us : 0;
  }

  skip(tag: number, end: number): void {
    switch (tag & 7) {
      case WireType.lengthDelimited:
        this.position = this.readEnd(end);
        return;
      case WireType.varint:
        this.readVarint(end);
        return;
      case WireType.fixed64:
        this.advance(8, end);
        return;
      case WireType.fixed32:
        this.advance(4, end);
        return;
      default:
        throw new DecodeFault('wrong-wire-type');
    }
  }

  /**
   * Skips a field that is not read. One whose number is in the bit set `readFields`, but which came with
   * another wire type, is an error.
   */
  skipOther(tag: number, end: number, readFields: number): void {
    const field = tag >>> 3;
    if (field < 32 && (readFields & (1 << field)) !== 0) throw new DecodeFault('wrong-wire-type');
    this.skip(tag, end);
  }

  private advance(count: number, end: number): number {
    const at = this.position;
    if (at + count > end) throw new DecodeFault('truncated');
    this.position = at + count;
    return at;
  }

  private readUint32(at: number): number {
    const { bytes } = this;
    return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  }

  /** Leaves the two halves in `low` and `high` as signed 32-bit integers. */
  private readLongVarint(end: number): void {
    const { bytes } = this;
    let low = 0;
    let high = 0;
    for (let i = 0; i < 10; i++) {
      if (this.position >= end) throw new DecodeFault('truncated');
      const byte = bytes[this.position++]!;
      const bits = byte & 0x7f;
      if (i < 5) low |= bits << (7 * i);
      if (i === 4) high = bits >> 4;
      else if (i > 4) high |= bits << (7 * i - 32);
      if (byte < 0x80) {
        this.low = low;
        this.high = high;
        return;
      }
    }
    throw new DecodeFault('bad-varint');
  }
}
