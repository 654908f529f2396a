import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { authenticate, type ServerUser } from './authentication';
import type { Engine } from './engine';
import { executeRequest, type Execution, type Limits } from './execute-request';
import { isForm, readFormFields } from './form-fields';
import { readRequestParameters, type RequestParameters } from './request-parameters';
import { compressBody } from './response-compression';
import { contentType } from './response-format';
import { ServerException } from './server-exception';

export interface ServerSetup {
  users: ServerUser[];
  /** Existing, empty folder for the rows of running INSERTs. */
  spoolFolder: string;
  limits: Limits;
}

/** ClickHouse's HTTP interface over an engine: what `@clickhouse/client`, curl and Grafana's plugin send. */
export function createClickHouseServer(engine: Engine, setup: ServerSetup): Server {
  const server = createServer((request, response) => {
    void answer(engine, setup, request, response).catch(() => response.destroy());
  });
  // A ClickHouse server keeps idle connections for 10 s; @clickhouse/client is configured against that.
  server.keepAliveTimeout = 10_000;
  server.requestTimeout = 0;
  return server;
}

async function answer(
  engine: Engine,
  setup: ServerSetup,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (isLivenessCheck(request, url)) return sendPlain(response, 200, 'Ok.\n');
  if (url.pathname !== '/') return sendPlain(response, 404, `There is no handle ${url.pathname}\n`);
  response.setHeader('X-ClickHouse-Server-Display-Name', 'tacet');
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  let queryId: string = randomUUID();
  try {
    refuseForeignPage(request);
    const user = authenticate(setup.users, request.headers, url.searchParams);
    const fields = url.searchParams;
    if (isForm(request)) {
      for (const [name, value] of await readFormFields(request, setup.limits.statementBytesMax))
        fields.append(name, value);
    }
    const parameters = readRequestParameters(fields, request.headers);
    queryId = parameters.queryId ?? queryId;
    response.setHeader('X-ClickHouse-Query-Id', queryId);
    const readonly = user.readonly || request.method === 'GET';
    const execution = await executeRequest(
      engine,
      request,
      parameters,
      readonly,
      setup.spoolFolder,
      setup.limits,
    );
    await sendResult(request, response, parameters, execution);
  } catch (error) {
    response.setHeader('X-ClickHouse-Query-Id', queryId);
    sendException(request, response, ServerException.fromEngine(error), engine.version);
  }
}

async function sendResult(
  request: IncomingMessage,
  response: ServerResponse,
  parameters: RequestParameters,
  { result, format, writtenRows, writtenBytes }: Execution,
): Promise<void> {
  const accepted = parameters.compressResponse ? (request.headers['accept-encoding'] ?? '') : '';
  const { body, encoding } = await compressBody(result.bytes, String(accepted));
  if (encoding) response.setHeader('Content-Encoding', encoding);
  response.setHeader('X-ClickHouse-Format', format);
  response.setHeader(
    'X-ClickHouse-Summary',
    summary(result.readRows, result.readBytes, writtenRows, writtenBytes, result.elapsedNs),
  );
  response.setHeader('Content-Type', contentType(format));
  response.setHeader('Content-Length', body.length);
  response.writeHead(200);
  response.end(body);
}

function sendException(
  request: IncomingMessage,
  response: ServerResponse,
  exception: ServerException,
  version: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const nobodyNamed =
    exception.code === 516 &&
    request.headers.authorization === undefined &&
    !request.headers['x-clickhouse-user'];
  if (nobodyNamed) response.setHeader('WWW-Authenticate', 'Basic realm="ClickHouse server HTTP API"');
  response.setHeader('X-ClickHouse-Exception-Code', exception.code);
  // An unread body would be taken for the next request on this connection.
  if (!request.complete) response.setHeader('Connection', 'close');
  sendPlain(response, nobodyNamed ? 401 : exception.httpStatus, exception.toBody(version));
}

function summary(
  readRows: number,
  readBytes: number,
  writtenRows: number,
  writtenBytes: number,
  elapsedNs: number,
): string {
  return JSON.stringify({
    read_rows: String(readRows),
    read_bytes: String(readBytes),
    written_rows: String(writtenRows),
    written_bytes: String(writtenBytes),
    total_rows_to_read: '0',
    result_rows: String(writtenRows),
    result_bytes: String(writtenBytes),
    elapsed_ns: String(elapsedNs),
  });
}

function isLivenessCheck(request: IncomingMessage, url: URL): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  return (
    url.pathname === '/ping' ||
    url.pathname === '/replicas_status' ||
    (url.pathname === '/' && !url.searchParams.has('query'))
  );
}

/** A page from elsewhere in the user's browser must not query a database on their loopback interface. */
function refuseForeignPage(request: IncomingMessage): void {
  const origin = request.headers.origin;
  if (origin === undefined || /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)) return;
  throw new ServerException(497, 'ACCESS_DENIED', `Requests from the page origin ${origin} are not allowed.`);
}

function sendPlain(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.writeHead(status);
  response.end(text);
}
