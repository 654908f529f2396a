import { Module } from '@nestjs/common';
import { createReader, createSnapshotStore } from '@tacet/adapters/clickhouse';
import type { Environment } from '@tacet/adapters/config';
import {
  clickHouseConfig,
  ENVIRONMENT,
  LOG_PRODUCER,
  TOPIC_NAMES,
  type RoleDefinition,
} from '@tacet/adapters/host';
import { Metrics } from '@tacet/adapters/telemetry';
import type { RecoveryAction, TopicNames } from '@tacet/contracts';
import { DEFAULT_HEALING_POLICY } from '@tacet/core/healing';
import type { LogProducer } from '@tacet/runtime';
import { createHealObserver } from './heal.metrics';
import { createHealTask } from './heal.task';

export const HEAL_ROLE = Symbol('heal role');

@Module({
  providers: [
    {
      provide: HEAL_ROLE,
      inject: [ENVIRONMENT, TOPIC_NAMES, LOG_PRODUCER, Metrics],
      useFactory: createHealRole,
    },
  ],
  exports: [HEAL_ROLE],
})
export class HealModule {}

function createHealRole(
  environment: Environment,
  topics: TopicNames,
  producer: LogProducer,
  metrics: Metrics,
): RoleDefinition {
  const config = clickHouseConfig(environment);
  const snapshots = createSnapshotStore(config);
  const reader = createReader(config);
  const armed = environment.TACET_ARMED_RECOVERIES as RecoveryAction[];
  return {
    name: 'heal',
    consumers: [
      {
        group: 'heal',
        topics: [topics.anomalies],
        open: createHealTask({
          producer,
          snapshots,
          topics,
          policy: { ...DEFAULT_HEALING_POLICY, allowedActions: armed },
          observe: createHealObserver(metrics),
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
