import { createHash } from 'node:crypto';
import { skipBlank, trimBlankEnd } from './json-scan';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MULTIPLY_1 = 0x85ebca6b;
const MULTIPLY_2 = 0xc2b2ae35;

/**
 * Fingerprints of argument and result texts: 64 bits as 16 hex digits, two independent 32-bit lanes over the
 * bytes. With a key the seeds are secret, so that nobody can look short arguments up in a table of guesses.
 *
 * White space around the text, and in JSON (text starting with a brace or bracket) between tokens, does not
 * count; the order of keys does.
 */
export class TextHash {
  private readonly seed1: number;
  private readonly seed2: number;
  private first = 0;
  private second = 0;

  constructor(key: string | undefined) {
    const digest = createHash('sha256')
      .update(key ?? '')
      .digest();
    this.seed1 = digest.readInt32LE(0);
    this.seed2 = digest.readInt32LE(4);
  }

  hash(bytes: Uint8Array, start: number, end: number): string {
    this.first = this.seed1;
    this.second = this.seed2;
    const from = skipBlank(bytes, start, end);
    const to = trimBlankEnd(bytes, from, end);
    const isJson = bytes[from] === 0x7b || bytes[from] === 0x5b;
    const count = isJson ? this.mixJson(bytes, from, to) : this.mixAll(bytes, from, to);
    return hex(finish(this.first ^ count)) + hex(finish(this.second ^ count));
  }

  private mixAll(bytes: Uint8Array, start: number, end: number): number {
    let { first, second } = this;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      first = Math.imul(first ^ byte, MULTIPLY_1);
      first ^= first >>> 15;
      second = Math.imul(second ^ byte, MULTIPLY_2);
      second ^= second >>> 13;
    }
    this.first = first;
    this.second = second;
    return end - start;
  }

  /** As above, without the white space outside strings. */
  private mixJson(bytes: Uint8Array, start: number, end: number): number {
    let { first, second } = this;
    let count = 0;
    let inString = false;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (!inString && (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) continue;
      const isEscaped = inString && byte === BACKSLASH && at + 1 < end;
      if (byte === QUOTE) inString = !inString;
      first = Math.imul(first ^ byte, MULTIPLY_1);
      first ^= first >>> 15;
      second = Math.imul(second ^ byte, MULTIPLY_2);
      second ^= second >>> 13;
      count++;
      if (!isEscaped) continue;
      const escaped = bytes[++at]!;
      first = Math.imul(first ^ escaped, MULTIPLY_1);
      first ^= first >>> 15;
      second = Math.imul(second ^ escaped, MULTIPLY_2);
      second ^= second >>> 13;
      count++;
    }
    this.first = first;
    this.second = second;
    return count;
  }
}

function finish(lane: number): number {
  let hash = Math.imul(lane ^ (lane >>> 16), MULTIPLY_1);
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLY_2);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}
