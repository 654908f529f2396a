import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { ClickHouseConfig } from './clickhouse-config';

const run = promisify(execFile);

/**
 * Creates the database and applies the numbered files of `directory` that were not applied yet, each once, in
 * order. Rejects with the tool's own words when one fails; files are idempotent, so trying again is safe.
 *
 * The tool runs as a process of its own because it ends the process it runs in when a file fails. The
 * password travels in its environment, never on its command line.
 */
export async function applyMigrations(config: ClickHouseConfig, directory: string): Promise<void> {
  const entry = join(dirname(require.resolve('clickhouse-migrations/package.json')), 'lib', 'cli.js');
  const environment = {
    // eslint-disable-next-line no-restricted-syntax -- handed on whole: the tool may need NODE_EXTRA_CA_CERTS or a proxy.
    ...process.env,
    CH_MIGRATIONS_HOST: config.url,
    CH_MIGRATIONS_USER: config.username,
    CH_MIGRATIONS_PASSWORD: config.password,
    CH_MIGRATIONS_DB: config.database,
    CH_MIGRATIONS_HOME: directory,
    CH_MIGRATIONS_TIMEOUT: String(config.requestTimeoutMs ?? 30_000),
  };
  try {
    await run(process.execPath, [entry, 'migrate'], { env: environment });
  } catch (error) {
    throw new Error(`migrations of ${directory} failed: ${outputOf(error)}`);
  }
}

function outputOf(error: unknown): string {
  const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message?: string };
  const text = stderr?.trim() || stdout?.trim() || message || 'no output';
  // The tool colours its words for a terminal.
  return text.replace(/\u001b\[\d+m/g, '').trim();
}
