import { createRowStore, applyMigrations, type ClickHouseConfig } from '@tacet/adapters/clickhouse';
import { encodeSteps, positionOf, type PositionedStep, type Step } from '@tacet/contracts';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { stepsRows } from './rows/steps.rows';

/**
 * How long a step takes from a steps message to a row, and from a row to an acknowledgement. The first argument is
 * the URL of a ClickHouse whose user `default` has no password; without it only the first is measured.
 */
const STEPS_PER_MESSAGE = 500;
const MESSAGES = 400;

async function main(): Promise<void> {
  const messages = Array.from({ length: MESSAGES }, (_, i) => encodeSteps(head(i), steps(i)));
  const bytes = messages.reduce((sum, message) => sum + message.length, 0);
  for (const message of messages.slice(0, 100)) stepsRows(message);
  const startedAtMs = performance.now();
  const batches = messages.map((message) => {
    const read = stepsRows(message);
    if (!read.ok) throw new Error(read.reason);
    return read.rows;
  });
  const rows = MESSAGES * STEPS_PER_MESSAGE;
  const perRowNs = ((performance.now() - startedAtMs) * 1e6) / rows;
  process.stdout.write(
    `decode and build: ${perRowNs.toFixed(0)} ns per row, ${(bytes / rows).toFixed(0)} B per step\n`,
  );
  const url = process.argv[2];
  if (url) await measureInserts(url, batches.flat());
}

async function measureInserts(url: string, rows: readonly string[]): Promise<void> {
  const config: ClickHouseConfig = {
    url,
    username: 'default',
    password: '',
    database: 'store_bench',
  };
  await applyMigrations(config, join(__dirname, '../../../clickhouse/migrations'));
  const store = createRowStore(config);
  const startedAtMs = performance.now();
  for (let from = 0; from < rows.length; from += 20_000)
    await store.insert('steps', rows.slice(from, from + 20_000));
  const seconds = (performance.now() - startedAtMs) / 1_000;
  process.stdout.write(`insert: ${(rows.length / seconds).toFixed(0)} rows per second, 20,000 per request\n`);
  await store.close();
}

function head(message: number) {
  const origin = { origin: 'otlp_spans/0', originPartitions: 4, upTo: positionOf(message, 0) };
  return { ...origin, watermarkMs: 0, idle: false };
}

function steps(message: number): PositionedStep[] {
  return Array.from({ length: STEPS_PER_MESSAGE }, (_, i) => ({
    position: positionOf(message, i),
    step: i % 3 === 0 ? tool(message, i) : llm(message, i),
  }));
}

const hex = (value: number, digits: number): string =>
  (value * 2_654_435_761).toString(16).padStart(digits, '7').slice(0, digits);

function llm(message: number, i: number): Step {
  const startUs = 1_760_000_000_000_000 + message * 1_000_000 + i * 1_000;
  return {
    tenant: 'acme',
    env: 'prod',
    service: `service-${i % 5}`,
    agent: `agent-${i % 20}`,
    agentVersion: '1.4.2',
    sessionId: `session-${message}-${i % 50}`,
    traceId: hex(message * 50 + (i % 50), 32),
    spanId: hex(message * 500 + i, 16),
    kind: 'llm',
    name: 'chat gpt-5',
    source: 'span',
    dialect: 'otel-genai',
    model: 'gpt-5',
    provider: 'openai',
    startUs,
    endUs: startUs + 900_000 + i,
    ok: true,
    finishReason: 'stop',
    inputTokens: 1_000 + i,
    outputTokens: 100 + i,
    costNanoUsd: 3_000_000 + i,
    costSource: 'priced',
    promptChars: 4_000 + i,
    completionChars: 400 + i,
  };
}

function tool(message: number, i: number): Step {
  const { model: _, provider: __, inputTokens: ___, outputTokens: ____, ...step } = llm(message, i);
  const argsHash = hex(i % 40, 16);
  return {
    ...step,
    kind: 'tool',
    name: 'execute_tool search',
    toolName: 'search',
    argsHash,
    resultHash: argsHash,
  };
}

void main();
