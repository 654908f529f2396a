import { isKeyword, readSqlTokens, type SqlToken } from './sql-tokens';

/** The format a statement is answered in: its own FORMAT clause, else the request's default. */
export function responseFormat(sql: string, defaultFormat: string): string {
  let previous: SqlToken | undefined;
  let format = defaultFormat;
  for (const token of readSqlTokens(sql)) {
    if (isKeyword(previous, 'FORMAT') && token.kind === 'word') format = token.text;
    previous = token;
  }
  return format;
}

/** The Content-Type that ClickHouse gives a format. */
export function contentType(format: string): string {
  if (/^JSON.*EachRow/.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (format.startsWith('JSON')) return 'application/json; charset=UTF-8';
  if (format.startsWith('CSV'))
    return 'text/csv; charset=UTF-8; header=' + (/WithNames/.test(format) ? 'present' : 'absent');
  if (/^(TSV|TabSeparated)/.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  if (format === 'XML') return 'application/xml; charset=UTF-8';
  if (/^(Native|RowBinary|Parquet|Arrow|ORC|Avro|MsgPack|Protobuf|CapnProto|BSON|Npy)/.test(format))
    return 'application/octet-stream';
  return 'text/plain; charset=UTF-8';
}
