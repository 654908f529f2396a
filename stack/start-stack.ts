import { join } from 'node:path';
import { composeClickHouseAccess, composeDown, composeUp, dockerCanRun } from './docker-engine';
import { brokerAnswers } from './kafka/broker-probe';
import { startLocalKafka } from './kafka/local-kafka';
import type { LocalStart } from './local-start';
import { pingAnswers, startLocalClickHouse } from './local-clickhouse';
import { handleOf, isAlive, type ProcessHandle } from './process-handle';
import { StackFailure } from './stack-failure';
import { planStack, type ClickHouseAccess, type StackOptions, type StackPlan } from './stack-options';
import {
  lockStack,
  readServiceRecord,
  removeServiceRecord,
  writeServiceRecord,
  type ServiceName,
  type ServiceRecord,
} from './stack-state';
import { stopService } from './stop-stack';

export interface Stack {
  kafka: { brokers: string[]; kind: 'external' | 'docker' | 'local' };
  clickhouse: ClickHouseAccess & { kind: 'external' | 'docker' | 'local' };
  /** Stops what this call started; services that were there before, and external ones, are left alone. Data stays. */
  stop(): Promise<void>;
}

/**
 * Makes Kafka and ClickHouse available: those named by the environment, else those of this data directory that already
 * run, else Docker's when an engine answers, else local processes. Resolves when both can be used.
 * @throws StackFailure with one sentence for the user; nothing it started is left running then.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const plan = planStack(options);
  const external = await externalServices(plan);
  const missing = (['kafka', 'clickhouse'] as const).filter((service) => external[service] === undefined);
  const unlock = missing.length > 0 ? lockStack(plan.dataDir, plan.say) : () => undefined;
  const started: ServiceName[] = [];
  const stop = async () => {
    for (const service of started.splice(0).reverse()) await stopService(plan.dataDir, service);
  };
  try {
    const absent = await withoutRunning(plan, missing);
    if (absent.length > 0 && plan.docker === 'auto' && dockerCanRun())
      await startWithDocker(plan, absent, started);
    else await startLocally(plan, absent, started);
    return { kafka: describeKafka(plan), clickhouse: describeClickHouse(plan), stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    unlock();
  }
}

async function externalServices(plan: StackPlan): Promise<Record<ServiceName, true | undefined>> {
  const [broker] = plan.externalKafka ?? [];
  if (plan.externalKafka && broker && !(await brokerAnswers(broker))) {
    throw new StackFailure(`No Kafka broker answers at ${broker}, which TACET_KAFKA_BROKERS names.`);
  }
  if (plan.externalClickHouse && !(await pingAnswers(plan.externalClickHouse.url))) {
    throw new StackFailure('No ClickHouse answers /ping at the URL that TACET_CLICKHOUSE_URL names.');
  }
  return { kafka: plan.externalKafka && true, clickhouse: plan.externalClickHouse && true };
}

/** Drops the services that run already; stops the orphans of a process that died, and says so. */
async function withoutRunning(plan: StackPlan, services: ServiceName[]): Promise<ServiceName[]> {
  const absent: ServiceName[] = [];
  for (const service of services) {
    const record = readServiceRecord(plan.dataDir, service);
    if (record && isRunning(record) && !isOrphan(record)) {
      plan.say(`${service} already runs at ${record.endpoint}`);
      continue;
    }
    if (record) {
      plan.say(
        isRunning(record)
          ? `stopping ${service} of a process that died`
          : `removed the record of a dead ${service}`,
      );
      await stopService(plan.dataDir, service);
    }
    absent.push(service);
  }
  return absent;
}

async function startWithDocker(
  plan: StackPlan,
  services: ServiceName[],
  started: ServiceName[],
): Promise<void> {
  plan.say(`starting ${services.join(' and ')} with Docker …`);
  try {
    await composeUp(services, { kafka: plan.kafkaPort, clickhouse: plan.clickhousePort });
  } catch (error) {
    await composeDown(services).catch(() => undefined);
    throw error;
  }
  for (const service of services) {
    writeServiceRecord(plan.dataDir, service, {
      kind: 'docker',
      endpoint: endpointOf(plan, service),
      ...ownership(plan),
    });
    started.push(service);
  }
}

async function startLocally(plan: StackPlan, services: ServiceName[], started: ServiceName[]): Promise<void> {
  if (services.length > 0)
    plan.say(`starting ${services.join(' and ')} on this machine; data and logs in ${plan.dataDir}`);
  const starts = services.map(async (service) => {
    const endpoint = endpointOf(plan, service);
    const start: LocalStart = {
      ...plan,
      folder: join(plan.dataDir, service),
      port: service === 'kafka' ? plan.kafkaPort : plan.clickhousePort,
      // Ours until it is ready, so that whatever ends us now leaves a record of an orphan.
      onSpawn: (process) => {
        const owner = handleOf(globalThis.process.pid);
        writeServiceRecord(plan.dataDir, service, { kind: 'local', endpoint, process, owner });
      },
    };
    try {
      const { process } = await startService(plan, service, start);
      writeServiceRecord(plan.dataDir, service, { kind: 'local', endpoint, process, ...ownership(plan) });
      started.push(service);
    } catch (error) {
      removeServiceRecord(plan.dataDir, service);
      throw error;
    }
  });
  const outcomes = await Promise.allSettled(starts);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

function startService(
  plan: StackPlan,
  service: ServiceName,
  start: LocalStart,
): Promise<{ process: ProcessHandle }> {
  if (service === 'kafka') return startLocalKafka(start);
  return startLocalClickHouse(
    start,
    plan.clickhouseAccess,
    plan.outlivesThisProcess ? undefined : process.pid,
  );
}

function endpointOf(plan: StackPlan, service: ServiceName): string {
  return service === 'kafka' ? `127.0.0.1:${plan.kafkaPort}` : `http://127.0.0.1:${plan.clickhousePort}`;
}

function describeKafka(plan: StackPlan): Stack['kafka'] {
  if (plan.externalKafka) return { brokers: plan.externalKafka, kind: 'external' };
  const record = requireRecord(plan, 'kafka');
  return { brokers: [record.endpoint], kind: record.kind };
}

function describeClickHouse(plan: StackPlan): Stack['clickhouse'] {
  if (plan.externalClickHouse) return { ...plan.externalClickHouse, kind: 'external' };
  const record = requireRecord(plan, 'clickhouse');
  const access = record.kind === 'docker' ? composeClickHouseAccess(plan.env) : plan.clickhouseAccess;
  return { url: record.endpoint, ...access, kind: record.kind };
}

function requireRecord(plan: StackPlan, service: ServiceName): ServiceRecord {
  const record = readServiceRecord(plan.dataDir, service);
  if (!record) throw new Error(`${service} was started and left no record in ${plan.dataDir}`);
  return record;
}

function isRunning(record: ServiceRecord): boolean {
  return record.process ? isAlive(record.process) : dockerCanRun();
}

function isOrphan(record: ServiceRecord): boolean {
  return record.owner !== undefined && !isAlive(record.owner);
}

function ownership(plan: StackPlan): Pick<ServiceRecord, 'owner'> {
  return plan.outlivesThisProcess ? {} : { owner: handleOf(process.pid) };
}
