import { ConfigResourceTypes, type Admin } from 'kafkajs';
import type { PartitionStart, TopicPartition } from '@tacet/runtime';

const ATTEMPTS = 40;
const PAUSE_MS = 500;

/**
 * Reads the committed (offset, metadata) pair and what the log still holds. Tries again for a while: just after
 * a topic was made, or a leader moved, brokers answer with errors that pass.
 */
export async function readPartitionStart(
  admin: Admin,
  groupId: string,
  tp: TopicPartition,
): Promise<PartitionStart> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(admin, groupId, tp);
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function readOnce(admin: Admin, groupId: string, tp: TopicPartition): Promise<PartitionStart> {
  const [committed, ranges, timestampType] = await Promise.all([
    admin.fetchOffsets({ groupId, topics: [tp.topic] }),
    admin.fetchTopicOffsets(tp.topic),
    timestampTypeOf(admin, tp.topic),
  ]);
  const own = committed[0]?.partitions.find((entry) => entry.partition === tp.partition);
  const range = ranges.find((entry) => entry.partition === tp.partition);
  const offset = own ? Number(own.offset) : -1;
  return {
    committed: offset >= 0 ? { offset, metadata: own?.metadata ?? '' } : null,
    lowOffset: range ? Number(range.low) : 0,
    highOffset: range ? Number(range.high) : 0,
    partitions: ranges.length,
    timestampType,
  };
}

async function timestampTypeOf(admin: Admin, topic: string): Promise<PartitionStart['timestampType']> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: ['message.timestamp.type'] }],
  });
  const value = resources[0]?.configEntries[0]?.configValue;
  return value === 'LogAppendTime' ? 'LogAppendTime' : 'CreateTime';
}
