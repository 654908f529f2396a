import { compress, uncompress } from 'snappyjs';

/**
 * Kafka's snappy: Java clients wrap raw snappy blocks in the xerial stream format (8 magic bytes, two 4-byte
 * versions, then length-prefixed blocks); librdkafka and franz-go may send one raw block. Both are read.
 */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

/** Throws on malformed input or when more than `bytesMax` would come out. */
export function snappyDecompress(buffer: Buffer, bytesMax: number): Buffer {
  if (!buffer.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return uncompress(buffer, bytesMax);
  const blocks: Buffer[] = [];
  let total = 0;
  let at = XERIAL_HEADER_BYTES;
  while (at < buffer.length) {
    const length = buffer.readUInt32BE(at);
    at += 4;
    if (at + length > buffer.length) throw new Error('snappy block is longer than its batch');
    const block = uncompress(buffer.subarray(at, at + length), bytesMax - total);
    total += block.length;
    blocks.push(block);
    at += length;
  }
  return Buffer.concat(blocks, total);
}

export function snappyCompress(buffer: Buffer): Buffer {
  return compress(buffer);
}
