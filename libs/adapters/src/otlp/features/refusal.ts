const LOOKED_AT_BYTES = 200;
const ENVELOPE_BYTES_MAX = 400;
const NODE_WIDTH = 128;

/**
 * Finds refusal phrases in the first 200 bytes of a completion, byte by byte in a trie: the text never becomes
 * a string. Of JSON messages the first `content` or `text` value is looked at.
 */
export class RefusalPhrases {
  private readonly next: Int32Array;
  private readonly isEnd: Uint8Array;
  private nodesCount = 1;

  constructor(phrases: readonly string[]) {
    const nodesMax = phrases.reduce((sum, phrase) => sum + phrase.length, 1);
    this.next = new Int32Array(nodesMax * NODE_WIDTH);
    this.isEnd = new Uint8Array(nodesMax);
    for (const phrase of phrases) this.enter(phrase);
  }

  isIn(bytes: Uint8Array, start: number, end: number): boolean {
    const from = startOfContent(bytes, start, end);
    const to = Math.min(end, from + LOOKED_AT_BYTES);
    let isWordStart = true;
    for (let at = from; at < to; at++) {
      if (isWordStart && this.isPhraseAt(bytes, at, end)) return true;
      isWordStart = !isLetter(bytes[at]!);
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
    if (node !== 0) this.isEnd[node] = 1;
  }
}

const CONTENT_KEYS = [
  Buffer.from('"content":"'),
  Buffer.from('"text":"'),
  Buffer.from('"content": "'),
  Buffer.from('"text": "'),
];

/** Where the words begin: inside JSON messages after the first text key, else at once. */
function startOfContent(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== 0x7b && bytes[start] !== 0x5b) return start;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(end - start, ENVELOPE_BYTES_MAX));
  let found = -1;
  for (const key of CONTENT_KEYS) {
    const at = head.indexOf(key);
    if (at >= 0 && (found < 0 || at + key.length < found)) found = at + key.length;
  }
  return found < 0 ? start : start + found;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x27;
}
