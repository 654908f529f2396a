import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { repositoryRoot } from './repository-root';
import { StackFailure } from './stack-failure';
import type { ClickHouseAccess } from './stack-options';
import type { ServiceName } from './stack-state';

const ENGINE_ANSWER_MAX_MS = 3000;

/** True when a Docker *engine* answers, not merely when the command is installed, and a compose file is there. */
export function dockerCanRun(): boolean {
  if (!existsSync(composeFile())) return false;
  const info = spawnSync('docker', ['info', '--format', '{{.ServerVersion}}'], {
    timeout: ENGINE_ANSWER_MAX_MS,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return info.status === 0 && /\d/.test(info.stdout);
}

/**
 * `docker compose up -d --wait` for the named services. The compose file publishes them on
 * TACET_KAFKA_PORT and TACET_CLICKHOUSE_PORT of the loopback interface.
 */
export async function composeUp(services: ServiceName[], ports: Record<ServiceName, number>): Promise<void> {
  const code = await runCompose(['up', '-d', '--wait', ...services], ports);
  if (code !== 0)
    throw new StackFailure(
      `docker compose up failed (exit ${code}); TACET_STACK_DOCKER=never starts local processes instead.`,
    );
}

/** Stops and removes the containers; the volumes stay. */
export async function composeDown(services: ServiceName[]): Promise<void> {
  const code = await runCompose(['rm', '--stop', '--force', ...services]);
  if (code !== 0)
    throw new StackFailure(`docker compose rm failed (exit ${code}): stop the containers by hand.`);
}

/** How docker-compose.yml lets clients in: user and database `tacet`, the password in its secret's file. */
export function composeClickHouseAccess(env: NodeJS.ProcessEnv): Omit<ClickHouseAccess, 'url'> {
  const secret = resolve(
    repositoryRoot(),
    env.TACET_SECRETS_DIR || 'deploy/local-secrets',
    'clickhouse_password',
  );
  const password = existsSync(secret) ? readFileSync(secret, 'utf8').trim() : '';
  return {
    user: env.TACET_CLICKHOUSE_USER || 'tacet',
    password: env.TACET_CLICKHOUSE_PASSWORD ?? password,
    database: env.TACET_CLICKHOUSE_DATABASE || 'tacet',
  };
}

function runCompose(args: string[], ports?: Record<ServiceName, number>): Promise<number> {
  const env = ports
    ? {
        ...process.env,
        TACET_KAFKA_PORT: String(ports.kafka),
        TACET_CLICKHOUSE_PORT: String(ports.clickhouse),
      }
    : process.env;
  const child = spawn('docker', ['compose', '-f', composeFile(), ...args], { env, stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

function composeFile(): string {
  return join(repositoryRoot(), 'docker-compose.yml');
}
