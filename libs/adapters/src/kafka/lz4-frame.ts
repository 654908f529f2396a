import { compressFrame, decompressFrame as decompress } from 'lz4-napi';

/** Block size limits by the frame descriptor's code 4–7 (LZ4 frame format, "Block Maximum Size"). */
const BLOCK_BYTES_MAX = [65_536, 262_144, 1_048_576, 4_194_304] as const;
const FRAME_MAGIC = 0x184d2204;
/** A byte of an LZ4 block stands for at most 255 bytes of output. */
const EXPANSION_MAX = 255;

export function compress(buffer: Buffer): Promise<Buffer> {
  return compressFrame(buffer);
}

/** Rejects malformed frames, and those that could unfold to more than `bytesMax`, before unfolding them. */
export async function decompressFrame(buffer: Buffer, bytesMax: number): Promise<Buffer> {
  const bound = outputBound(buffer);
  if (bound > bytesMax) throw new Error(`lz4 batch may unfold to ${bound} bytes, more than ${bytesMax}`);
  return decompress(buffer);
}

function outputBound(frame: Buffer): number {
  if (frame.length < 7 || frame.readUInt32LE(0) !== FRAME_MAGIC) throw new Error('not an lz4 frame');
  const flags = frame[4]!;
  const blockMax = BLOCK_BYTES_MAX[((frame[5]! >> 4) & 7) - 4];
  if (blockMax === undefined) throw new Error('lz4 frame with an unknown block size');
  const hasContentSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  const checksumBytes = (flags & 0x10) !== 0 ? 4 : 0;
  let at = 6 + (hasContentSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1;
  let bound = 0;
  while (at + 4 <= frame.length) {
    const word = frame.readUInt32LE(at);
    at += 4;
    if (word === 0) break;
    const length = word & 0x7fffffff;
    const stored = word >>> 31 === 1;
    bound += stored ? length : Math.min(blockMax, length * EXPANSION_MAX);
    at += length + checksumBytes;
  }
  return bound;
}
