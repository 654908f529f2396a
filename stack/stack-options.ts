import { join, resolve } from 'node:path';
import { repositoryRoot } from './repository-root';
import { StackFailure } from './stack-failure';

export interface StackOptions {
  /** Default 19092. */
  kafkaPort?: number;
  /** HTTP port, default 18123. */
  clickhousePort?: number;
  /** State, data and logs of the local services; default `.tacet/stack` in the checkout. */
  dataDir?: string;
  /** `auto` uses Docker when an engine answers; `never` goes straight to local processes. Default: TACET_STACK_DOCKER, else auto. */
  docker?: 'auto' | 'never';
  /** Leave the services running when this process ends; otherwise a later command may stop them as orphans. */
  outlivesThisProcess?: boolean;
  /** Where the external services, users and passwords are named; default process.env. */
  env?: NodeJS.ProcessEnv;
  /** Gives up the start, and stops what it had started, with the signal's reason. */
  signal?: AbortSignal;
  /** Receives one line per step; default stderr. */
  say?: (line: string) => void;
}

export interface ClickHouseAccess {
  url: string;
  user: string;
  password: string;
  database: string;
}

export interface StackPlan {
  kafkaPort: number;
  clickhousePort: number;
  dataDir: string;
  docker: 'auto' | 'never';
  outlivesThisProcess: boolean;
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  signal?: AbortSignal;
  externalKafka?: string[];
  externalClickHouse?: ClickHouseAccess;
  /** Used for a ClickHouse that we start; an external one carries its own. */
  clickhouseAccess: Omit<ClickHouseAccess, 'url'>;
}

export const DEFAULT_KAFKA_PORT = 19092;
export const DEFAULT_CLICKHOUSE_PORT = 18123;

/** Options, then environment, then defaults. Fails with one sentence on a value that cannot be meant. */
export function planStack(options: StackOptions): StackPlan {
  const env = options.env ?? process.env;
  const access = {
    user: env.TACET_CLICKHOUSE_USER || 'default',
    password: env.TACET_CLICKHOUSE_PASSWORD ?? '',
    database: env.TACET_CLICKHOUSE_DATABASE || 'default',
  };
  return {
    kafkaPort: options.kafkaPort ?? DEFAULT_KAFKA_PORT,
    clickhousePort: options.clickhousePort ?? DEFAULT_CLICKHOUSE_PORT,
    dataDir: resolve(options.dataDir ?? join(repositoryRoot(), '.tacet', 'stack')),
    docker: options.docker ?? (env.TACET_STACK_DOCKER === 'never' ? 'never' : 'auto'),
    outlivesThisProcess: options.outlivesThisProcess ?? false,
    env,
    say: options.say ?? ((line) => process.stderr.write(`stack: ${line}\n`)),
    signal: options.signal,
    externalKafka: parseBrokers(env.TACET_KAFKA_BROKERS),
    externalClickHouse: env.TACET_CLICKHOUSE_URL
      ? { url: parseUrl(env.TACET_CLICKHOUSE_URL), ...access }
      : undefined,
    clickhouseAccess: access,
  };
}

function parseBrokers(value: string | undefined): string[] | undefined {
  const brokers = (value ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  const wrong = brokers.find((broker) => !/^[^\s:]+:\d+$|^\[[^\]]+\]:\d+$/.test(broker));
  if (wrong) throw new StackFailure(`TACET_KAFKA_BROKERS must be a list of host:port, but holds "${wrong}".`);
  return brokers.length > 0 ? brokers : undefined;
}

function parseUrl(value: string): string {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new StackFailure('TACET_CLICKHOUSE_URL must be an http:// or https:// URL.');
  }
  return value;
}
