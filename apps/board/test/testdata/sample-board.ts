import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createClient } from '@clickhouse/client';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { applyMigrations, type ClickHouseConfig } from '@tacet/adapters/clickhouse';
import { SAMPLE_FLEET } from '../../../../grafana/src/testing/sample-fleet';
import { startBoard } from '../../src/start-board';

/** The trace that every anomaly of the sample names as its example. */
export const SAMPLE_TRACE = '0af7651916cd43dd8448eb211c80319c';

export interface SampleBoard {
  url: string;
  close(): Promise<void>;
}

/** A board over a database of its own that holds the sample hour and the steps of its example trace. */
export async function startSampleBoard(): Promise<SampleBoard> {
  const config: ClickHouseConfig = {
    url: process.env['TACET_CLICKHOUSE_URL'] ?? 'http://localhost:8123',
    username: process.env['TACET_CLICKHOUSE_USER'] ?? 'default',
    password: process.env['TACET_CLICKHOUSE_PASSWORD'] ?? '',
    database: `board_${randomUUID().slice(0, 8)}`,
  };
  await applyMigrations(config, join(__dirname, '../../../../clickhouse/migrations'));
  const client = createClient(config);
  for (const [table, rows] of Object.entries({ ...SAMPLE_FLEET, steps: STEPS })) {
    await client.insert({
      table,
      values: rows,
      format: 'JSONEachRow',
      clickhouse_settings: { input_format_skip_unknown_fields: 0, date_time_input_format: 'basic' },
    });
  }
  const app: NestFastifyApplication = await startBoard(config, { host: '127.0.0.1', port: 0 });
  return {
    url: await app.getUrl(),
    async close(): Promise<void> {
      await app.close();
      await client.command({ query: `DROP DATABASE IF EXISTS ${config.database}` });
      await client.close();
    },
  };
}

/** A turn that calls a model, a tool that fails, and the model again; the last step has lost its parent. */
const STEPS = [
  step(0, { span_id: 's1', kind: 'agent', name: 'answer', offset: 0, ms: 4000 }),
  step(1, {
    span_id: 's2',
    parent_span_id: 's1',
    kind: 'llm',
    name: 'plan',
    offset: 100,
    ms: 1200,
    input_tokens: 900,
  }),
  step(2, {
    span_id: 's3',
    parent_span_id: 's1',
    kind: 'tool',
    name: 'search',
    offset: 1400,
    ms: 600,
    ok: false,
  }),
  step(3, { span_id: 's4', parent_span_id: 's1', kind: 'llm', name: 'conclude', offset: 2100, ms: 1800 }),
  step(4, { span_id: 's5', parent_span_id: 'gone', kind: 'other', name: '<b>stray</b>', offset: 2200, ms: 0 }),
  // The same span once more: exported twice, shown once.
  step(5, { span_id: 's4', parent_span_id: 's1', kind: 'llm', name: 'conclude', offset: 2100, ms: 1800 }),
];

function step(
  position: number,
  { offset, ms, ...row }: { offset: number; ms: number; ok?: boolean; [column: string]: unknown },
): Record<string, unknown> {
  const startMs = Date.parse('2026-11-20T12:05:00Z') + offset;
  const text = (time: number): string => new Date(time).toISOString().replace('T', ' ').replace('Z', '000');
  return {
    tenant: 'acme',
    env: 'prod',
    service: 'lab',
    agent: 'researcher',
    trace_id: SAMPLE_TRACE,
    origin: 'otlp_spans/0',
    position,
    started_at: text(startMs),
    ended_at: text(startMs + ms),
    duration_us: ms * 1000,
    ok: true,
    ...row,
    ...(row.ok === false && { error_type: 'Timeout' }),
  };
}
