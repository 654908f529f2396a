const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
/** Shorter strings end sooner in a loop than a native search starts. */
const LOOP_BYTES = 24;
const NATIVE_BYTES = 256;

/** Index of the first byte at or after `at` that is not JSON white space. */
export function skipBlank(bytes: Uint8Array, at: number, end: number): number {
  let next = at;
  while (next < end && isBlank(bytes[next]!)) next++;
  return next;
}

/** Index after the last byte before `end` that is not JSON white space. */
export function trimBlankEnd(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && isBlank(bytes[last - 1]!)) last--;
  return last;
}

/**
 * Index after the JSON value that starts at `at`: brackets are counted, strings are stepped over, nothing is
 * validated further. Returns -1 when it does not end before `end`. Iterative: depth costs nothing.
 */
export function skipValue(bytes: Buffer, at: number, end: number): number {
  let depth = 0;
  for (let next = at; next < end; next++) {
    const byte = bytes[next]!;
    if (byte === QUOTE) {
      next = endOfString(bytes, next + 1, end);
      if (next < 0) return -1;
      if (depth === 0) return next + 1;
    } else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) {
      if (depth === 0) return next;
      if (--depth === 0) return next + 1;
    } else if (depth === 0 && (byte === COMMA || isBlank(byte))) return next;
  }
  return depth === 0 ? end : -1;
}

/**
 * Index of the quote that closes the string whose first character is at `at`, or -1. A loop for what is short,
 * a native search for what is long: each alone is several times slower on the other's texts.
 */
export function endOfString(bytes: Buffer, at: number, end: number): number {
  let next = at;
  while (next < end) {
    const loopEnd = Math.min(end, next + LOOP_BYTES);
    while (next < loopEnd) {
      const byte = bytes[next]!;
      if (byte === QUOTE) return next;
      next += byte === BACKSLASH ? 2 : 1;
    }
    if (next >= end) return -1;
    const quote = bytes.indexOf(QUOTE, next);
    if (quote < 0 || quote >= end) return -1;
    let backslashes = 0;
    while (quote - backslashes > next && bytes[quote - backslashes - 1] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote;
    next = quote + 1;
  }
  return -1;
}

/** First backslash in [start, end), or -1: by a loop where the text is short, else natively. */
export function backslashIn(bytes: Buffer, start: number, end: number): number {
  if (end - start > NATIVE_BYTES) {
    const found = bytes.subarray(start, end).indexOf(BACKSLASH);
    return found < 0 ? -1 : start + found;
  }
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return at;
  return -1;
}

/** Called per entry: the key without its quotes, and the value. Return false to stop. */
export type EntryVisitor = (
  keyStart: number,
  keyEnd: number,
  valueStart: number,
  valueEnd: number,
) => boolean;

/** Walks the top level of a JSON object. False when the bytes are no object (walked entries stay visited). */
export function forEachEntry(bytes: Buffer, start: number, end: number, visit: EntryVisitor): boolean {
  let at = skipBlank(bytes, start, end);
  if (bytes[at] !== 0x7b) return false;
  at = skipBlank(bytes, at + 1, end);
  while (at < end && bytes[at] === QUOTE) {
    const keyEnd = endOfString(bytes, at + 1, end);
    if (keyEnd < 0) return false;
    const keyStart = at + 1;
    at = skipBlank(bytes, keyEnd + 1, end);
    if (bytes[at] !== COLON) return false;
    const valueStart = skipBlank(bytes, at + 1, end);
    const valueEnd = skipValue(bytes, valueStart, end);
    if (valueEnd <= valueStart) return false;
    if (!visit(keyStart, keyEnd, valueStart, valueEnd)) return true;
    at = skipBlank(bytes, valueEnd, end);
    if (bytes[at] !== COMMA) break;
    at = skipBlank(bytes, at + 1, end);
  }
  return at < end && bytes[at] === 0x7d;
}

/** Walks the top level of a JSON array. Returns the number of elements, or -1 when the bytes are no array. */
export function forEachElement(
  bytes: Buffer,
  start: number,
  end: number,
  visit: (valueStart: number, valueEnd: number) => void,
): number {
  let at = skipBlank(bytes, start, end);
  if (bytes[at] !== 0x5b) return -1;
  at = skipBlank(bytes, at + 1, end);
  let count = 0;
  while (at < end && bytes[at] !== 0x5d) {
    const valueEnd = skipValue(bytes, at, end);
    if (valueEnd <= at) return -1;
    visit(at, valueEnd);
    count++;
    at = skipBlank(bytes, valueEnd, end);
    if (bytes[at] === COMMA) at = skipBlank(bytes, at + 1, end);
    else if (bytes[at] !== 0x5d) return -1;
  }
  return at < end ? count : -1;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
