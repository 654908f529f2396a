export interface SqlToken {
  kind: 'word' | 'quoted' | 'symbol';
  /** As written; a word keeps its case. */
  text: string;
  start: number;
  end: number;
}

/**
 * Tokens of ClickHouse SQL, comments and white space left out, read lazily: the rows after an INSERT's FORMAT are not
 * SQL and are never reached. Offsets are those of `sql`; decode bytes as latin1 to make them byte offsets.
 */
export function* readSqlTokens(sql: string): Generator<SqlToken> {
  let at = 0;
  while (at < sql.length) {
    const skipped = skipBlank(sql, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const token = readToken(sql, at);
    yield token;
    at = token.end;
  }
}

/** True for a bare word equal to `keyword` in any case; quoted identifiers are never keywords. */
export function isKeyword(token: SqlToken | undefined, keyword: string): boolean {
  return token?.kind === 'word' && token.text.toUpperCase() === keyword;
}

const WORD = /[A-Za-z0-9_\u0080-\u00ff]+/y;
const HEREDOC = /\$[A-Za-z0-9_]*\$/y;

function readToken(sql: string, start: number): SqlToken {
  const first = sql.charAt(start);
  if (first === "'" || first === '"' || first === '`')
    return quoted(sql, start, endOfQuoted(sql, start, first));
  const tag = matchAt(HEREDOC, sql, start);
  if (tag) {
    const close = sql.indexOf(tag, start + tag.length);
    if (close > 0) return quoted(sql, start, close + tag.length);
  }
  const word = matchAt(WORD, sql, start);
  if (word) return { kind: 'word', text: word, start, end: start + word.length };
  return { kind: 'symbol', text: first, start, end: start + 1 };
}

function quoted(sql: string, start: number, end: number): SqlToken {
  return { kind: 'quoted', text: sql.slice(start, end), start, end };
}

/** A doubled quote reads as two adjacent literals, which ends at the same place. */
function endOfQuoted(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (sql[at] === '\\') at++;
    else if (sql[at] === quote) return at + 1;
  }
  return sql.length;
}

function skipBlank(sql: string, start: number): number {
  if (/\s/.test(sql.charAt(start))) return start + 1;
  const two = sql.slice(start, start + 2);
  if (two === '--' || two === '# ' || two === '#!') return endOf(sql, '\n', start);
  if (two === '/*') return endOf(sql, '*/', start + 2);
  return start;
}

function endOf(sql: string, mark: string, from: number): number {
  const at = sql.indexOf(mark, from);
  return at < 0 ? sql.length : at + mark.length;
}

function matchAt(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}
