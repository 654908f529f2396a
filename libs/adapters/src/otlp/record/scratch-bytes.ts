const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Fewer bytes are copied sooner by a loop than by a native call. */
const LOOP_BYTES = 48;

/** A growing byte buffer for text that is not contiguous in the message. Reused: valid until the next clear. */
export class ScratchBytes {
  bytes = Buffer.allocUnsafe(4_096);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  push(byte: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = byte;
  }

  append(source: Buffer, start: number, end: number): void {
    const count = end - start;
    if (this.length + count > this.bytes.length) this.grow(count);
    if (count < LOOP_BYTES) {
      for (let at = start; at < end; at++) this.bytes[this.length++] = source[at]!;
    } else {
      source.copy(this.bytes, this.length, start, end);
      this.length += count;
    }
  }

  appendText(text: string): void {
    const source = Buffer.from(text);
    this.append(source, 0, source.length);
  }

  /** Appends these UTF-8 bytes as a JSON string. */
  appendJsonString(source: Buffer, start: number, end: number): void {
    this.push(QUOTE);
    for (let at = start; at < end; at++) {
      const byte = source[at]!;
      if (byte === QUOTE || byte === BACKSLASH) this.push(BACKSLASH);
      if (byte >= 0x20) this.push(byte);
      else this.appendText(JSON.stringify(String.fromCharCode(byte)).slice(1, -1));
    }
    this.push(QUOTE);
  }

  private grow(count: number): void {
    const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.length + count));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
