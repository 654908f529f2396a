import { readFileSync } from 'node:fs';
import { Kafka, logLevel, type KafkaConfig, type LogEntry } from 'kafkajs';
import { registerCodecs } from './codecs';

export interface KafkaConnection {
  brokers: string[];
  clientId: string;
  /** PEM file of the authority; TLS is on when set or when `tls` is true. */
  tls: boolean;
  tlsCaFile?: string;
  saslMechanism?: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  saslUsername?: string;
  /** File that holds the password: secrets never stand in arguments. */
  saslPasswordFile?: string;
  /** Plaintext to a broker that is not on loopback is refused unless this says otherwise. */
  allowInsecure: boolean;
}

export type LogSink = (level: 'error' | 'warn' | 'info', message: string) => void;

/** A kafkajs client with our codecs and bounded, payload-free logging. Throws on an unsafe configuration. */
export function connectKafka(connection: KafkaConnection, log: LogSink): Kafka {
  refuseInsecureRemote(connection);
  registerCodecs();
  return new Kafka({
    clientId: connection.clientId,
    brokers: connection.brokers,
    ssl: tlsOf(connection),
    sasl: saslOf(connection),
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 30 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => forward(entry, log),
  });
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?):\d+$/;

function refuseInsecureRemote(connection: KafkaConnection): void {
  if (connection.tls || connection.allowInsecure) return;
  const remote = connection.brokers.filter((broker) => !LOOPBACK.test(broker));
  if (remote.length > 0) {
    throw new Error(
      `refusing plaintext to ${remote.join(', ')}: set TACET_KAFKA_TLS=1, or TACET_KAFKA_INSECURE=1 to accept it`,
    );
  }
}

function tlsOf(connection: KafkaConnection): KafkaConfig['ssl'] {
  if (!connection.tls) return false;
  if (!connection.tlsCaFile) return true;
  return { rejectUnauthorized: true, ca: [readFileSync(connection.tlsCaFile, 'utf8')] };
}

function saslOf(connection: KafkaConnection): KafkaConfig['sasl'] {
  const { saslMechanism: mechanism, saslUsername: username, saslPasswordFile } = connection;
  if (!mechanism) return undefined;
  if (!username || !saslPasswordFile) throw new Error('SASL needs a user name and a password file');
  const password = readFileSync(saslPasswordFile, 'utf8').trim();
  return { mechanism, username, password } as KafkaConfig['sasl'];
}

/** kafkajs's own words only: its extra fields may hold keys or values. */
function forward(entry: LogEntry, log: LogSink): void {
  const level = entry.level === logLevel.ERROR ? 'error' : entry.level === logLevel.WARN ? 'warn' : 'info';
  const error = typeof entry.log['error'] === 'string' ? `: ${entry.log['error']}` : '';
  log(level, `${entry.log.message}${error}`);
}
