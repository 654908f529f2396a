/** Four unsigned 32-bit words, most significant first when printed. */
export type Hash128 = readonly [number, number, number, number];

/**
 * MurmurHash3, x86 128-bit variant, over `bytes`.
 *
 * Source: Austin Appleby, SMHasher `MurmurHash3_x86_128` (public domain). Not cryptographic: it names things,
 * it does not protect them.
 */
export function murmur3x86Of128(bytes: Uint8Array, seed = 0): Hash128 {
  const lanes: Lanes = [seed | 0, seed | 0, seed | 0, seed | 0];
  const blocksEnd = bytes.length - (bytes.length % BLOCK_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < blocksEnd; at += BLOCK_BYTES) {
    mixBlock(lanes, view, at);
  }
  mixTail(lanes, bytes, blocksEnd);
  return finish(lanes, bytes.length);
}

type Lanes = [number, number, number, number];

const BLOCK_BYTES = 16;
/** Multiplier pairs of the four lanes: lane i scrambles with MULTIPLIERS[i], then MULTIPLIERS[i + 1]. */
const MULTIPLIERS = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93, 0x239b961b] as const;
const SCRAMBLE_TURNS = [15, 16, 17, 18] as const;
const LANE_TURNS = [19, 17, 15, 13] as const;
const LANE_ADDENDS = [0x561ccd1b, 0x0bcaa747, 0x96cd1c35, 0x32ac3b17] as const;

type Lane = 0 | 1 | 2 | 3;
const LANES: readonly Lane[] = [0, 1, 2, 3];

function mixBlock(h: Lanes, view: DataView, at: number): void {
  for (const lane of LANES) {
    h[lane] ^= scramble(view.getInt32(at + lane * 4, true), lane);
    const next = h[((lane + 1) % 4) as Lane];
    h[lane] = (Math.imul((rotateLeft(h[lane], LANE_TURNS[lane]) + next) | 0, 5) + LANE_ADDENDS[lane]) | 0;
  }
}

/** The last 0 to 15 bytes, each lane's share read as one little-endian word; absent bytes count as 0. */
function mixTail(h: Lanes, bytes: Uint8Array, from: number): void {
  for (const lane of LANES) {
    const start = from + lane * 4;
    if (start >= bytes.length) return;
    let word = 0;
    for (let i = Math.min(3, bytes.length - 1 - start); i >= 0; i--) {
      word = (word << 8) | (bytes[start + i] ?? 0);
    }
    h[lane] ^= scramble(word, lane);
  }
}

function finish(h: Lanes, length: number): Hash128 {
  for (const lane of LANES) h[lane] ^= length;
  addAcross(h);
  for (const lane of LANES) h[lane] = avalanche(h[lane]);
  addAcross(h);
  return [h[0] >>> 0, h[1] >>> 0, h[2] >>> 0, h[3] >>> 0];
}

function addAcross(h: Lanes): void {
  h[0] = (h[0] + h[1] + h[2] + h[3]) | 0;
  h[1] = (h[1] + h[0]) | 0;
  h[2] = (h[2] + h[0]) | 0;
  h[3] = (h[3] + h[0]) | 0;
}

function scramble(word: number, lane: Lane): number {
  const turned = rotateLeft(Math.imul(word, MULTIPLIERS[lane]), SCRAMBLE_TURNS[lane]);
  return Math.imul(turned, MULTIPLIERS[(lane + 1) as 1 | 2 | 3 | 4]);
}

function avalanche(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
