import { skipBlank } from './json-scan';

const QUOTE = 0x22;
const COLON = 0x3a;
const WORDS_BYTES = 200;
const ENVELOPE_BYTES_MAX = 400;
/** No more of a completion is ever looked at. */
export const REFUSAL_LOOKED_AT_BYTES = ENVELOPE_BYTES_MAX + WORDS_BYTES;
const NODE_WIDTH = 128;
/** Classes of bytes: part of a word; first byte of some phrase, in either case. */
const LETTER = 1;
const STARTS_PHRASE = 2;

/**
 * Finds refusal phrases in the first 200 bytes of a completion, byte by byte in a trie: the text never becomes
 * a string. Of JSON messages the first `content` or `text` value is looked at.
 */
export class RefusalPhrases {
  private readonly next: Int32Array;
  private readonly isEnd: Uint8Array;
  private readonly classes = Uint8Array.from({ length: 256 }, (_, byte) => (isLetter(byte) ? LETTER : 0));
  private nodesCount = 1;

  constructor(phrases: readonly string[]) {
    const nodesMax = phrases.reduce((sum, phrase) => sum + phrase.length, 1);
    this.next = new Int32Array(nodesMax * NODE_WIDTH);
    this.isEnd = new Uint8Array(nodesMax);
    for (const phrase of phrases) this.enter(phrase);
  }

  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    const from = startOfContent(bytes, start, end);
    const to = Math.min(end, from + WORDS_BYTES);
    let isWordStart = true;
    for (let at = from; at < to; at++) {
      const classes = this.classes[bytes[at]!]!;
      if (isWordStart && (classes & STARTS_PHRASE) !== 0 && this.isPhraseAt(bytes, at, end)) return true;
      isWordStart = (classes & LETTER) === 0;
    }
    return false;
  }

  private isPhraseAt(bytes: Uint8Array, start: number, end: number): boolean {
    let node = 0;
    for (let at = start; at < end; at++) {
      let byte = bytes[at]!;
      if (byte === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x99) {
        byte = 0x27;
        at += 2;
      } else if (byte >= 0x41 && byte <= 0x5a) byte |= 0x20;
      if (byte >= NODE_WIDTH) return false;
      node = this.next[node * NODE_WIDTH + byte]!;
      if (node === 0) return false;
      if (this.isEnd[node] === 1) return true;
    }
    return false;
  }

  private enter(phrase: string): void {
    let node = 0;
    for (const letter of phrase) {
      const edge = node * NODE_WIDTH + letter.charCodeAt(0);
      if (letter.charCodeAt(0) >= NODE_WIDTH) throw new Error(`refusal phrases must be ASCII: ${phrase}`);
      if (this.next[edge] === 0) this.next[edge] = this.nodesCount++;
      node = this.next[edge]!;
    }
    if (node === 0) return;
    this.isEnd[node] = 1;
    this.classes[phrase.charCodeAt(0)]! |= STARTS_PHRASE;
    this.classes[phrase.toUpperCase().charCodeAt(0)]! |= STARTS_PHRASE;
  }
}

/** Keys of the text parts in the message formats, with their closing quote. */
const CONTENT_KEYS = ['content"', 'text"'].map((key) => Buffer.from(key));

/** Where the words begin: inside JSON messages after the first text key, else at once. */
function startOfContent(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== 0x7b && bytes[start] !== 0x5b) return start;
  const envelopeEnd = Math.min(end, start + ENVELOPE_BYTES_MAX);
  for (let at = start; at < envelopeEnd; at++) {
    if (bytes[at] !== QUOTE) continue;
    const second = bytes[at + 1];
    if (second !== 0x63 && second !== 0x74) continue;
    for (const key of CONTENT_KEYS) {
      if (!hasAt(bytes, at + 1, key)) continue;
      let value = skipBlank(bytes, at + 1 + key.length, envelopeEnd);
      if (bytes[value] !== COLON) continue;
      value = skipBlank(bytes, value + 1, envelopeEnd);
      if (bytes[value] === QUOTE) return value + 1;
    }
  }
  return start;
}

function hasAt(bytes: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x27;
}
