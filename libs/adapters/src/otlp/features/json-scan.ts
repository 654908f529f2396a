const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;

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
export function skipValue(bytes: Uint8Array, at: number, end: number): number {
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

/** Index of the quote that closes the string whose first character is at `at`, or -1. */
export function endOfString(bytes: Uint8Array, at: number, end: number): number {
  for (let next = at; next < end; next++) {
    const byte = bytes[next]!;
    if (byte === QUOTE) return next;
    if (byte === BACKSLASH) next++;
  }
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
export function forEachEntry(bytes: Uint8Array, start: number, end: number, visit: EntryVisitor): boolean {
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
  bytes: Uint8Array,
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
