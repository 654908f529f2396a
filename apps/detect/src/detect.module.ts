import { Module } from '@nestjs/common';
import { createReader, createSnapshotStore } from '@tacet/adapters/clickhouse';
import type { Environment } from '@tacet/adapters/config';
import {
  clickHouseConfig,
  ENVIRONMENT,
  LOG_PRODUCER,
  LOG_SINK,
  TOPIC_NAMES,
  type RoleDefinition,
} from '@tacet/adapters/host';
import type { LogSink } from '@tacet/adapters/kafka';
import { Metrics } from '@tacet/adapters/telemetry';
import type { TopicNames } from '@tacet/contracts';
import { SERIES_DETECTORS, VOLUME_DETECTORS } from '@tacet/core/detectors/series';
import type { LogProducer } from '@tacet/runtime';
import { DETECT_DEFAULTS } from './detect.config';
import { createDetectObserver } from './detect.metrics';
import { createDetectTask } from './detect.pipeline';

export const DETECT_ROLE = Symbol('detect role');

@Module({
  providers: [
    {
      provide: DETECT_ROLE,
      inject: [ENVIRONMENT, TOPIC_NAMES, LOG_PRODUCER, Metrics, LOG_SINK],
      useFactory: createDetectRole,
    },
  ],
  exports: [DETECT_ROLE],
})
export class DetectModule {}

function createDetectRole(
  environment: Environment,
  topics: TopicNames,
  producer: LogProducer,
  metrics: Metrics,
  log: LogSink,
): RoleDefinition {
  const config = clickHouseConfig(environment);
  const snapshots = createSnapshotStore(config);
  const reader = createReader(config);
  const open = createDetectTask({
    settings: {
      ...DETECT_DEFAULTS,
      falseAlarmsPerWeek: environment.TACET_FALSE_ALARMS_PER_WEEK,
      detectors: environment.TACET_WATCH_TURN_VOLUME
        ? [...SERIES_DETECTORS, ...VOLUME_DETECTORS]
        : SERIES_DETECTORS,
      topics,
    },
    producer,
    snapshots,
    observe: createDetectObserver(metrics, log),
  });
  return {
    name: 'detect',
    consumers: [{ group: 'detect', topics: [topics.partials, topics.findings], open }],
    ready: () => reader.query('SELECT 1').then(() => true),
    close: async () => {
      await snapshots.close();
      await reader.close();
    },
  };
}
