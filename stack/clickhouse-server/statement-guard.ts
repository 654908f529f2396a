import { isKeyword, readSqlTokens, type SqlToken } from './sql-tokens';
import { ServerException } from './server-exception';

/**
 * Refuses what the engine, being a command-line client inside, would do and a server would not: several statements in
 * one request, and files of this machine as target or source. A reader is kept away from table functions that reach
 * outside the database as well, which `readonly` alone allows.
 */
export function guardStatement(sql: string, readonly: boolean): void {
  let previous: SqlToken | undefined;
  let ended = false;
  for (const token of readSqlTokens(sql)) {
    if (ended) throw new ServerException(62, 'SYNTAX_ERROR', 'Multi-statements are not allowed.');
    if (token.kind === 'symbol' && token.text === ';') ended = true;
    if (isFileClause(previous, token)) {
      throw new ServerException(
        344,
        'SUPPORT_IS_DISABLED',
        `${previous?.text} ${token.text} is not allowed over HTTP.`,
      );
    }
    if (
      readonly &&
      token.text === '(' &&
      previous?.kind === 'word' &&
      OUTSIDE_SOURCES.has(previous.text.toLowerCase())
    ) {
      throw new ServerException(
        164,
        'READONLY',
        `Table function ${previous.text} is not allowed for a read-only user.`,
      );
    }
    previous = token;
  }
}

function isFileClause(previous: SqlToken | undefined, token: SqlToken): boolean {
  return (
    (isKeyword(previous, 'INTO') && isKeyword(token, 'OUTFILE')) ||
    (isKeyword(previous, 'FROM') && isKeyword(token, 'INFILE'))
  );
}

const OUTSIDE_SOURCES = new Set(
  (
    'file filecluster url urlcluster s3 s3cluster gcs oss cosn azureblobstorage azureblobstoragecluster hdfs hdfscluster ' +
    'remote remotesecure cluster clusterallreplicas mysql postgresql mongodb redis sqlite odbc jdbc executable python ' +
    'iceberg icebergs3 icebergazure iceberghdfs iceberglocal deltalake deltalakes3 deltalakelocal hudi paimon ytsaurus ' +
    'arrowflight arrowstream input infile filesystem'
  ).split(' '),
);
