import { connect } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';

/**
 * True when the broker at `host:port` serves metadata and its group coordinator is up. Asking for a group's offsets
 * makes a new broker create the offsets topic now, so that the first real consumer does not meet "coordinator not available".
 */
export async function brokerAnswers(broker: string): Promise<boolean> {
  if (!(await acceptsConnections(broker))) return false;
  const kafka = new Kafka({
    clientId: 'tacet-stack-probe',
    brokers: [broker],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 5000,
    retry: { initialRetryTime: 50, retries: 8 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    await admin.fetchOffsets({ groupId: 'tacet-stack-probe' });
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** A plain TCP connect first: kafkajs retries a refused one for seconds. */
function acceptsConnections(broker: string): Promise<boolean> {
  const split = broker.lastIndexOf(':');
  return new Promise((resolve) => {
    const socket = connect({
      host: broker.slice(0, split).replace(/^\[|\]$/g, ''),
      port: Number(broker.slice(split + 1)),
    });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
