import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startStack, StackFailure, type Stack } from '../../../../stack';
import { DEMO_USAGE, parseDemoOptions, type DemoOptions } from './demo-options';
import { runDemo } from './run-demo';

/** `npm run demo`: real Kafka, ClickHouse's engine, Tacet, and a fleet whose failures are known. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(DEMO_USAGE);
    return 0;
  }
  let options: DemoOptions;
  try {
    options = parseDemoOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${DEMO_USAGE}`);
    return 2;
  }
  const root = resolve(__dirname, '../../../../..');
  const folder = join(root, '.tacet', 'demo');
  const lock = join(folder, 'demo.pid');
  const other = runningDemo(lock);
  if (other !== null) {
    console.error(`Another demo runs as process ${other}: stop it with Ctrl-C first.`);
    return 1;
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(lock, String(process.pid));
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort());

  let stack: Stack | null = null;
  try {
    const reader = { user: 'board', password: randomUUID() };
    stack = await startStack({
      dataDir: join(folder, 'stack'),
      kafkaPort: options.kafkaPort,
      clickhousePort: options.clickhousePort,
      env: {
        ...process.env,
        TACET_CLICKHOUSE_READONLY_USER: reader.user,
        TACET_CLICKHOUSE_READONLY_PASSWORD: reader.password,
      },
      signal: abort.signal,
      say: (line) => console.log(`stack: ${line}`),
    });
    const boardReader = stack.clickhouse.kind === 'local' ? reader : stack.clickhouse;
    const report = await runDemo({ root, folder, options, stack, boardReader, signal: abort.signal });
    if (options.reportFile) {
      writeFileSync(resolve(options.reportFile), `${JSON.stringify(report.report, null, 2)}\n`);
      console.log(`report written to ${options.reportFile}`);
    }
    return report.passed ? 0 : 1;
  } catch (error) {
    if (abort.signal.aborted) return 130;
    console.error(
      error instanceof StackFailure ? error.message : `the demo failed: ${(error as Error).message}`,
    );
    return 1;
  } finally {
    await stack?.stop();
    rmSync(lock, { force: true });
  }
}

/** The process that holds the folder of the demo, if it is still alive. */
function runningDemo(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

void main().then((code) => process.exit(code));
