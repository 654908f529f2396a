import { ConfigResourceTypes, type Admin } from 'kafkajs';
import type { PartitionStart, TopicPartition } from '@tacet/runtime';

/** Reads the committed (offset, metadata) pair and what the log still holds. */
export async function readPartitionStart(
  admin: Admin,
  groupId: string,
  tp: TopicPartition,
): Promise<PartitionStart> {
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
