import { logContract } from './log.contract';
import { type MemoryConsumer, MemoryLog } from './memory-log';

describe('the in-memory log', () => {
  logContract(() => {
    const log = new MemoryLog();
    return Promise.resolve({
      createTopic: (name, partitions) => {
        log.createTopic(name, partitions);
        return Promise.resolve();
      },
      producer: () => log.producer(),
      consumer: (groupId) => log.consumer(groupId),
      until: async (consumer, condition) => {
        for (let i = 0; i < 10 && !condition(); i++) await (consumer as MemoryConsumer).pump();
        expect(condition()).toBe(true);
      },
    });
  });
});
