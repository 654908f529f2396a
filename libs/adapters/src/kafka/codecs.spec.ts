import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { compress as zstdCompress, init as initZstd } from '@bokuweb/zstd-wasm';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { compress as snappyBlock } from 'snappyjs';
import { BATCH_BYTES_MAX, registerCodecs, zstdDecompress } from './codecs';
import { decompressFrame } from './lz4-frame';
import { snappyDecompress } from './snappy-xerial';

interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}

registerCodecs();
const codecOf = (type: CompressionTypes): Codec =>
  (CompressionCodecs as unknown as Record<number, () => Codec>)[type]!();
const batch = Buffer.concat([Buffer.from('spans and more spans '.repeat(5_000)), randomBytes(3_000)]);
const zeros = Buffer.alloc(BATCH_BYTES_MAX + 1);

describe('codecs', () => {
  it.each([
    ['gzip', CompressionTypes.GZIP],
    ['snappy', CompressionTypes.Snappy],
    ['lz4', CompressionTypes.LZ4],
  ])('%s reads what it wrote', async (_name, type) => {
    const codec = codecOf(type);
    expect((await codec.decompress(await codec.compress({ buffer: batch }))).equals(batch)).toBe(true);
  });

  it('zstd reads what another encoder wrote', async () => {
    await initZstd();
    const written = Buffer.from(zstdCompress(batch, 3));
    expect((await codecOf(CompressionTypes.ZSTD).decompress(written)).equals(batch)).toBe(true);
  });

  it('zstd says plainly that it does not write', async () => {
    await expect(codecOf(CompressionTypes.ZSTD).compress({ buffer: batch })).rejects.toThrow(
      'read, not written',
    );
  });

  it('snappy reads the block stream of Java clients', () => {
    const halves = [batch.subarray(0, 40_000), batch.subarray(40_000)];
    const blocks = halves.flatMap((half) => {
      const block = snappyBlock(Buffer.from(half));
      const length = Buffer.alloc(4);
      length.writeUInt32BE(block.length);
      return [length, block];
    });
    const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    expect(snappyDecompress(Buffer.concat([header, ...blocks]), BATCH_BYTES_MAX).equals(batch)).toBe(true);
  });

  it('gzip ends a bomb as an error', async () => {
    await expect(codecOf(CompressionTypes.GZIP).decompress(gzipSync(zeros))).rejects.toThrow();
  });

  it('lz4 refuses a bomb before it unfolds', async () => {
    const bomb = await codecOf(CompressionTypes.LZ4).compress({ buffer: zeros });
    await expect(decompressFrame(bomb, BATCH_BYTES_MAX)).rejects.toThrow(/may unfold/);
  });

  it('zstd ends a bomb as an error', async () => {
    await initZstd();
    expect(() => zstdDecompress(zstdCompress(zeros, 1), BATCH_BYTES_MAX)).toThrow(/unfolds to more/);
  });

  it('snappy ends a bomb as an error', () => {
    expect(() => snappyDecompress(snappyBlock(zeros), BATCH_BYTES_MAX)).toThrow(/too big/);
  });

  it.each([
    ['snappy', (bytes: Buffer) => Promise.resolve().then(() => snappyDecompress(bytes, BATCH_BYTES_MAX))],
    ['lz4', (bytes: Buffer) => decompressFrame(bytes, BATCH_BYTES_MAX)],
    ['zstd', (bytes: Buffer) => Promise.resolve().then(() => zstdDecompress(bytes, BATCH_BYTES_MAX))],
  ])('%s rejects bytes that are none of its own', async (_name, read) => {
    await expect(read(Buffer.from([0xff, 0xee, 0xdd, 0xcc, 0xbb, 0xaa, 0x99, 0x88]))).rejects.toThrow();
  });
});
