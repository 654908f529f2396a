import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireFreeDisk } from '../disk-space';
import type { LocalStart } from '../local-start';
import { lastLines } from '../log-tail';
import { isAlive, startInBackground, stopProcess, type ProcessHandle } from '../process-handle';
import { StackFailure } from '../stack-failure';
import { findFreePort, requireFreePort } from '../tcp-port';
import { writeBrokerFiles, type BrokerFolder } from './broker-files';
import { requireJava } from './java';
import { fetchKafkaJars } from './kafka-jars';
import { brokerAnswers } from './broker-probe';

export interface LocalKafka {
  broker: string;
  process: ProcessHandle;
}

const DATA_REQUIRED_MIB = 500;
const READY_MAX_MS = 60_000;
export const KAFKA_STOP_GRACE_MS = 15_000;

/** Starts Apache Kafka, one KRaft node, and resolves when groups and topics can be used. Data survives restarts. */
export async function startLocalKafka({
  folder,
  port,
  env,
  say,
  signal,
  onSpawn,
}: LocalStart): Promise<LocalKafka> {
  await requireFreePort('Kafka', '127.0.0.1', port, '--kafka-port');
  const java = requireJava(env);
  const libs = await fetchKafkaJars(env, say);
  mkdirSync(folder, { recursive: true });
  await requireFreeDisk(folder, DATA_REQUIRED_MIB, "Kafka's data");
  const files = writeBrokerFiles(folder, port, await findFreePort());
  await formatOnce(java, libs, files, env);

  const startedAtMs = Date.now();
  const process = startInBackground({
    file: java,
    args: [...javaOptions(files), '-cp', join(libs, '*'), 'kafka.Kafka', files.properties],
    cwd: folder,
    env,
    logFile: files.console,
  });
  onSpawn(process);
  try {
    const broker = `127.0.0.1:${port}`;
    await waitUntilReady(broker, process, files, startedAtMs + READY_MAX_MS, signal);
    say(`Kafka ready on ${broker} after ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
    return { broker, process };
  } catch (error) {
    await stopProcess(process, 1000);
    throw error;
  }
}

/** Serial GC and C1 only: a third of the start-up time, and far more than one machine's demo needs. */
function javaOptions(files: BrokerFolder): string[] {
  return [
    '-Xms64m',
    '-Xmx768m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-XX:+ExitOnOutOfMemoryError',
    `-Dlog4j2.configurationFile=${files.logging}`,
  ];
}

/** A KRaft node wants its storage stamped with a cluster id before the first start, and never again. */
async function formatOnce(
  java: string,
  libs: string,
  files: BrokerFolder,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (existsSync(join(files.data, 'meta.properties'))) return;
  const clusterId = randomBytes(16).toString('base64url');
  const tool = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', files.properties];
  const child = spawn(java, [...javaOptions(files), '-cp', join(libs, '*'), ...tool], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit) => resolve(exit ?? 1));
  });
  if (code === 0) return;
  rmSync(files.data, { recursive: true, force: true });
  throw new StackFailure(`Kafka could not format its storage: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}

async function waitUntilReady(
  broker: string,
  process: ProcessHandle,
  files: BrokerFolder,
  deadlineMs: number,
  signal?: AbortSignal,
): Promise<void> {
  while (!(await brokerAnswers(broker))) {
    signal?.throwIfAborted();
    if (!isAlive(process)) {
      throw new StackFailure(
        `Kafka ended while starting; the last lines of ${files.log} are:\n${lastLines(files.log, 5) || lastLines(files.console, 5)}`,
      );
    }
    if (Date.now() > deadlineMs) {
      throw new StackFailure(`Kafka did not become ready within ${READY_MAX_MS / 1000} s; see ${files.log}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
