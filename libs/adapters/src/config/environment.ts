import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance, Transform } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsPositive,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  validateSync,
} from 'class-validator';

export const ROLES = ['admit', 'assemble', 'detect', 'heal', 'store'] as const;
export type Role = (typeof ROLES)[number];

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
    : value;
const flag = ({ value }: { value: unknown }): unknown =>
  value === '1' || value === 'true' ? true : value === '0' || value === 'false' ? false : value;
const number = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && value.trim() !== '' ? Number(value) : value;

/**
 * Everything a process is told from outside, by the name of its environment variable. Read once in `main.ts`,
 * checked here, frozen, and handed on: nothing else reads the environment.
 */
export class Environment {
  @Transform(list) @ArrayNotEmpty() @IsIn(ROLES, { each: true }) TACET_ROLES: Role[] = [...ROLES];
  @IsString() TACET_HTTP_HOST = '127.0.0.1';
  @Transform(number) @IsInt() @Min(0) @Max(65_535) TACET_HTTP_PORT = 8_080;
  /** Where apps/board serves the page of the boards; no role of TACET_ROLES needs it. */
  @Transform(number) @IsInt() @Min(0) @Max(65_535) TACET_BOARD_PORT = 8_090;
  @IsIn(['fatal', 'error', 'warn', 'info', 'debug']) TACET_LOG_LEVEL = 'info';

  @Transform(list)
  @ArrayNotEmpty()
  @Matches(/^[^\s:]+(:\d+)$|^\[[0-9a-fA-F:]+\]:\d+$/, { each: true, message: 'each broker is host:port' })
  TACET_KAFKA_BROKERS: string[] = ['127.0.0.1:19092'];
  @Transform(flag) @IsBoolean() TACET_KAFKA_TLS = false;
  @IsOptional() @IsString() TACET_KAFKA_TLS_CA_FILE?: string;
  @IsOptional() @IsIn(['plain', 'scram-sha-256', 'scram-sha-512']) TACET_KAFKA_SASL_MECHANISM?:
    'plain' | 'scram-sha-256' | 'scram-sha-512';
  @IsOptional() @IsString() TACET_KAFKA_SASL_USERNAME?: string;
  @IsOptional() @IsString() TACET_KAFKA_SASL_PASSWORD_FILE?: string;
  @Transform(flag) @IsBoolean() TACET_KAFKA_INSECURE = false;
  @Matches(/^[a-zA-Z0-9._-]{0,64}$/) TACET_TOPIC_PREFIX = 'tacet.';
  @Matches(/^[a-zA-Z0-9._-]{1,249}$/) TACET_SPANS_TOPIC = 'otlp_spans';
  @Matches(/^[a-zA-Z0-9._-]{1,249}$/) TACET_LOGS_TOPIC = 'otlp_logs';
  @Matches(/^[a-zA-Z0-9._-]{1,64}$/) TACET_GROUP_PREFIX = 'tacet';
  @Transform(number) @IsInt() @Min(1) @Max(64) TACET_TOPIC_PARTITIONS = 4;
  @Transform(number) @IsInt() @Min(1) @Max(5) TACET_TOPIC_REPLICATION = 1;
  @Transform(flag) @IsBoolean() TACET_CREATE_INPUT_TOPICS = true;
  @IsIn(['LogAppendTime', 'CreateTime']) TACET_INPUT_TIMESTAMP_TYPE: 'LogAppendTime' | 'CreateTime' =
    'LogAppendTime';

  @IsUrl({ require_tld: false, protocols: ['http', 'https'] }) TACET_CLICKHOUSE_URL =
    'http://127.0.0.1:18123';
  @IsString() TACET_CLICKHOUSE_USER = 'default';
  @IsString() TACET_CLICKHOUSE_PASSWORD = '';
  @IsOptional() @IsString() TACET_CLICKHOUSE_PASSWORD_FILE?: string;
  @Matches(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/) TACET_CLICKHOUSE_DATABASE = 'tacet';
  @Transform(flag) @IsBoolean() TACET_CLICKHOUSE_MIGRATE = true;

  @IsString() TACET_DEFAULT_TENANT = 'default';
  @IsString() TACET_DEFAULT_ENV = 'default';
  @IsOptional() @IsString() TACET_PRICES_FILE?: string;
  /** Secret behind the fingerprints of arguments, results and errors; must not change between restarts. */
  @IsOptional() @IsString() TACET_HASH_KEY?: string;
  @IsOptional() @IsString() TACET_HASH_KEY_FILE?: string;
  /** Expected false alarms per tenant and week on the paging feed: the one knob of the series detectors. */
  @Transform(number) @IsNumber() @IsPositive() @Max(1_000) TACET_FALSE_ALARMS_PER_WEEK = 2;
  /** Also watch how many turns each agent takes: counts of what comes in sessions may exceed the budget. */
  @Transform(flag) @IsBoolean() TACET_WATCH_TURN_VOLUME = false;
  @Transform(number) @IsInt() @Min(0) TACET_WATERMARK_BOUND_MS = 5_000;
  @Transform(number) @IsInt() @Min(0) TACET_ALLOWED_LATENESS_MS = 120_000;
  @Transform(number) @IsInt() @Min(100) TACET_IDLE_AFTER_MS = 5_000;
  /** Retention of input topics that are created here; null keeps the topology's. */
  @IsOptional() @Transform(number) @IsInt() @Min(60_000) TACET_INPUT_RETENTION_MS?: number;
  /** Recoveries that agents may act on, by action; everything else is commanded as a dry run. */
  @Transform(list) @IsString({ each: true }) TACET_ARMED_RECOVERIES: string[] = [];
}

/** Throws one error that names every variable that is wrong and why. Secrets given as files are read here. */
export function readEnvironment(variables: Record<string, string | undefined>): Readonly<Environment> {
  const own = Object.fromEntries(
    Object.entries(variables).filter(
      ([name, value]) => name.startsWith('TACET_') && value !== undefined && value !== '',
    ),
  );
  const environment = plainToInstance(Environment, own, { exposeDefaultValues: true });
  const faults = validateSync(environment, { whitelist: true });
  if (faults.length > 0) {
    const lines = faults.map(
      ({ property, constraints }) => `${property}: ${Object.values(constraints ?? {}).join('; ')}`,
    );
    throw new Error(`the environment is not usable\n  ${lines.join('\n  ')}`);
  }
  if (environment.TACET_CLICKHOUSE_PASSWORD_FILE) {
    environment.TACET_CLICKHOUSE_PASSWORD = readFileSync(
      environment.TACET_CLICKHOUSE_PASSWORD_FILE,
      'utf8',
    ).trim();
  }
  if (environment.TACET_HASH_KEY_FILE) {
    environment.TACET_HASH_KEY = readFileSync(environment.TACET_HASH_KEY_FILE, 'utf8').trim();
  }
  return Object.freeze(environment);
}
