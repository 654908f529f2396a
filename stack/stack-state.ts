import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handleOf, isAlive, type ProcessHandle } from './process-handle';
import { StackFailure } from './stack-failure';

export type ServiceName = 'kafka' | 'clickhouse';

/** What is written down about a service that this machine runs, so that a later command finds and stops it. */
export interface ServiceRecord {
  kind: 'docker' | 'local';
  /** `host:port` for Kafka, the HTTP URL for ClickHouse. */
  endpoint: string;
  /** Absent for Docker: the engine knows its containers. */
  process?: ProcessHandle;
  /** The process that stops this service when it ends; absent when started with `up`, which leaves it running. */
  owner?: ProcessHandle;
}

export function readServiceRecord(dataDir: string, service: ServiceName): ServiceRecord | undefined {
  try {
    return JSON.parse(readFileSync(recordFile(dataDir, service), 'utf8')) as ServiceRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeServiceRecord(dataDir: string, service: ServiceName, record: ServiceRecord): void {
  mkdirSync(dataDir, { recursive: true });
  const file = recordFile(dataDir, service);
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

export function removeServiceRecord(dataDir: string, service: ServiceName): void {
  rmSync(recordFile(dataDir, service), { force: true });
}

/**
 * Keeps two commands from starting or stopping the same stack at once. The lock of a dead process is removed, and
 * `say` tells so. Returns the function that releases the lock.
 */
export function lockStack(dataDir: string, say: (line: string) => void): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'lock');
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(handleOf(process.pid)), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder && isAlive(holder)) {
      throw new StackFailure(
        `Another command (pid ${holder.pid}) is starting or stopping this stack: wait for it, or use --data-dir.`,
      );
    }
    say(`removed the lock of a dead process${holder ? ` (pid ${holder.pid})` : ''}`);
    rmSync(file, { force: true });
  }
  throw new StackFailure(`The lock ${file} is being taken by another command: try again.`);
}

function recordFile(dataDir: string, service: ServiceName): string {
  return join(dataDir, `${service}.json`);
}

function readHolder(file: string): ProcessHandle | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessHandle;
  } catch {
    return undefined;
  }
}
