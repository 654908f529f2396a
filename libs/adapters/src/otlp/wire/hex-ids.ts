const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const ZERO_SPAN_ID = '0'.repeat(2 * SPAN_ID_BYTES);
const ZERO_TRACE_ID = '0'.repeat(2 * TRACE_ID_BYTES);

/**
 * Trace and span ids as lower-case hex. Wrong lengths, non-hex text and all zeros are no id. The last trace id
 * is kept, because the spans of one message mostly share it.
 */
export class HexIds {
  private readonly lastBytes = new Uint8Array(2 * TRACE_ID_BYTES);
  private lastLength = 0;
  private last: string | undefined;

  /** From raw bytes (protobuf). */
  traceIdFromBytes(bytes: Buffer, start: number, end: number): string | undefined {
    if (end - start !== TRACE_ID_BYTES) return undefined;
    if (this.isLast(bytes, start, end)) return this.last;
    return this.keep(bytes, start, end, orAbsent(bytes.toString('hex', start, end)));
  }

  spanIdFromBytes(bytes: Buffer, start: number, end: number): string | undefined {
    return end - start === SPAN_ID_BYTES ? orAbsent(bytes.toString('hex', start, end)) : undefined;
  }

  /** From hex text (OTLP/JSON, either case). */
  traceIdFromHex(bytes: Buffer, start: number, end: number): string | undefined {
    if (end - start !== 2 * TRACE_ID_BYTES) return undefined;
    if (this.isLast(bytes, start, end)) return this.last;
    return this.keep(bytes, start, end, fromHex(bytes, start, end));
  }

  spanIdFromHex(bytes: Buffer, start: number, end: number): string | undefined {
    return end - start === 2 * SPAN_ID_BYTES ? fromHex(bytes, start, end) : undefined;
  }

  private isLast(bytes: Buffer, start: number, end: number): boolean {
    if (this.lastLength !== end - start) return false;
    for (let at = start, i = 0; at < end; at++, i++) if (bytes[at] !== this.lastBytes[i]) return false;
    return true;
  }

  private keep(bytes: Buffer, start: number, end: number, id: string | undefined): string | undefined {
    this.lastBytes.set(bytes.subarray(start, end));
    this.lastLength = end - start;
    this.last = id;
    return id;
  }
}

function fromHex(bytes: Buffer, start: number, end: number): string | undefined {
  const text = bytes.toString('latin1', start, end).toLowerCase();
  return /^[0-9a-f]+$/.test(text) ? orAbsent(text) : undefined;
}

function orAbsent(id: string): string | undefined {
  return id === ZERO_SPAN_ID || id === ZERO_TRACE_ID ? undefined : id;
}
