import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a local broker keeps what; all below one folder. */
export interface BrokerFolder {
  properties: string;
  logging: string;
  data: string;
  /** The broker's own log. */
  log: string;
  /** What the JVM itself prints, which is nothing on a good day. */
  console: string;
}

const MESSAGE_BYTES_MAX = 8 * 1024 * 1024;

/** Writes server.properties and the logging configuration for one KRaft node on the loopback interface. */
export function writeBrokerFiles(folder: string, port: number, controllerPort: number): BrokerFolder {
  const files: BrokerFolder = {
    properties: join(folder, 'server.properties'),
    logging: join(folder, 'log4j2.properties'),
    data: join(folder, 'data'),
    log: join(folder, 'kafka.log'),
    console: join(folder, 'console.log'),
  };
  mkdirSync(files.data, { recursive: true });
  writeFileSync(files.properties, toProperties(brokerProperties(files.data, port, controllerPort)));
  writeFileSync(files.logging, toProperties(loggingProperties(files.log)));
  return files;
}

function brokerProperties(
  dataDir: string,
  port: number,
  controllerPort: number,
): Record<string, string | number> {
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': dataDir,
    'auto.create.topics.enable': 'false',
    'message.max.bytes': MESSAGE_BYTES_MAX,
    'replica.fetch.max.bytes': MESSAGE_BYTES_MAX,
    // Guarantees ask for at least 72 h of retention; a week outlives a weekend with the laptop closed.
    'log.retention.hours': 168,
    'group.initial.rebalance.delay.ms': 0,
    // After a kill the next start waits until the controller forgets the dead incarnation: 9 s by default.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    // One user, one machine: small buffers instead of a server's.
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.threads': 1,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    'log.index.size.max.bytes': 1024 * 1024,
  };
}

function loggingProperties(logFile: string): Record<string, string> {
  return {
    status: 'error',
    'rootLogger.level': 'info',
    'rootLogger.appenderRef.file.ref': 'file',
    'appender.file.type': 'RollingFile',
    'appender.file.name': 'file',
    'appender.file.fileName': logFile,
    'appender.file.filePattern': `${logFile}.%i`,
    'appender.file.policies.type': 'Policies',
    'appender.file.policies.size.type': 'SizeBasedTriggeringPolicy',
    'appender.file.policies.size.size': '20MB',
    'appender.file.strategy.type': 'DefaultRolloverStrategy',
    'appender.file.strategy.max': '2',
    'appender.file.layout.type': 'PatternLayout',
    'appender.file.layout.pattern': '%d %p %c{1} %m%n',
  };
}

/** Java's .properties escapes with backslashes, which a Windows path is made of. */
function toProperties(entries: Record<string, string | number>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}
