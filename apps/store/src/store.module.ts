import { Module } from '@nestjs/common';
import { createRowStore } from '@tacet/adapters/clickhouse';
import type { Environment } from '@tacet/adapters/config';
import {
  clickHouseConfig,
  ENVIRONMENT,
  LOG_SINK,
  TOPIC_NAMES,
  type RoleDefinition,
} from '@tacet/adapters/host';
import type { LogSink } from '@tacet/adapters/kafka';
import { Metrics } from '@tacet/adapters/telemetry';
import type { TopicNames } from '@tacet/contracts';
import { systemClock } from '@tacet/runtime';
import { createStoreObserver } from './store.metrics';
import { createStoreTask } from './store.task';
import { TOPIC_TABLES } from './topic-tables';

export const STORE_ROLE = Symbol('store role');

@Module({
  providers: [
    {
      provide: STORE_ROLE,
      inject: [ENVIRONMENT, TOPIC_NAMES, Metrics, LOG_SINK],
      useFactory: createStoreRole,
    },
  ],
  exports: [STORE_ROLE],
})
export class StoreModule {}

function createStoreRole(
  environment: Environment,
  topics: TopicNames,
  metrics: Metrics,
  log: LogSink,
): RoleDefinition {
  const store = createRowStore(clickHouseConfig(environment));
  let setPaused: (paused: boolean) => void = () => undefined;
  const open = createStoreTask({
    store,
    clock: systemClock,
    topicPrefix: environment.TACET_TOPIC_PREFIX,
    ...createStoreObserver(metrics, log),
    onBlocked: (blocked) => setPaused(blocked),
  });
  return {
    name: 'store',
    consumers: [
      {
        group: 'store',
        topics: TOPIC_TABLES.map(({ topic }) => topics[topic]),
        open,
        onPauseSwitch: (pause) => {
          setPaused = pause;
        },
      },
    ],
    ready: () => store.ping(),
    close: () => store.close(),
  };
}
