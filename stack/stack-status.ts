import { brokerAnswers } from './kafka/broker-probe';
import { pingAnswers } from './local-clickhouse';
import { planStack, type StackOptions, type StackPlan } from './stack-options';
import { readServiceRecord } from './stack-state';

export interface ServiceStatus {
  kind: 'external' | 'docker' | 'local' | 'none';
  /** `host:port` or URL; empty when nothing is known of the service. */
  endpoint: string;
  /** The service was asked just now and answered. */
  ready: boolean;
  pid?: number;
}

export interface StackStatus {
  kafka: ServiceStatus;
  clickhouse: ServiceStatus;
}

/** What this data directory and environment point at, and whether it answers. */
export async function stackStatus(options: StackOptions = {}): Promise<StackStatus> {
  const plan = planStack(options);
  const [kafka, clickhouse] = await Promise.all([kafkaStatus(plan), clickhouseStatus(plan)]);
  return { kafka, clickhouse };
}

async function kafkaStatus(plan: StackPlan): Promise<ServiceStatus> {
  const [external] = plan.externalKafka ?? [];
  if (external) return { kind: 'external', endpoint: external, ready: await brokerAnswers(external) };
  const record = readServiceRecord(plan.dataDir, 'kafka');
  if (!record) return NONE;
  const ready = await brokerAnswers(record.endpoint);
  return { kind: record.kind, endpoint: record.endpoint, ready, pid: record.process?.pid };
}

async function clickhouseStatus(plan: StackPlan): Promise<ServiceStatus> {
  if (plan.externalClickHouse) {
    const { url } = plan.externalClickHouse;
    return { kind: 'external', endpoint: url, ready: await pingAnswers(url) };
  }
  const record = readServiceRecord(plan.dataDir, 'clickhouse');
  if (!record) return NONE;
  const ready = await pingAnswers(record.endpoint);
  return { kind: record.kind, endpoint: record.endpoint, ready, pid: record.process?.pid };
}

const NONE: ServiceStatus = { kind: 'none', endpoint: '', ready: false };
