import { Module } from '@nestjs/common';
import type { TopicNames } from '@tacet/contracts';
import { LOG_PRODUCER, LOG_SINK, TOPIC_NAMES, type RoleDefinition } from '@tacet/adapters/host';
import type { LogSink } from '@tacet/adapters/kafka';
import { Metrics } from '@tacet/adapters/telemetry';
import type { LogProducer } from '@tacet/runtime';
import { ASSEMBLE_DEFAULTS } from './assemble.config';
import { createAssembleObserver } from './assemble.metrics';
import { AssemblePartition } from './assemble.pipeline';

export const ASSEMBLE_ROLE = Symbol('assemble role');

@Module({
  providers: [
    {
      provide: ASSEMBLE_ROLE,
      inject: [TOPIC_NAMES, LOG_PRODUCER, Metrics, LOG_SINK],
      useFactory: createAssembleRole,
    },
  ],
  exports: [ASSEMBLE_ROLE],
})
export class AssembleModule {}

function createAssembleRole(
  topics: TopicNames,
  producer: LogProducer,
  metrics: Metrics,
  log: LogSink,
): RoleDefinition {
  const settings = { ...ASSEMBLE_DEFAULTS, topics, inputTopics: [topics.otlpSpans, topics.otlpLogs] };
  const observe = createAssembleObserver(metrics, log);
  return {
    name: 'assemble',
    consumers: [
      {
        group: 'assemble',
        topics: [topics.steps],
        open: async (tp, start) =>
          new AssemblePartition(tp, start, {
            settings,
            producer,
            partitionCounts: {
              findings: await producer.partitionsOf(topics.findings),
              partials: await producer.partitionsOf(topics.partials),
            },
            observe,
          }),
      },
    ],
    ready: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}
