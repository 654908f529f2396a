import { Session, drainPending } from 'chdb';
import { ServerException } from './server-exception';

/** What surrounds one statement: nothing of it outlives the statement. */
export interface StatementContext {
  database: string;
  settings: Map<string, string>;
  /** Values for `{name:Type}`, in the escaped text form of ClickHouse's HTTP `param_name`. */
  params: Map<string, string>;
  readonly: boolean;
  /** Output format of a SELECT that names none. */
  format: string;
}

export interface StatementResult {
  bytes: Buffer;
  readRows: number;
  readBytes: number;
  elapsedNs: number;
}

/** ClickHouse's engine over one data directory, in this process. */
export interface Engine {
  version: string;
  run(sql: string, context: StatementContext): Promise<StatementResult>;
  close(): Promise<void>;
}

/** A result is held in memory before it is sent, so it needs a limit; `max_result_bytes` in the request overrides it. */
const RESULT_BYTES_MAX = 1024 * 1024 * 1024;

/**
 * Opens the data directory. Every statement gets a connection of its own (0.1 ms): settings, parameters, the current
 * database and temporary tables live on the connection, so this is what keeps one request from changing the next.
 */
export async function openEngine(folder: string): Promise<Engine> {
  const keeper = new Session(folder);
  const version = (await keeper.queryAsync('SELECT version()', { format: 'TSV' })).text().trim();
  return {
    version,
    async run(sql, context) {
      const connection = new Session(folder);
      try {
        await connection.queryAsync(prelude(context));
        const result = await connection.queryAsync(sql, { format: context.format });
        const bytes = result.bytes();
        return {
          bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
          readRows: result.rowsRead,
          readBytes: result.bytesRead,
          elapsedNs: Math.round(result.elapsed * 1e9),
        };
      } catch (error) {
        throw ServerException.fromEngine(error);
      } finally {
        connection.close();
      }
    },
    async close() {
      await drainPending();
      keeper.close();
      await drainPending();
    },
  };
}

/** `readonly` comes last: it forbids what would follow. A reader keeps the right to set its own limits (readonly = 2). */
function prelude(context: StatementContext): string {
  const assignments = [`max_result_bytes = ${RESULT_BYTES_MAX}`];
  for (const [name, value] of context.settings) {
    if (name === 'readonly') continue;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new ServerException(
        115,
        'UNKNOWN_SETTING',
        `Setting ${JSON.stringify(name)} is neither a builtin setting nor a name.`,
      );
    }
    assignments.push(`${name} = ${literal(value)}`);
  }
  for (const [name, value] of context.params) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new ServerException(
        36,
        'BAD_ARGUMENTS',
        `${JSON.stringify(name)} cannot be the name of a query parameter.`,
      );
    }
    assignments.push(`param_${name} = ${literal(value)}`);
  }
  const asked = context.settings.get('readonly');
  const readonly = context.readonly ? (asked === '1' ? '1' : '2') : asked;
  const statements = [`USE ${identifier(context.database)}`, `SET ${assignments.join(', ')}`];
  if (readonly !== undefined) statements.push(`SET readonly = ${literal(readonly)}`);
  return statements.join('; ');
}

function literal(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
