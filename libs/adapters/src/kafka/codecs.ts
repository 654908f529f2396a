import { gunzip, gzip, constants } from 'node:zlib';
import { promisify } from 'node:util';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';
import { Decompress } from 'fzstd';
import { compress as lz4Frame, decompressFrame } from './lz4-frame';
import { snappyCompress, snappyDecompress } from './snappy-xerial';

/** A batch may not unfold to more than this, whatever its codec: a 1:1000 bomb ends as an error, not as memory. */
export const BATCH_BYTES_MAX = 64 * 1024 * 1024;

interface Encoder {
  buffer: Buffer;
}

const gunzipAsync = promisify(gunzip);
const gzipAsync = promisify(gzip);

/**
 * Registers gzip, snappy, lz4 and zstd with kafkajs, which ships only an unbounded gzip (hazards K5 and K6).
 * zstd only reads: on this runtime nothing well kept writes it, and Tacet never produces it.
 */
export function registerCodecs(): void {
  CompressionCodecs[CompressionTypes.GZIP] = () => ({
    compress: (encoder: Encoder) => gzipAsync(encoder.buffer, { level: constants.Z_BEST_SPEED }),
    decompress: (buffer: Buffer) =>
      gunzipAsync(buffer, { chunkSize: 1024 * 1024, maxOutputLength: BATCH_BYTES_MAX }),
  });
  CompressionCodecs[CompressionTypes.Snappy] = () => ({
    compress: (encoder: Encoder) => Promise.resolve(snappyCompress(encoder.buffer)),
    decompress: (buffer: Buffer) => settle(() => snappyDecompress(buffer, BATCH_BYTES_MAX)),
  });
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: (encoder: Encoder) => lz4Frame(encoder.buffer),
    decompress: (buffer: Buffer) => decompressFrame(buffer, BATCH_BYTES_MAX),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: () => Promise.reject(new Error('zstd is read, not written')),
    decompress: (buffer: Buffer) => settle(() => zstdDecompress(buffer, BATCH_BYTES_MAX)),
  });
}

/** Streaming zstd with a bound on what comes out. */
export function zstdDecompress(buffer: Uint8Array, bytesMax: number): Buffer {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const stream = new Decompress((chunk) => {
    total += chunk.length;
    if (total > bytesMax) throw new Error(`zstd batch unfolds to more than ${bytesMax} bytes`);
    chunks.push(chunk.slice());
  });
  const step = 64 * 1024;
  for (let at = 0; at < buffer.length; at += step) {
    stream.push(buffer.subarray(at, at + step), at + step >= buffer.length);
  }
  return Buffer.concat(chunks, total);
}

function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
