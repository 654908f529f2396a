import { Module } from '@nestjs/common';
import type { TopicNames } from '@tacet/contracts';
import { ENVIRONMENT, LOG_PRODUCER, LOG_SINK, TOPIC_NAMES, type RoleDefinition } from '@tacet/adapters/host';
import { loadPrices, type Environment } from '@tacet/adapters/config';
import type { LogSink } from '@tacet/adapters/kafka';
import { OtlpStepDecoder } from '@tacet/adapters/otlp';
import { Metrics } from '@tacet/adapters/telemetry';
import type { LogProducer } from '@tacet/runtime';
import { ADMIT_DEFAULTS, type AdmitSettings } from './admit.config';
import { createAdmitObserver } from './admit.metrics';
import { AdmitPartition } from './admit.pipeline';
import { createDecodeMessageStep } from './steps/decode-message.step';

export const ADMIT_ROLE = Symbol('admit role');

@Module({
  providers: [
    {
      provide: ADMIT_ROLE,
      inject: [ENVIRONMENT, TOPIC_NAMES, LOG_PRODUCER, Metrics, LOG_SINK],
      useFactory: createAdmitRole,
    },
  ],
  exports: [ADMIT_ROLE],
})
export class AdmitModule {}

function createAdmitRole(
  environment: Environment,
  topics: TopicNames,
  producer: LogProducer,
  metrics: Metrics,
  log: LogSink,
): RoleDefinition {
  const settings = settingsOf(environment, topics);
  const decoder = new OtlpStepDecoder({
    prices: loadPrices(environment.TACET_PRICES_FILE),
    defaults: { tenant: environment.TACET_DEFAULT_TENANT, env: environment.TACET_DEFAULT_ENV },
  });
  const observe = createAdmitObserver(metrics, log);
  return {
    name: 'admit',
    consumers: [
      {
        group: 'admit',
        topics: [topics.otlpSpans, topics.otlpLogs],
        open: async (tp, start) =>
          new AdmitPartition(tp, start, {
            settings,
            producer,
            decodeMessage: createDecodeMessageStep(decoder, tp.topic === topics.otlpLogs ? 'logs' : 'traces'),
            partitionCounts: {
              steps: await producer.partitionsOf(topics.steps),
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

function settingsOf(environment: Environment, topics: TopicNames): AdmitSettings {
  return {
    ...ADMIT_DEFAULTS,
    windows: { ...ADMIT_DEFAULTS.windows, allowedLatenessMs: environment.TACET_ALLOWED_LATENESS_MS },
    watermarkBoundMs: environment.TACET_WATERMARK_BOUND_MS,
    idleAfterMs: environment.TACET_IDLE_AFTER_MS,
    topics,
  };
}
