import { Module } from '@nestjs/common';
import type { TopicNames } from '@tacet/contracts';
import { ENVIRONMENT, LOG_PRODUCER, LOG_SINK, TOPIC_NAMES, type RoleDefinition } from '@tacet/adapters/host';
import { loadPrices, type Environment } from '@tacet/adapters/config';
import type { LogSink } from '@tacet/adapters/kafka';
import { OtlpStepDecoder } from '@tacet/adapters/otlp';
import { Metrics } from '@tacet/adapters/telemetry';
import type { LogProducer, PartitionStart } from '@tacet/runtime';
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
    hashKey: environment.TACET_HASH_KEY,
  });
  const observe = createAdmitObserver(metrics, log);
  const warnOnce = createTimestampWarning(log);
  return {
    name: 'admit',
    consumers: [
      {
        group: 'admit',
        topics: [topics.otlpSpans, topics.otlpLogs],
        open: async (tp, start) => {
          warnOnce(tp.topic, start.timestampType);
          return new AdmitPartition(tp, start, {
            settings,
            producer,
            decodeMessage: createDecodeMessageStep(decoder, tp.topic === topics.otlpLogs ? 'logs' : 'traces'),
            partitionCounts: {
              steps: await producer.partitionsOf(topics.steps),
              partials: await producer.partitionsOf(topics.partials),
            },
            observe,
          });
        },
      },
    ],
    ready: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}

/** Producers' clocks move the watermark where the broker does not stamp records: said once per topic. */
function createTimestampWarning(
  log: LogSink,
): (topic: string, type: PartitionStart['timestampType']) => void {
  const warned = new Set<string>();
  return (topic, type) => {
    if (type === 'LogAppendTime' || warned.has(topic)) return;
    warned.add(topic);
    log(
      'warn',
      `${topic} has message.timestamp.type=CreateTime: a producer with a wrong clock moves the watermark; ` +
        'LogAppendTime is recommended',
    );
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
