import { join } from 'node:path';
import { createReader, type Reader } from '@tacet/adapters/clickhouse';
import { connectKafka, ensureTopics, KafkaLogProducer, type TopicSettings } from '@tacet/adapters/kafka';
import { findFreePort, type Stack } from '../../../../stack';
import { SupervisedProcess, TACET } from '../demo/supervised-process';
import { tacetVariables, topicsOfRun } from '../demo/tacet-variables';
import { countApart } from './count-apart';
import { playMessages, type Played } from './play-messages';
import type { ReplayOptions } from './replay-options';
import { traceReports, type ReplayReport } from './replay-report';
import { spanMessages } from './span-messages';
import { readStoredFindings, readStoredTotals, readStoredTurns } from './stored-trail';
import { differences } from './totals';
import { readTrail, type TrailTrace } from './trail-files';
import { untilSettled } from './until-settled';

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

/**
 * Plays a recording through the input topic of a Tacet of its own and holds what is stored against a separate count.
 *
 * The topic is filled before Tacet starts. A partition with a backlog is never taken for idle, so that neither half of
 * a trace can be passed by the other and a slow machine closes the same turns as a fast one. Nothing is sent to push
 * time on: when every partition is at its end, time is that of the last record, and a turn that ends too near to it
 * stays open.
 */
export async function runReplay(context: ReplayContext): Promise<ReplayReport> {
  const { root, folder, options, stack, signal, say } = context;
  const traces = readTrail(options.trailDir, options.splits);
  const run = `replay${Date.now().toString(36)}`;
  const played = await fillTopic(stack.kafka.brokers, topicsOf(run), traces);
  say(
    `${traces.length} traces: ${played.spans} spans in ${played.messages} messages wait in the input topic`,
  );
  signal.throwIfAborted();

  const httpPort = await findFreePort();
  const { url, user: username, password } = stack.clickhouse;
  const reader = createReader({ url, username, password, database: run });
  const tacet = new SupervisedProcess({
    ...TACET,
    root,
    logFile: join(folder, 'tacet.log'),
    say,
    variables: tacetVariables(stack, run, topicsOfRun(run), httpPort, PARTITIONS),
  });
  try {
    say('starting Tacet: admit, assemble, detect, heal and store in one process');
    tacet.start();
    await tacet.ready(`http://127.0.0.1:${httpPort}/health/ready`, READY_MAX_MS);
    const readyAtMs = Date.now();
    const settledAtMs = await untilSettled(reader, { steps: played.spans, traces: traces.length }, signal);
    return {
      ...(await report(reader, context, traces)),
      messages: played.messages,
      bytes: played.bytes,
      storedAfterMs: settledAtMs - readyAtMs,
    };
  } finally {
    await tacet.stop();
    await reader.close();
  }
}

async function fillTopic(
  brokers: string[],
  topics: TopicSettings,
  traces: readonly TrailTrace[],
): Promise<Played> {
  const kafka = connectKafka(
    { brokers, clientId: 'replay', tls: false, allowInsecure: true },
    () => undefined,
  );
  const producer = new KafkaLogProducer(kafka, () => undefined);
  try {
    await ensureTopics(kafka, topics);
    return await playMessages(producer, topics.names.otlpSpans, PARTITIONS, spanMessages(traces));
  } finally {
    await producer.close();
  }
}

async function report(
  reader: Reader,
  { root, options }: ReplayContext,
  played: readonly TrailTrace[],
): Promise<Omit<ReplayReport, 'messages' | 'bytes' | 'storedAfterMs'>> {
  const expected = await countApart(root, options);
  const stored = await readStoredTotals(reader);
  const findings = await readStoredFindings(reader);
  const traces = traceReports(played, stored, await readStoredTurns(reader), findings);
  const byRule: Record<string, number> = {};
  for (const { rule } of findings) byRule[rule] = (byRule[rule] ?? 0) + 1;
  return {
    traces,
    expected: expected.total,
    stored: stored.total,
    models: stored.models,
    findings: byRule,
    openTurns: traces.filter(({ turns }) => turns.length === 0).map(({ traceId }) => traceId),
    differences: differences(expected, stored),
  };
}

function topicsOf(run: string): TopicSettings {
  return {
    names: topicsOfRun(run),
    partitions: PARTITIONS,
    replicationFactor: 1,
    createInputs: true,
    inputTimestampType: 'CreateTime',
    inputRetentionMs: RETENTION_MS,
  };
}
