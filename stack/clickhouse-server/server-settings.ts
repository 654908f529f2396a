import type { ServerUser } from './authentication';
import type { Limits } from './execute-request';

export interface ServerSettings {
  host: string;
  port: number;
  /** Holds `engine/` (the database) and `spool/` (rows of running INSERTs). */
  folder: string;
  users: ServerUser[];
  limits: Limits;
  /** Ends with this process; undefined keeps running. */
  ownerPid?: number;
}

const MIB = 1024 * 1024;

/** Reads the environment that `startLocalClickHouse` sets. */
export function readServerSettings(env: NodeJS.ProcessEnv): ServerSettings {
  const users: ServerUser[] = [
    {
      name: env.TACET_CLICKHOUSE_USER || 'default',
      password: env.TACET_CLICKHOUSE_PASSWORD ?? '',
      readonly: false,
    },
  ];
  if (env.TACET_CLICKHOUSE_READONLY_USER) {
    const password = env.TACET_CLICKHOUSE_READONLY_PASSWORD ?? '';
    users.push({ name: env.TACET_CLICKHOUSE_READONLY_USER, password, readonly: true });
  }
  return {
    host: env.TACET_CLICKHOUSE_LISTEN_HOST || '127.0.0.1',
    port: Number(env.TACET_CLICKHOUSE_LISTEN_PORT),
    folder: env.TACET_CLICKHOUSE_FOLDER ?? '',
    users,
    limits: { statementBytesMax: 16 * MIB, insertBytesMax: 4096 * MIB },
    ownerPid: env.TACET_STACK_OWNER_PID ? Number(env.TACET_STACK_OWNER_PID) : undefined,
  };
}
