import { Global, Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import type { Kafka } from 'kafkajs';
import { topicNames } from '@tacet/contracts';
import type { Environment } from '../config';
import { connectKafka, KafkaLogProducer, type LogSink } from '../kafka';
import { Metrics } from '../telemetry';
import { HealthController } from './health.controller';
import { LagGauge } from './lag-gauge';
import { Liveness } from './liveness';
import { MetricsController } from './metrics.controller';

export const ENVIRONMENT = Symbol('environment');
export const KAFKA = Symbol('kafka');
export const LOG_PRODUCER = Symbol('log producer');
export const LOG_SINK = Symbol('log sink');
export const TOPIC_NAMES = Symbol('topic names');

/** What every role needs from its process: environment, log, Kafka, one producer, metrics and health. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(environment: Readonly<Environment>): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TerminusModule.forRoot({ logger: false }),
        LoggerModule.forRoot({
          pinoHttp: { level: environment.TACET_LOG_LEVEL, autoLogging: false, quietReqLogger: true },
        }),
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        Metrics,
        Liveness,
        LagGauge,
        { provide: ENVIRONMENT, useValue: environment },
        {
          provide: TOPIC_NAMES,
          useValue: topicNames(environment.TACET_TOPIC_PREFIX, {
            otlpSpans: environment.TACET_SPANS_TOPIC,
            otlpLogs: environment.TACET_LOGS_TOPIC,
          }),
        },
        { provide: LOG_SINK, inject: [PinoLogger], useFactory: sinkOf },
        {
          provide: KAFKA,
          inject: [LOG_SINK],
          useFactory: (log: LogSink): Kafka =>
            connectKafka(
              {
                brokers: environment.TACET_KAFKA_BROKERS,
                clientId: `tacet-${environment.TACET_ROLES.join('-')}`,
                tls: environment.TACET_KAFKA_TLS,
                tlsCaFile: environment.TACET_KAFKA_TLS_CA_FILE,
                saslMechanism: environment.TACET_KAFKA_SASL_MECHANISM,
                saslUsername: environment.TACET_KAFKA_SASL_USERNAME,
                saslPasswordFile: environment.TACET_KAFKA_SASL_PASSWORD_FILE,
                allowInsecure: environment.TACET_KAFKA_INSECURE,
              },
              log,
            ),
        },
        {
          provide: LOG_PRODUCER,
          inject: [KAFKA, LOG_SINK],
          useFactory: (kafka: Kafka, log: LogSink) => new KafkaLogProducer(kafka, log),
        },
      ],
      exports: [Metrics, Liveness, ENVIRONMENT, KAFKA, LOG_PRODUCER, LOG_SINK, TOPIC_NAMES],
    };
  }
}

function sinkOf(logger: PinoLogger): LogSink {
  return (level, message) => logger[level](message);
}
