import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreeDisk } from './disk-space';
import type { LocalStart } from './local-start';
import { lastLines } from './log-tail';
import { isAlive, startInBackground, stopProcess, type ProcessHandle } from './process-handle';
import { StackFailure } from './stack-failure';
import type { ClickHouseAccess } from './stack-options';
import { requireFreePort } from './tcp-port';

export interface LocalClickHouse {
  url: string;
  process: ProcessHandle;
}

const DATA_REQUIRED_MIB = 500;
const READY_MAX_MS = 30_000;
export const CLICKHOUSE_STOP_GRACE_MS = 8000;

/** Starts ClickHouse's engine behind an HTTP port, one process, and resolves when it answers. Data survives restarts. */
export async function startLocalClickHouse(
  { folder, port, env, say, signal, onSpawn }: LocalStart,
  access: Omit<ClickHouseAccess, 'url'>,
  ownerPid: number | undefined,
): Promise<LocalClickHouse> {
  const host = env.TACET_CLICKHOUSE_LISTEN_HOST || '127.0.0.1';
  await requireFreePort('ClickHouse', host, port, '--clickhouse-port');
  mkdirSync(folder, { recursive: true });
  await requireFreeDisk(folder, DATA_REQUIRED_MIB, "ClickHouse's data");
  const logFile = join(folder, 'server.log');
  rmSync(logFile, { force: true });

  const startedAtMs = Date.now();
  const process = startInBackground({
    file: globalThis.process.execPath,
    args: serverArguments(),
    cwd: folder,
    logFile,
    env: {
      ...env,
      // Queries, inserts and compression run on libuv's pool, whose default of 4 a few slow queries would fill.
      UV_THREADPOOL_SIZE: '16',
      TZ: 'UTC',
      TACET_CLICKHOUSE_USER: access.user,
      TACET_CLICKHOUSE_PASSWORD: access.password,
      TACET_CLICKHOUSE_LISTEN_HOST: host,
      TACET_CLICKHOUSE_LISTEN_PORT: String(port),
      TACET_CLICKHOUSE_FOLDER: folder,
      TACET_STACK_OWNER_PID: ownerPid === undefined ? '' : String(ownerPid),
    },
  });
  onSpawn(process);
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(url, process, logFile, startedAtMs + READY_MAX_MS, signal);
  } catch (error) {
    await stopProcess(process, 1000);
    throw error;
  }
  say(`ClickHouse ready on ${url} after ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return { url, process };
}

/** The compiled server beside this file, or its TypeScript when this file itself runs uncompiled under a test runner. */
function serverArguments(): string[] {
  const main = join(__dirname, 'clickhouse-server', 'main');
  return __filename.endsWith('.ts')
    ? ['-r', join(__dirname, 'register-swc.cjs'), `${main}.ts`]
    : [`${main}.js`];
}

async function waitUntilReady(
  url: string,
  process: ProcessHandle,
  logFile: string,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<void> {
  while (!(await pingAnswers(url))) {
    signal?.throwIfAborted();
    if (!isAlive(process))
      throw new StackFailure(lastLines(logFile, 1) || 'ClickHouse ended while starting and said nothing.');
    if (Date.now() > deadlineMs) {
      throw new StackFailure(
        `ClickHouse did not become ready within ${READY_MAX_MS / 1000} s; see ${logFile}.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** True when a ClickHouse answers `/ping` at this URL. */
export async function pingAnswers(url: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/ping', url), { signal: AbortSignal.timeout(2000) });
    return response.ok && (await response.text()) === 'Ok.\n';
  } catch {
    return false;
  }
}
