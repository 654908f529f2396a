import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, StatementContext, StatementResult } from './engine';
import { parseInsertStatement, type InsertStatement } from './insert-statement';
import { encodeNativeHello, isNativeHello } from './native-hello';
import { decodedBody, readAll, readHead, spool } from './request-body';
import type { RequestParameters } from './request-parameters';
import { responseFormat } from './response-format';
import { ServerException } from './server-exception';
import { guardStatement } from './statement-guard';

export interface Limits {
  /** A statement without its rows, as ClickHouse's max_query_size but roomier. */
  statementBytesMax: number;
  /** The rows of one INSERT, decompressed. */
  insertBytesMax: number;
}

export interface Execution {
  result: StatementResult;
  format: string;
  writtenRows: number;
  writtenBytes: number;
}

/** Reads the statement from URL and body, and runs it; rows of an INSERT go through a file so that memory stays flat. */
export async function executeRequest(
  engine: Engine,
  request: IncomingMessage,
  parameters: RequestParameters,
  readonly: boolean,
  spoolFolder: string,
  limits: Limits,
): Promise<Execution> {
  const chunks = bodyChunks(request, parameters);
  const head = await readHead(chunks, limits.statementBytesMax);
  const insert = parseInsertStatement(head.subarray(0, limits.statementBytesMax).toString('latin1'));
  const context: StatementContext = { ...parameters, readonly, format: parameters.defaultFormat };
  if (insert)
    return executeInsert(
      engine,
      insert,
      head.subarray(insert.dataOffset),
      chunks,
      context,
      spoolFolder,
      limits,
    );

  const sql = (await readAll(head, chunks, limits.statementBytesMax)).toString('utf8').trim();
  if (sql === '') throw new ServerException(62, 'SYNTAX_ERROR', 'Empty query.');
  guardStatement(sql, readonly);
  const format = responseFormat(sql, parameters.defaultFormat);
  if (isNativeHello(sql, format, parameters.clientRevision)) {
    const bytes = encodeNativeHello(parameters.clientRevision, 'tacet', engine.version, 'UTC');
    return {
      result: { bytes, readRows: 1, readBytes: 1, elapsedNs: 0 },
      format,
      writtenRows: 0,
      writtenBytes: 0,
    };
  }
  return { result: await engine.run(sql, context), format, writtenRows: 0, writtenBytes: 0 };
}

async function executeInsert(
  engine: Engine,
  insert: InsertStatement,
  firstRows: Buffer,
  chunks: AsyncIterator<Buffer>,
  context: StatementContext,
  spoolFolder: string,
  limits: Limits,
): Promise<Execution> {
  guardStatement(`${insert.target} ${insert.settings}`, context.readonly);
  const file = join(spoolFolder, randomUUID());
  const size = await spool(file, firstRows, chunks, limits.insertBytesMax);
  try {
    if (size === 0) return { result: NOTHING, format: context.format, writtenRows: 0, writtenBytes: 0 };
    const sql = `${insert.target} FROM INFILE '${file.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}' ${insert.settings} FORMAT ${insert.format}`;
    const result = await engine.run(sql, context);
    return { result, format: context.format, writtenRows: result.readRows, writtenBytes: result.readBytes };
  } finally {
    await rm(file, { force: true });
  }
}

const NOTHING: StatementResult = { bytes: Buffer.alloc(0), readRows: 0, readBytes: 0, elapsedNs: 0 };

/** The statement as one stream: the URL's part, a line break, the body. */
async function* bodyChunks(
  request: IncomingMessage,
  parameters: RequestParameters,
): AsyncGenerator<Buffer, undefined> {
  if (parameters.query !== '') yield Buffer.from(`${parameters.query}\n`);
  if (request.readableEnded) return undefined;
  try {
    for await (const chunk of decodedBody(request)) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof ServerException) throw error;
    throw new ServerException(
      271,
      'CANNOT_DECOMPRESS',
      `The request body cannot be read: ${(error as Error).message}`,
    );
  }
  return undefined;
}
