import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findFreePort, startStack, StackFailure, type Stack } from '../../../../stack';
import { parseReplayOptions, REPLAY_USAGE, type ReplayOptions } from './replay-options';
import { closingLines, traceLines } from './replay-report';
import { runReplay } from './run-replay';

/** `npm run replay`: real Kafka, ClickHouse's engine, Tacet, and traces that real agents left. */
async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(REPLAY_USAGE);
    return 0;
  }
  let options: ReplayOptions;
  try {
    options = parseReplayOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${REPLAY_USAGE}`);
    return 2;
  }
  const say = options.json ? console.error : console.log;
  const root = resolve(__dirname, '../../../../..');
  const folder = join(root, '.tacet', 'replay');
  mkdirSync(folder, { recursive: true });
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort());

  let stack: Stack | null = null;
  try {
    stack = await startReplayStack(folder, abort.signal, (line) => say(`stack: ${line}`));
    const report = await runReplay({ root, folder, options, stack, signal: abort.signal, say });
    if (options.json) console.log(JSON.stringify(report, null, 2));
    else
      for (const line of [...report.traces.flatMap(traceLines), ...closingLines(report)]) console.log(line);
    return report.differences.length === 0 ? 0 : 1;
  } catch (error) {
    if (abort.signal.aborted) return 130;
    console.error(
      error instanceof StackFailure ? error.message : `the replay failed: ${(error as Error).message}`,
    );
    return 1;
  } finally {
    await stack?.stop();
  }
}

/** Services named by the environment, else fresh ones on free ports, so that a demo may run beside. */
async function startReplayStack(
  folder: string,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<Stack> {
  const dataDir = join(folder, 'stack');
  const isExternal = Boolean(process.env.TACET_KAFKA_BROKERS && process.env.TACET_CLICKHOUSE_URL);
  if (!isExternal) rmSync(dataDir, { recursive: true, force: true });
  return startStack({
    dataDir,
    kafkaPort: await findFreePort(),
    clickhousePort: await findFreePort(),
    signal,
    say,
  });
}

void main().then((code) => process.exit(code));
