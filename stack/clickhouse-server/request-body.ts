import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Readable, type Duplex } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ServerException } from './server-exception';

/** The request body, decompressed. A corrupt or unknown compression becomes a ClickHouse exception. */
export function decodedBody(request: IncomingMessage): Readable {
  const encoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return request;
  const decoder = DECODERS[encoding]?.();
  if (!decoder)
    throw new ServerException(
      48,
      'NOT_IMPLEMENTED',
      `Content-Encoding ${encoding} is not supported; use gzip, deflate or br.`,
    );
  request.once('error', (error) => decoder.destroy(error));
  request.once('aborted', () => decoder.destroy(new Error('request aborted')));
  return request.pipe(decoder);
}

/** Reads at least `bytesMin` bytes, or all there are. The rest stays in the iterator. */
export async function readHead(chunks: AsyncIterator<Buffer>, bytesMin: number): Promise<Buffer> {
  const head: Buffer[] = [];
  let size = 0;
  while (size < bytesMin) {
    const next = await chunks.next();
    if (next.done) break;
    head.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(head);
}

/** Reads all, up to a limit. */
export async function readAll(
  head: Buffer,
  chunks: AsyncIterator<Buffer>,
  bytesMax: number,
): Promise<Buffer> {
  const parts = [head];
  let size = head.length;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    size += next.value.length;
    if (size > bytesMax) throw tooLarge(bytesMax);
    parts.push(next.value);
  }
  return Buffer.concat(parts);
}

/** Writes rows to a file with back-pressure, so that memory stays flat whatever the size. Returns the bytes written. */
export async function spool(
  file: string,
  head: Buffer,
  chunks: AsyncIterator<Buffer>,
  bytesMax: number,
): Promise<number> {
  let size = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for (let chunk: Buffer | undefined = head; chunk;) {
      size += chunk.length;
      if (size > bytesMax) throw tooLarge(bytesMax);
      yield chunk;
      const next: IteratorResult<Buffer> = await chunks.next();
      chunk = next.done ? undefined : next.value;
    }
  }
  try {
    await pipeline(
      Readable.from(counted(), { objectMode: false }),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    );
    return size;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

function tooLarge(bytesMax: number): ServerException {
  return new ServerException(
    307,
    'TOO_MANY_BYTES',
    `Request body is larger than the limit of ${bytesMax} bytes.`,
  );
}

const DECODERS: Record<string, (() => Duplex) | undefined> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};
