import type { IncomingMessage } from 'node:http';
import { decodedBody, readAll } from './request-body';
import { ServerException } from './server-exception';

export function isForm(request: IncomingMessage): boolean {
  return /^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '');
}

/** Fields of a multipart form, which clients use for parameters too long for a URL. External tables are refused. */
export async function readFormFields(
  request: IncomingMessage,
  bytesMax: number,
): Promise<[string, string][]> {
  const chunks = decodedBody(request)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const body = await readAll(Buffer.alloc(0), chunks, bytesMax);
  const form = await new Response(body, {
    headers: { 'content-type': String(request.headers['content-type']) },
  })
    .formData()
    .catch(() => {
      throw new ServerException(36, 'BAD_ARGUMENTS', 'The multipart form cannot be read.');
    });
  return [...form.entries()].map(([name, value]) => {
    if (typeof value === 'string') return [name, value];
    throw new ServerException(
      48,
      'NOT_IMPLEMENTED',
      `External tables (${name}) are not supported by the embedded server.`,
    );
  });
}
