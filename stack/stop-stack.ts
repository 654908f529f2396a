import { composeDown, dockerCanRun } from './docker-engine';
import { KAFKA_STOP_GRACE_MS } from './kafka/local-kafka';
import { CLICKHOUSE_STOP_GRACE_MS } from './local-clickhouse';
import { isAlive, stopProcess } from './process-handle';
import { planStack, type StackOptions } from './stack-options';
import { lockStack, readServiceRecord, removeServiceRecord, type ServiceName } from './stack-state';

/** Stops what runs for this data directory, whoever started it; external services are never touched. Data stays. */
export async function stopStack(options: StackOptions = {}): Promise<void> {
  const plan = planStack(options);
  const unlock = lockStack(plan.dataDir, plan.say);
  try {
    for (const service of ['clickhouse', 'kafka'] as const) {
      if (await stopService(plan.dataDir, service)) plan.say(`${service} stopped`);
    }
  } finally {
    unlock();
  }
}

/** Stops one recorded service and forgets it. False when there was none running. */
export async function stopService(dataDir: string, service: ServiceName): Promise<boolean> {
  const record = readServiceRecord(dataDir, service);
  if (!record) return false;
  const ran = record.process ? isAlive(record.process) : dockerCanRun();
  if (ran && record.process) {
    await stopProcess(record.process, service === 'kafka' ? KAFKA_STOP_GRACE_MS : CLICKHOUSE_STOP_GRACE_MS);
  } else if (ran) {
    await composeDown([service]);
  }
  removeServiceRecord(dataDir, service);
  return ran;
}
