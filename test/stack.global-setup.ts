import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, startStack } from '../stack';

/**
 * One Kafka and one ClickHouse for the whole integration tier: those named by the environment, else local ones on free
 * ports over a temporary folder. Tests find them in TACET_KAFKA_BROKERS and TACET_CLICKHOUSE_URL (_USER, _PASSWORD).
 */
export default async function setup(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tacet-test-stack-'));
  const stack = await startStack({
    dataDir,
    docker: 'never',
    kafkaPort: await findFreePort(),
    clickhousePort: await findFreePort(),
  });
  process.env.TACET_KAFKA_BROKERS = stack.kafka.brokers.join(',');
  process.env.TACET_CLICKHOUSE_URL = stack.clickhouse.url;
  process.env.TACET_CLICKHOUSE_USER = stack.clickhouse.user;
  process.env.TACET_CLICKHOUSE_PASSWORD = stack.clickhouse.password;
  process.env.TACET_TEST_STACK_DIR = dataDir;
}
