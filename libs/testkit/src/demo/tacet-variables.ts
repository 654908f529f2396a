import { topicNames, type TopicNames } from '@tacet/contracts';
import type { Stack } from '../../../../stack';

const DAY_MS = 86_400_000;

/** The environment of a Tacet that has topics, groups and a database of its own, on a stack it may share. */
export function tacetVariables(
  stack: Pick<Stack, 'kafka' | 'clickhouse'>,
  run: string,
  topics: TopicNames,
  httpPort: number,
  partitions: number,
): Record<string, string> {
  return {
    TACET_KAFKA_BROKERS: stack.kafka.brokers.join(','),
    TACET_TOPIC_PREFIX: `${run}.tacet.`,
    TACET_GROUP_PREFIX: run,
    TACET_SPANS_TOPIC: topics.otlpSpans,
    TACET_LOGS_TOPIC: topics.otlpLogs,
    TACET_TOPIC_PARTITIONS: String(partitions),
    TACET_INPUT_TIMESTAMP_TYPE: 'CreateTime',
    TACET_INPUT_RETENTION_MS: String(60 * DAY_MS),
    TACET_CLICKHOUSE_URL: stack.clickhouse.url,
    TACET_CLICKHOUSE_USER: stack.clickhouse.user,
    TACET_CLICKHOUSE_PASSWORD: stack.clickhouse.password,
    TACET_CLICKHOUSE_DATABASE: run,
    TACET_HTTP_PORT: String(httpPort),
    TACET_LOG_LEVEL: 'warn',
  };
}

/** Topic names of one run, so that runs on one broker do not meet. */
export function topicsOfRun(run: string): TopicNames {
  return topicNames(`${run}.tacet.`, { otlpSpans: `${run}.otlp_spans`, otlpLogs: `${run}.otlp_logs` });
}
