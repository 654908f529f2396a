import { promisify } from 'node:util';
import { brotliCompress, constants, deflate, gzip } from 'node:zlib';

/** Compresses a response with the first method the client accepts; off the event loop. */
export async function compressBody(
  body: Buffer,
  acceptEncoding: string,
): Promise<{ body: Buffer; encoding?: string }> {
  const accepted = acceptEncoding.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  const method = METHODS.find(([name]) => accepted.includes(name));
  if (!method) return { body };
  const [encoding, compress] = method;
  return { body: await compress(body), encoding };
}

const METHODS: [string, (body: Buffer) => Promise<Buffer>][] = [
  ['gzip', (body) => promisify(gzip)(body, { level: 3 })],
  ['deflate', (body) => promisify(deflate)(body, { level: 3 })],
  ['br', (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } })],
];
