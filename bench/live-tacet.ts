import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createReader, type Reader } from '@tacet/adapters/clickhouse';
import { connectKafka, KafkaLogProducer } from '@tacet/adapters/kafka';
import type { TopicNames } from '@tacet/contracts';
import { SupervisedProcess, TACET } from '@tacet/testkit/demo/supervised-process';
import { tacetVariables, topicsOfRun } from '@tacet/testkit/demo/tacet-variables';
import type { Kafka } from 'kafkajs';
import { findFreePort, startStack } from '../stack';

/** A Tacet process on a fresh local stack, for a benchmark that measures it from outside. */
export interface LiveTacet {
  topics: TopicNames;
  kafka: Kafka;
  producer: KafkaLogProducer;
  reader: Reader;
  partitions: number;
  /** CPU seconds and resident bytes of the Tacet process, as it reports them. */
  usage(): Promise<{ cpuSeconds: number; residentBytes: number }>;
  close(): Promise<void>;
}

const PARTITIONS = 2;

export async function startLiveTacet(): Promise<LiveTacet> {
  const folder = mkdtempSync(join(tmpdir(), 'tacet-bench-'));
  const stack = await startStack({
    dataDir: join(folder, 'stack'),
    docker: 'never',
    kafkaPort: await findFreePort(),
    clickhousePort: await findFreePort(),
    say: () => undefined,
  });
  const run = `bench${Date.now().toString(36)}`;
  const topics = topicsOfRun(run);
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const tacet = new SupervisedProcess({
    ...TACET,
    root: resolve(__dirname, '../..'),
    logFile: join(folder, 'tacet.log'),
    say: (line) => console.error(line),
    variables: tacetVariables(stack, run, topics, port, PARTITIONS),
  });
  tacet.start();
  await tacet.ready(`${url}/health/ready`, 60_000);
  const kafka = connectKafka(
    { brokers: stack.kafka.brokers, clientId: 'bench', tls: false, allowInsecure: true },
    () => undefined,
  );
  const producer = new KafkaLogProducer(kafka, () => undefined);
  const reader = createReader({
    url: stack.clickhouse.url,
    username: stack.clickhouse.user,
    password: stack.clickhouse.password,
    database: run,
  });
  return {
    topics,
    kafka,
    producer,
    reader,
    partitions: PARTITIONS,
    usage: async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return {
        cpuSeconds: metric(metrics, 'tacet_process_process_cpu_seconds_total'),
        residentBytes: metric(metrics, 'tacet_process_process_resident_memory_bytes'),
      };
    },
    close: async () => {
      await producer.close();
      await reader.close();
      await tacet.stop();
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function metric(text: string, name: string): number {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return line ? Number(line.slice(name.length + 1)) : NaN;
}
