import type { Admin, Kafka } from 'kafkajs';
import { TOPICS, type TopicDefinition, type TopicNames } from '@tacet/contracts';

export interface TopicSettings {
  names: TopicNames;
  /** Partitions of topics that are created here; existing topics keep theirs. */
  partitions: number;
  replicationFactor: number;
  /** Create the input topics too when they are missing (demo and tests; collectors usually own them). */
  createInputs: boolean;
  /** `LogAppendTime` for inputs in production; the demo replays history and so needs the producer's time. */
  inputTimestampType: 'LogAppendTime' | 'CreateTime';
  /** Retention of inputs created here; replayed history is older than the usual days. */
  inputRetentionMs?: number;
}

const MESSAGE_BYTES_MAX = 8 * 1024 * 1024;

/** Creates the topics that are missing and returns their names. Existing topics are never changed. */
export async function ensureTopics(kafka: Kafka, settings: TopicSettings): Promise<string[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = TOPICS.filter(
      (topic) => (topic.owned || settings.createInputs) && !existing.has(settings.names[topic.id]),
    );
    if (missing.length === 0) return [];
    // Several processes may start at once: a topic that another one just created is what we wanted.
    await createIgnoringExisting(admin, {
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic: settings.names[topic.id],
        numPartitions: settings.partitions,
        replicationFactor: settings.replicationFactor,
        configEntries: [
          { name: 'retention.ms', value: String(retentionOf(topic, settings)) },
          { name: 'max.message.bytes', value: String(MESSAGE_BYTES_MAX) },
          {
            name: 'message.timestamp.type',
            value: topic.owned ? 'LogAppendTime' : settings.inputTimestampType,
          },
        ],
      })),
    });
    return missing.map((topic) => settings.names[topic.id]);
  } finally {
    await admin.disconnect();
  }
}

async function createIgnoringExisting(
  admin: Admin,
  request: Parameters<Admin['createTopics']>[0],
): Promise<void> {
  try {
    await admin.createTopics(request);
  } catch (error) {
    const nested = (error as { errors?: { type?: string }[] }).errors ?? [error as { type?: string }];
    if (!nested.every((cause) => cause.type === 'TOPIC_ALREADY_EXISTS')) throw error;
  }
}

function retentionOf(topic: TopicDefinition, settings: TopicSettings): number {
  return topic.owned ? topic.retentionMs : (settings.inputRetentionMs ?? topic.retentionMs);
}
