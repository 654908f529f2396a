import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topicNames, type TopicNames } from '@tacet/contracts';
import { createReader, type Reader } from '@tacet/adapters/clickhouse';
import { connectKafka, KafkaLogProducer } from '@tacet/adapters/kafka';
import type { Kafka } from 'kafkajs';
import { findFreePort } from '../../stack';

const MAIN = join(__dirname, '../../dist/apps/tacet/src/main.js');

/** A built Tacet process on topics and a database of its own, which a test may kill and start again. */
export class TacetUnderTest {
  readonly topics: TopicNames;
  readonly kafka: Kafka;
  readonly producer: KafkaLogProducer;
  readonly reader: Reader;
  private child: ChildProcess | null = null;
  private readonly logFile = join(mkdtempSync(join(tmpdir(), 'tacet-e2e-')), 'tacet.log');
  private port = 0;

  constructor(private readonly run: string) {
    if (!existsSync(MAIN))
      throw new Error('dist is missing: run the tests with npm test, which builds first');
    this.topics = topicNames(`${run}.`, { otlpSpans: `${run}.otlp_spans`, otlpLogs: `${run}.otlp_logs` });
    const brokers = (process.env['TACET_KAFKA_BROKERS'] ?? '').split(',');
    this.kafka = connectKafka({ brokers, clientId: run, tls: false, allowInsecure: true }, () => undefined);
    this.producer = new KafkaLogProducer(this.kafka, () => undefined);
    this.reader = createReader({
      url: process.env['TACET_CLICKHOUSE_URL'] ?? '',
      username: process.env['TACET_CLICKHOUSE_USER'] ?? 'default',
      password: process.env['TACET_CLICKHOUSE_PASSWORD'] ?? '',
      database: run,
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.port = await findFreePort();
    const log = openSync(this.logFile, 'a');
    this.child = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        TACET_TOPIC_PREFIX: `${this.run}.`,
        TACET_GROUP_PREFIX: this.run,
        TACET_SPANS_TOPIC: this.topics.otlpSpans,
        TACET_LOGS_TOPIC: this.topics.otlpLogs,
        TACET_TOPIC_PARTITIONS: '2',
        TACET_INPUT_TIMESTAMP_TYPE: 'CreateTime',
        TACET_INPUT_RETENTION_MS: String(60 * 86_400_000),
        TACET_CLICKHOUSE_DATABASE: this.run,
        TACET_HTTP_PORT: String(this.port),
        TACET_IDLE_AFTER_MS: '1000',
        TACET_LOG_LEVEL: 'warn',
      },
    });
    await this.until(
      'ready',
      async () => (await fetch(`${this.url}/health/ready`).catch(() => null))?.ok ?? false,
    );
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await ended;
  }

  /** Orderly end; resolves with the exit code. */
  async stop(): Promise<number | null> {
    const { child } = this;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill('SIGTERM');
    return ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await this.producer.close();
    await this.reader.close();
  }

  async number(sql: string): Promise<number> {
    const rows = await this.reader.query<{ value: string | number }>(sql).catch(() => []);
    return Number(rows[0]?.value ?? -1);
  }

  /** Polls until the condition holds; fails with what was awaited. */
  async until(what: string, condition: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
    const giveUpAt = Date.now() + timeoutMs;
    while (!(await condition())) {
      if (Date.now() > giveUpAt)
        throw new Error(`not ${what} within ${timeoutMs} ms; log in ${this.logFile}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
