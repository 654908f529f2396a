import { Module } from '@nestjs/common';
import type { TopicNames } from '@tacet/contracts';
import {
  clickHouseConfig,
  ENVIRONMENT,
  LOG_PRODUCER,
  LOG_SINK,
  TOPIC_NAMES,
  type RoleDefinition,
} from '@tacet/adapters/host';
import type { LogSink } from '@tacet/adapters/kafka';
import { createReader, createSnapshotStore } from '@tacet/adapters/clickhouse';
import type { Environment } from '@tacet/adapters/config';
import { Metrics } from '@tacet/adapters/telemetry';
import type { LogProducer } from '@tacet/runtime';
import { ASSEMBLE_DEFAULTS } from './assemble.config';
import { createAssembleObserver } from './assemble.metrics';
import { AssemblePartition } from './assemble.pipeline';
import { EMPTY_RATES_FOLD } from './steps/empty-rates-memory.step';

export const ASSEMBLE_ROLE = Symbol('assemble role');

@Module({
  providers: [
    {
      provide: ASSEMBLE_ROLE,
      inject: [ENVIRONMENT, TOPIC_NAMES, LOG_PRODUCER, Metrics, LOG_SINK],
      useFactory: createAssembleRole,
    },
  ],
  exports: [ASSEMBLE_ROLE],
})
export class AssembleModule {}

function createAssembleRole(
  environment: Environment,
  topics: TopicNames,
  producer: LogProducer,
  metrics: Metrics,
  log: LogSink,
): RoleDefinition {
  const settings = { ...ASSEMBLE_DEFAULTS, topics, inputTopics: [topics.otlpSpans, topics.otlpLogs] };
  const observe = createAssembleObserver(metrics, log);
  const config = clickHouseConfig(environment);
  const snapshots = createSnapshotStore(config);
  const reader = createReader(config);
  return {
    name: 'assemble',
    consumers: [
      {
        group: 'assemble',
        topics: [topics.steps],
        open: async (tp, start) =>
          new AssemblePartition(tp, start, await snapshots.load(EMPTY_RATES_FOLD, tp.partition), {
            settings,
            producer,
            snapshots,
            partitionCounts: {
              findings: await producer.partitionsOf(topics.findings),
              partials: await producer.partitionsOf(topics.partials),
            },
            observe,
          }),
      },
    ],
    ready: () => reader.query('SELECT 1').then(() => true),
    close: async () => {
      await snapshots.close();
      await reader.close();
    },
  };
}
