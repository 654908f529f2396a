import { isKeyword, readSqlTokens, type SqlToken } from './sql-tokens';

/** An INSERT that carries its rows behind the statement, taken apart. Offsets count from the start of the request. */
export interface InsertStatement {
  /** `INSERT INTO t (a, b)`. */
  target: string;
  /** `SETTINGS k = v, …`, or empty. */
  settings: string;
  format: string;
  /** Where the rows begin. */
  dataOffset: number;
}

/**
 * Finds the rows of an `INSERT … FORMAT x` or `INSERT … VALUES`. Undefined for any other statement, among them
 * `INSERT … SELECT`. `head` is the beginning of the request as latin1, long enough to hold the statement.
 */
export function parseInsertStatement(head: string): InsertStatement | undefined {
  const tokens = readSqlTokens(head);
  if (!isKeyword(nextOf(tokens), 'INSERT')) return undefined;
  const afterTarget = skipTarget(tokens);
  let settingsStart: number | undefined;
  let depth = 0;
  for (let token = afterTarget; token; token = nextOf(tokens)) {
    depth += depthChange(token);
    if (depth > 0) continue;
    if (isKeyword(token, 'SELECT') || isKeyword(token, 'WITH') || isKeyword(token, 'FROM')) return undefined;
    if (isKeyword(token, 'SETTINGS')) settingsStart = token.start;
    if (isKeyword(token, 'VALUES')) return statement(head, token.start, settingsStart, 'Values', token.end);
    if (isKeyword(token, 'FORMAT')) {
      const format = nextOf(tokens);
      if (!format) return undefined;
      return statement(head, token.start, settingsStart, format.text, startOfRows(head, format.end));
    }
  }
  return undefined;
}

function statement(
  head: string,
  end: number,
  settingsStart: number | undefined,
  format: string,
  dataOffset: number,
): InsertStatement {
  const target = utf8(head.slice(0, settingsStart ?? end)).trim();
  const settings = settingsStart === undefined ? '' : utf8(head.slice(settingsStart, end)).trim();
  return { target, settings, format, dataOffset };
}

/** Passes `[INTO] [TABLE] [FUNCTION] [database .] table`, whose names may look like keywords; gives the token after. */
function skipTarget(tokens: Generator<SqlToken>): SqlToken | undefined {
  let token = nextOf(tokens);
  while (isKeyword(token, 'INTO') || isKeyword(token, 'TABLE') || isKeyword(token, 'FUNCTION'))
    token = nextOf(tokens);
  token = nextOf(tokens);
  while (token?.text === '.') {
    nextOf(tokens);
    token = nextOf(tokens);
  }
  return token;
}

/** ClickHouse's own rule: blanks on the format's line and one line break belong to the statement, all else to the rows. */
function startOfRows(head: string, from: number): number {
  const gap = /^[ \t\f]*;?[ \t\f]*\r?\n?/.exec(head.slice(from, from + 256));
  return from + (gap?.[0].length ?? 0);
}

function depthChange(token: SqlToken): number {
  if (token.kind !== 'symbol') return 0;
  return token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
}

function nextOf(tokens: Generator<SqlToken>): SqlToken | undefined {
  const next = tokens.next();
  return next.done ? undefined : next.value;
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
