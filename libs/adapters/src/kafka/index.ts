export { connectKafka, type KafkaConnection, type LogSink } from './connection';
export { BATCH_BYTES_MAX, registerCodecs } from './codecs';
export { KafkaLogConsumer, type KafkaConsumerOptions } from './consumer';
export { KafkaLogProducer } from './producer';
export { ensureTopics, type TopicSettings } from './topics';
export { MemoryLog } from './memory-log';
