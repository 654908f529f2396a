import { mkdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createClickHouseServer } from './clickhouse-http-server';
import type * as EngineDoor from './engine';
import type { Engine } from './engine';
import { readServerSettings, type ServerSettings } from './server-settings';

const DRAIN_MAX_MS = 5000;
const OWNER_CHECK_MS = 1000;

async function main(): Promise<void> {
  const settings = readServerSettings(process.env);
  const spoolFolder = join(settings.folder, 'spool');
  rmSync(spoolFolder, { recursive: true, force: true });
  mkdirSync(spoolFolder, { recursive: true });
  const engine = await loadEngine(join(settings.folder, 'engine'));
  const server = createClickHouseServer(engine, {
    users: settings.users,
    spoolFolder,
    limits: settings.limits,
  });
  await listen(server, settings);
  stopOnSignal(server, engine);
  if (settings.ownerPid) stopWithOwner(settings.ownerPid);
}

/** The last line that a failing start prints is the sentence for the user. */
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

/** Loaded late: on a machine without the native library the import itself fails, and deserves a sentence. */
async function loadEngine(folder: string): Promise<Engine> {
  let door: typeof EngineDoor;
  try {
    door = createRequire(__filename)('./engine') as typeof EngineDoor;
  } catch (error) {
    throw new Error(
      `ClickHouse's engine (npm package chdb) does not load on ${process.platform}-${process.arch}; it needs glibc Linux or macOS: ` +
        `name a server with TACET_CLICKHOUSE_URL, or use Docker (${firstLine(error)})`,
    );
  }
  try {
    return await door.openEngine(folder);
  } catch (error) {
    throw new Error(`ClickHouse's data directory ${folder} cannot be opened: ${firstLine(error)}`);
  }
}

function listen(server: Server, { host, port }: ServerSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} for ClickHouse is taken.`) : error);
    });
    server.listen(port, host, resolve);
  });
}

function stopOnSignal(server: Server, engine: Engine): void {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MAX_MS).unref();
    server.close(() => void engine.close().finally(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** A test run that was killed hard cannot stop its server; the server notices. */
function stopWithOwner(ownerPid: number): void {
  setInterval(() => {
    try {
      process.kill(ownerPid, 0);
    } catch {
      process.kill(process.pid, 'SIGTERM');
    }
  }, OWNER_CHECK_MS).unref();
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
