import { gzipSync } from 'node:zlib';
import { CompressionCodecs, CompressionTypes, type Kafka } from 'kafkajs';
import { topicNames } from '@tacet/contracts';
import { connectKafka } from './connection';
import { KafkaLogConsumer } from './consumer';
import { logContract } from './log.contract';
import { KafkaLogProducer } from './producer';
import { ensureTopics } from './topics';

const DEADLINE_MS = 30_000;

function connect(): Kafka {
  const brokers = (process.env['TACET_KAFKA_BROKERS'] ?? '').split(',');
  return connectKafka({ brokers, clientId: 'contract', tls: false, allowInsecure: false }, () => undefined);
}

describe('the real broker', () => {
  jest.setTimeout(60_000);

  logContract(() => {
    const kafka = connect();
    return Promise.resolve({
      createTopic: async (name, partitions) => {
        const admin = kafka.admin();
        await admin.connect();
        await admin.createTopics({
          waitForLeaders: true,
          topics: [{ topic: name, numPartitions: partitions }],
        });
        await admin.disconnect();
      },
      producer: () => new KafkaLogProducer(kafka, () => undefined),
      consumer: (groupId) =>
        new KafkaLogConsumer(kafka, {
          groupId,
          log: () => undefined,
          onFatal: (error) => {
            throw error;
          },
        }),
      until: async (_consumer, condition) => {
        const giveUpAt = Date.now() + DEADLINE_MS;
        while (!condition() && Date.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 20));
        expect(condition()).toBe(true);
      },
    });
  });

  it('creates every topic of the topology once, and says which', async () => {
    const settings = {
      names: topicNames(`t${process.pid}.`),
      partitions: 1,
      replicationFactor: 1,
      createInputs: false,
      inputTimestampType: 'LogAppendTime' as const,
    };
    const created = await ensureTopics(connect(), settings);
    expect(created).toContain(`t${process.pid}.steps.v1`);
    await expect(ensureTopics(connect(), settings)).resolves.toEqual([]);
  });

  it.each([CompressionTypes.GZIP, CompressionTypes.Snappy, CompressionTypes.LZ4])(
    'reads back what was sent with codec %s',
    async (codec) => {
      const kafka = connect();
      const topic = `codec-${process.pid}-${codec}`;
      const admin = kafka.admin();
      await admin.connect();
      await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] });
      await admin.disconnect();
      const producer = new KafkaLogProducer(kafka, () => undefined, codec);
      const value = 'repeats '.repeat(5_000);
      await producer.send([{ topic, partition: 0, value }]);
      const seen: string[] = [];
      const consumer = new KafkaLogConsumer(kafka, {
        groupId: topic,
        log: () => undefined,
        onFatal: () => undefined,
      });
      await consumer.run([topic], () =>
        Promise.resolve({
          startOffset: 0,
          onRecords: (records) => {
            seen.push(...records.map((r) => Buffer.from(r.value ?? []).toString()));
            return Promise.resolve();
          },
          onTick: () => Promise.resolve(),
          commitPoint: () => null,
          onRevoked: () => undefined,
          drain: () => Promise.resolve(),
        }),
      );
      const giveUpAt = Date.now() + DEADLINE_MS;
      while (seen.length === 0 && Date.now() < giveUpAt) await new Promise((r) => setTimeout(r, 20));
      expect(seen).toEqual([value]);
      await consumer.stop();
      await producer.close();
    },
  );

  it('refuses a gzip bomb by its size, not by memory', async () => {
    connect();
    const codec = CompressionCodecs[CompressionTypes.GZIP]() as unknown as {
      decompress(b: Buffer): Promise<Buffer>;
    };
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    await expect(codec.decompress(bomb)).rejects.toThrow(/larger than|BUFFER_TOO_LARGE|Cannot create/);
  });
});
