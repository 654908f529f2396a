import { join } from 'node:path';
import { topicNames } from '@tacet/contracts';
import { createReader, type Reader } from '@tacet/adapters/clickhouse';
import { connectKafka, KafkaLogProducer } from '@tacet/adapters/kafka';
import { findFreePort, type Stack } from '../../../../stack';
import { TacetProcess } from '../demo/tacet-process';
import { countApart } from './count-apart';
import { playMessages } from './play-messages';
import type { ReplayOptions } from './replay-options';
import { traceReports, type ReplayReport } from './replay-report';
import { spanMessages } from './span-messages';
import { readStoredFindings, readStoredSoFar, readStoredTotals, readStoredTurns } from './stored-trail';
import { differences } from './totals';
import { readTrail } from './trail-files';

export interface ReplayContext {
  root: string;
  /** Tacet's log goes here. */
  folder: string;
  options: ReplayOptions;
  stack: Pick<Stack, 'kafka' | 'clickhouse'>;
  signal: AbortSignal;
  say: (line: string) => void;
}

const PARTITIONS = 2;
/** The recording is years old, and its records carry its own time: no broker may think them expired. */
const RETENTION_MS = 100 * 365 * 86_400_000;
const READY_MAX_MS = 60_000;
const STORE_MAX_MS = 300_000;
const POLL_EVERY_MS = 250;
/** No change for so long after every turn was closed: late versions of findings are in too. */
const SETTLED_AFTER_MS = 3_000;
/** No change for so long: what is open stays open. Well beyond TACET_IDLE_AFTER_MS, after which the log's end counts. */
const STILL_OPEN_AFTER_MS = 15_000;

/** Plays a recording through a running Tacet and holds what is stored against a count of its own. */
export async function runReplay(context: ReplayContext): Promise<ReplayReport> {
  const { root, folder, options, stack, signal, say } = context;
  const traces = readTrail(options.trailDir, options.splits);
  const expected = await countApart(root, options);
  const run = `replay${Date.now().toString(36)}`;
  const topics = topicNames(`${run}.tacet.`, {
    otlpSpans: `${run}.otlp_spans`,
    otlpLogs: `${run}.otlp_logs`,
  });
  const httpPort = await findFreePort();
  const tacet = new TacetProcess({
    root,
    logFile: join(folder, 'tacet.log'),
    say,
    variables: {
      TACET_KAFKA_BROKERS: stack.kafka.brokers.join(','),
      TACET_TOPIC_PREFIX: `${run}.tacet.`,
      TACET_GROUP_PREFIX: run,
      TACET_SPANS_TOPIC: topics.otlpSpans,
      TACET_LOGS_TOPIC: topics.otlpLogs,
      TACET_TOPIC_PARTITIONS: String(PARTITIONS),
      TACET_INPUT_TIMESTAMP_TYPE: 'CreateTime',
      TACET_INPUT_RETENTION_MS: String(RETENTION_MS),
      TACET_CLICKHOUSE_URL: stack.clickhouse.url,
      TACET_CLICKHOUSE_USER: stack.clickhouse.user,
      TACET_CLICKHOUSE_PASSWORD: stack.clickhouse.password,
      TACET_CLICKHOUSE_DATABASE: run,
      TACET_HTTP_PORT: String(httpPort),
      TACET_LOG_LEVEL: 'warn',
    },
  });
  const kafka = connectKafka(
    { brokers: stack.kafka.brokers, clientId: 'replay', tls: false, allowInsecure: true },
    () => undefined,
  );
  const producer = new KafkaLogProducer(kafka, () => undefined);
  const { url, user: username, password } = stack.clickhouse;
  const reader = createReader({ url, username, password, database: run });
  try {
    say('starting Tacet: admit, assemble, detect, heal and store in one process');
    tacet.start();
    await tacet.ready(`http://127.0.0.1:${httpPort}`, READY_MAX_MS);
    signal.throwIfAborted();
    say(`playing ${traces.length} traces`);
    const startedAtMs = Date.now();
    const played = await playMessages(producer, topics.otlpSpans, PARTITIONS, spanMessages(traces));
    say(`${played.spans} spans sent in ${played.messages} messages; waiting for the store`);
    const settledAtMs = await untilSettled(reader, played.spans, traces.length, signal);
    const stored = await readStoredTotals(reader);
    const findings = await readStoredFindings(reader);
    const reports = traceReports(traces, stored, await readStoredTurns(reader), findings);
    return {
      traces: reports,
      expected: expected.total,
      stored: stored.total,
      models: stored.models,
      findings: countByRule(findings),
      openTurns: reports.filter(({ turns }) => turns.length === 0).map(({ traceId }) => traceId),
      differences: differences(expected, stored),
      messages: played.messages,
      bytes: played.bytes,
      playMs: settledAtMs - startedAtMs,
    };
  } finally {
    await tacet.stop();
    await producer.close().catch(() => undefined);
    await reader.close();
  }
}

/**
 * Waits until every step is stored and every turn that can close has closed; resolves to the time of the last change.
 * Nothing is sent to push time on: a turn that ends too near the end of the log stays open, and is reported so.
 */
async function untilSettled(
  reader: Reader,
  steps: number,
  traces: number,
  signal: AbortSignal,
): Promise<number> {
  const giveUpAtMs = Date.now() + STORE_MAX_MS;
  let changedAtMs = Date.now();
  let fingerprint = '';
  while (Date.now() < giveUpAtMs) {
    signal.throwIfAborted();
    const soFar = await readStoredSoFar(reader);
    if (soFar.fingerprint !== fingerprint) changedAtMs = Date.now();
    fingerprint = soFar.fingerprint;
    const quietMs = Date.now() - changedAtMs;
    const enoughMs = soFar.tracesClosed >= traces ? SETTLED_AFTER_MS : STILL_OPEN_AFTER_MS;
    if (soFar.steps >= steps && quietMs >= enoughMs) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
  }
  return changedAtMs;
}

function countByRule(findings: readonly { rule: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of findings) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}
