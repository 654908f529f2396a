import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  applyMigrations,
  createReader,
  createRowStore,
  type ClickHouseConfig,
} from '@tacet/adapters/clickhouse';
import { encodeSteps, endOfMessage, positionOf, type Step } from '@tacet/contracts';
import type { LogRecord } from '@tacet/runtime';
import { createStoreTask } from './store.task';

const config: ClickHouseConfig = {
  url: process.env['TACET_CLICKHOUSE_URL'] ?? 'http://localhost:8123',
  username: process.env['TACET_CLICKHOUSE_USER'] ?? 'default',
  password: process.env['TACET_CLICKHOUSE_PASSWORD'] ?? '',
  database: `store_${randomUUID().slice(0, 8)}`,
};

const START = {
  committed: null,
  lowOffset: 0,
  highOffset: 0,
  partitions: 1,
  timestampType: 'LogAppendTime' as const,
};

describe('store, on the real engine', () => {
  const store = createRowStore(config);
  const reader = createReader(config);
  const rejected: string[] = [];
  const open = createStoreTask({
    store,
    clock: { nowMs: () => 0 },
    topicPrefix: 'tacet.',
    onBlocked: () => undefined,
    onRejected: (table) => rejected.push(table),
    onMalformed: () => undefined,
  });

  beforeAll(() => applyMigrations(config, join(__dirname, '../../../clickhouse/migrations')));

  afterAll(async () => {
    await Promise.all([store.close(), reader.close()]);
    await dropDatabase();
  });

  it('stores each step once, although two owners of the partition read the same messages', async () => {
    const topic = 'tacet.steps.v1';
    const messages = Array.from({ length: 20 }, (_, offset) => message(topic, offset, steps(offset, 50)));
    for (let owner = 0; owner < 2; owner++) {
      const task = await open({ topic, partition: 0 }, START);
      await task.onRecords(messages, 20);
      await task.drain();
      expect(task.commitPoint()?.offset).toBe(20);
    }
    const counted = await reader.query('SELECT count() AS n, uniqExact(span_id) AS spans FROM steps FINAL');
    expect(counted).toEqual([{ n: 1_000, spans: 1_000 }]);
  });

  it('skips the row that the table refuses, and stores the others of the batch', async () => {
    const topic = 'tacet.dead-letters.v1';
    const letter = (offset: number, bytes: unknown): string =>
      JSON.stringify({
        topic: 'otlp_spans',
        partition: 0,
        offset,
        errorClass: 'truncated',
        sha256: '',
        bytes,
      });
    const task = await open({ topic, partition: 0 }, START);
    const values = [letter(0, 9), letter(1, 'nine'), letter(2, 9), letter(3, 9)];
    await task.onRecords(
      values.map((value, offset) => message(topic, offset, value)),
      4,
    );
    await task.drain();
    expect(rejected).toEqual(['dead_letters']);
    expect(task.commitPoint()?.offset).toBe(4);
    const offsets = 'SELECT kafka_offset AS o FROM dead_letters FINAL ORDER BY o';
    expect(await reader.query(offsets)).toEqual([{ o: 0 }, { o: 2 }, { o: 3 }]);
  });
});

async function dropDatabase(): Promise<void> {
  const headers = { 'X-ClickHouse-User': config.username, 'X-ClickHouse-Key': config.password };
  const body = `DROP DATABASE IF EXISTS ${config.database}`;
  const response = await fetch(config.url, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`cannot drop ${config.database}: ${response.status}`);
}

function message(topic: string, offset: number, value: string): LogRecord {
  return {
    topic,
    partition: 0,
    offset,
    timestampMs: 1_700_000_000_000,
    key: null,
    value: Buffer.from(value),
  };
}

function steps(offset: number, count: number): string {
  const head = {
    origin: 'otlp_spans/0',
    originPartitions: 1,
    upTo: endOfMessage(offset),
    watermarkMs: 0,
    idle: false,
  };
  return encodeSteps(
    head,
    Array.from({ length: count }, (_, i) => ({ position: positionOf(offset, i), step: step(offset, i) })),
  );
}

function step(offset: number, i: number): Step {
  const startUs = 1_700_000_000_000_000 + offset * 3_600_000_000 + i;
  return {
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: `agent-${i % 3}`,
    kind: 'tool',
    name: 'execute_tool search',
    source: 'span',
    dialect: 'otel-genai',
    startUs,
    endUs: startUs + 5,
    ok: true,
    spanId: `${offset}-${i}`,
    topScore: 0.5,
    refusal: false,
  };
}
