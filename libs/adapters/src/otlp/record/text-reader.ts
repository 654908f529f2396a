import { ScratchBytes } from './scratch-bytes';
import { ValueTag } from './attribute-slots';

/** How one wire encoding turns its values into plain bytes. */
export interface TextEncoding {
  /** Undoes the string escapes of this encoding; may stop once `out` holds `bytesMax`. */
  unescape(bytes: Buffer, start: number, end: number, out: ScratchBytes, bytesMax: number): void;
  /** How many bytes that would give in whole. */
  unescapedLength(bytes: Buffer, start: number, end: number): number;
  /** Writes a list or map as compact JSON. Throws a `too-deep` fault beyond the depth limit. */
  renderValue(tag: ValueTag, bytes: Buffer, start: number, end: number, out: ScratchBytes): void;
  /** Undoes the encoding of raw bytes; false when they are in the message as they are. */
  decodeBytes(bytes: Buffer, start: number, end: number, out: ScratchBytes): boolean;
}

/**
 * The bytes of one attribute's text, whatever it came as: a view on the message where possible, else a
 * rendition in a scratch buffer. Valid until the next `read`. No JavaScript string is made.
 */
export class TextReader {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  private message: Buffer = Buffer.alloc(0);
  private readonly scratch = new ScratchBytes();

  constructor(private encoding: TextEncoding) {}

  open(message: Buffer, encoding: TextEncoding): void {
    this.message = message;
    this.encoding = encoding;
  }

  /** UTF-8 bytes of the value's text. */
  lengthOf(tag: ValueTag, number: number, start: number, end: number): number {
    if (tag === ValueTag.string) return end - start;
    if (tag === ValueTag.escapedString) return this.encoding.unescapedLength(this.message, start, end);
    this.read(tag, number, start, end);
    return this.end - this.start;
  }

  /**
   * Points this view at the value's text; numbers and booleans read as JSON prints them. Of a text that has to
   * be unescaped only the first `bytesMax` bytes are sure to be there.
   */
  read(tag: ValueTag, number: number, start: number, end: number, bytesMax = Infinity): this {
    if (tag === ValueTag.string) return this.view(this.message, start, end);
    const { scratch } = this;
    scratch.clear();
    switch (tag) {
      case ValueTag.escapedString:
        this.encoding.unescape(this.message, start, end, scratch, bytesMax);
        break;
      case ValueTag.list:
      case ValueTag.map:
        this.encoding.renderValue(tag, this.message, start, end, scratch);
        break;
      case ValueTag.bytes:
        if (!this.encoding.decodeBytes(this.message, start, end, scratch)) {
          return this.view(this.message, start, end);
        }
        break;
      case ValueTag.bool:
        scratch.appendText(number === 0 ? 'false' : 'true');
        break;
      case ValueTag.int:
      case ValueTag.double:
        scratch.appendText(String(number));
        break;
      case ValueTag.absent:
        break;
    }
    return this.view(scratch.bytes, 0, scratch.length);
  }

  private view(bytes: Buffer, start: number, end: number): this {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    return this;
  }
}
