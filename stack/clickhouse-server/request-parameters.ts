import type { IncomingHttpHeaders } from 'node:http';
import { ServerException } from './server-exception';

/** What a request says beside its statement. */
export interface RequestParameters {
  /** SQL from the URL or form; the body follows it. */
  query: string;
  database: string;
  defaultFormat: string;
  queryId?: string;
  settings: Map<string, string>;
  params: Map<string, string>;
  compressResponse: boolean;
  /** The protocol revision that a driver wants Native blocks in; 0 when it says nothing. */
  clientRevision: number;
}

/** Sorts the URL's (and form's) parameters: ours by name, `param_*` as query parameters, all else as settings. */
export function readRequestParameters(
  fields: URLSearchParams,
  headers: IncomingHttpHeaders,
): RequestParameters {
  refuseUnsupported(fields);
  const settings = new Map<string, string>();
  const params = new Map<string, string>();
  for (const [name, value] of fields) {
    if (name.startsWith('param_')) params.set(name.slice('param_'.length), value);
    else if (!NOT_SETTINGS.has(name)) settings.set(name, value);
  }
  return {
    query: fields.get('query') ?? '',
    database: fields.get('database') || header(headers, 'x-clickhouse-database') || 'default',
    defaultFormat: fields.get('default_format') || header(headers, 'x-clickhouse-format') || 'TabSeparated',
    queryId: fields.get('query_id') || header(headers, 'x-clickhouse-query-id') || undefined,
    settings,
    params,
    compressResponse: isOn(fields.get('enable_http_compression')),
    clientRevision: Number(fields.get('client_protocol_version') ?? 0) || 0,
  };
}

/** Parameters of the HTTP interface itself, unknown to the engine as settings. */
const NOT_SETTINGS = new Set([
  'query',
  'database',
  'default_format',
  'query_id',
  'user',
  'password',
  'quota_key',
  'role',
  'stacktrace',
  'compress',
  'decompress',
  'client_protocol_version',
  'wait_end_of_query',
  'buffer_size',
  'session_id',
  'session_timeout',
  'session_check',
  'close_session',
]);

function refuseUnsupported(fields: URLSearchParams): void {
  if (fields.get('session_id')) {
    throw new ServerException(
      48,
      'NOT_IMPLEMENTED',
      'Sessions (session_id) are not supported by the embedded server.',
    );
  }
  if (isOn(fields.get('compress')) || isOn(fields.get('decompress'))) {
    throw new ServerException(
      48,
      'NOT_IMPLEMENTED',
      'compress/decompress (native blocks) are not supported; use HTTP compression.',
    );
  }
}

function isOn(value: string | null): boolean {
  return value === '1' || value === 'true';
}

function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
