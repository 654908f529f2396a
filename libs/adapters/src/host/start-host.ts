import 'reflect-metadata';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from 'nestjs-pino';
import type { Kafka } from 'kafkajs';
import type { TopicNames } from '@tacet/contracts';
import type { LogProducer } from '@tacet/runtime';
import type { Environment } from '../config';
import { ensureTopics, KafkaLogConsumer, type LogSink } from '../kafka';
import { migrateIfAsked } from './clickhouse-access';
import { LagGauge } from './lag-gauge';
import { Liveness } from './liveness';
import { LogConsumerStrategy } from './log-consumer.strategy';
import { KAFKA, LOG_PRODUCER, LOG_SINK, PlatformModule, TOPIC_NAMES } from './platform.module';
import type { RoleDefinition } from './role';

/** A role's Nest module and the token under which it provides its RoleDefinition. */
export interface HostedRole {
  module: Type;
  token: symbol;
}

@Module({})
class HostModule {
  static of(environment: Readonly<Environment>, roles: readonly HostedRole[]): DynamicModule {
    return {
      module: HostModule,
      imports: [PlatformModule.forRoot(environment), ...roles.map((role) => role.module)],
    };
  }
}

/**
 * Starts one process: its roles as Nest microservices over the log, and its health and metrics routes.
 * Shutdown (SIGTERM, SIGINT): stop fetching, drain, commit, leave the groups, then close the producer.
 */
export async function startHost(
  environment: Readonly<Environment>,
  roles: readonly HostedRole[],
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    HostModule.of(environment, roles),
    new FastifyAdapter(),
    { bufferLogs: true, abortOnError: false },
  );
  app.useLogger(app.get(Logger));
  const log = app.get<LogSink>(LOG_SINK);
  await migrateIfAsked(environment);
  const kafka = app.get<Kafka>(KAFKA);
  const created = await ensureTopics(kafka, {
    names: app.get<TopicNames>(TOPIC_NAMES),
    partitions: environment.TACET_TOPIC_PARTITIONS,
    replicationFactor: environment.TACET_TOPIC_REPLICATION,
    createInputs: environment.TACET_CREATE_INPUT_TOPICS,
    inputTimestampType: environment.TACET_INPUT_TIMESTAMP_TYPE,
    inputRetentionMs: environment.TACET_INPUT_RETENTION_MS,
  });
  if (created.length > 0) log('info', `created topics ${created.join(', ')}`);

  const definitions = await Promise.all(roles.map(({ token }) => app.get<Promise<RoleDefinition>>(token)));
  for (const definition of definitions) connectRole(app, environment, kafka, definition, log);
  closeInOrder(app, definitions);
  await app.startAllMicroservices();
  await app.listen(environment.TACET_HTTP_PORT, environment.TACET_HTTP_HOST);
  log(
    'info',
    `tacet runs ${environment.TACET_ROLES.join(', ')}; health on ${await app.getUrl()}/health/ready`,
  );
  return app;
}

function connectRole(
  app: NestFastifyApplication,
  environment: Readonly<Environment>,
  kafka: Kafka,
  definition: RoleDefinition,
  log: LogSink,
): void {
  const lag = app.get(LagGauge);
  const consumers = definition.consumers.map((consumer) => {
    const member = new KafkaLogConsumer(kafka, {
      groupId: `${environment.TACET_GROUP_PREFIX}-${consumer.group}`,
      log,
      onLag: (tp, records) => lag.set(consumer.group, tp, records),
      onFatal: (error) => endProcess(log, definition.name, error),
    });
    app.connectMicroservice({ strategy: new LogConsumerStrategy(member, consumer) });
    return member;
  });
  app.get(Liveness).register(definition, consumers);
}

/** A dead member cannot be mended from inside (kafkajs issues 1630, 1441): end, and be started again. */
function endProcess(log: LogSink, role: string, error: Error): void {
  log('error', `${role} cannot go on: ${error.message}`);
  setTimeout(() => process.exit(1), 250);
}

function closeInOrder(app: NestFastifyApplication, definitions: readonly RoleDefinition[]): void {
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    void (async () => {
      await app.close();
      for (const definition of definitions) await definition.close();
      await app.get<LogProducer>(LOG_PRODUCER).close();
      process.exit(0);
    })().catch(() => process.exit(1));
  };
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
}
