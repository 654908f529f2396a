import { parseArgs } from 'node:util';
import { startStack, stackStatus, stopStack, StackFailure, type StackOptions } from './index';

const USAGE = `npm run stack -- up [--foreground] | down | status
    [--kafka-port N] [--clickhouse-port N] [--data-dir DIR]`;

async function main(): Promise<number> {
  const { values, positionals } = readArguments();
  const options: StackOptions = {
    kafkaPort: readPort('--kafka-port', values['kafka-port']),
    clickhousePort: readPort('--clickhouse-port', values['clickhouse-port']),
    dataDir: values['data-dir'],
  };
  switch (positionals[0]) {
    case 'up':
      return values.foreground ? upInForeground(options) : up(options);
    case 'down':
      await stopStack(options);
      return 0;
    case 'status':
      return status(options);
    default:
      throw new StackFailure(`Say what to do:\n${USAGE}`);
  }
}

async function up(options: StackOptions): Promise<number> {
  const stack = await startStack({ ...options, signal: untilAsked().signal, outlivesThisProcess: true });
  process.stdout.write(
    `export TACET_KAFKA_BROKERS=${stack.kafka.brokers.join(',')}\nexport TACET_CLICKHOUSE_URL=${stack.clickhouse.url}\n`,
  );
  return 0;
}

async function upInForeground(options: StackOptions): Promise<number> {
  const { signal, asked } = untilAsked();
  const stack = await startStack({ ...options, signal });
  process.stderr.write('stack: running; Ctrl-C stops it\n');
  const keepAlive = setInterval(() => undefined, 60_000);
  await asked;
  clearInterval(keepAlive);
  await stack.stop();
  process.stderr.write('stack: stopped\n');
  return 0;
}

/** Ctrl-C and `kill` as a signal for a start that is under way, and as a promise for a stack that runs. */
function untilAsked(): { signal: AbortSignal; asked: Promise<void> } {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => {
        controller.abort(
          new StackFailure('interrupted while starting; what had been started is stopped again.'),
        );
        resolve();
      });
    }
  });
  return { signal: controller.signal, asked };
}

async function status(options: StackOptions): Promise<number> {
  const { kafka, clickhouse } = await stackStatus(options);
  for (const [name, service] of Object.entries({ kafka, clickhouse })) {
    const state =
      service.kind === 'none'
        ? 'not running'
        : `${service.kind} ${service.endpoint} ${service.ready ? 'ready' : 'does not answer'}`;
    process.stdout.write(`${name.padEnd(11)}${state}${service.pid ? ` (pid ${service.pid})` : ''}\n`);
  }
  return kafka.ready && clickhouse.ready ? 0 : 3;
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'kafka-port': { type: 'string' },
        'clickhouse-port': { type: 'string' },
        'data-dir': { type: 'string' },
        foreground: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new StackFailure(`${(error as Error).message}\n${USAGE}`);
  }
}

function readPort(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StackFailure(`${flag} must be a port between 1 and 65535, not "${value}".`);
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const text =
      error instanceof StackFailure
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`stack: ${text}\n`);
    process.exit(1);
  },
);
