import { TABLES, TOPICS } from '@tacet/contracts';
import { TOPIC_TABLES } from './topic-tables';

describe('topic tables', () => {
  it('cover what the topology says store reads, and where it lands', () => {
    const readByStore = TOPICS.filter((topic) => topic.readers.includes('store')).map((topic) => topic.id);
    expect(TOPIC_TABLES.map(({ topic }) => topic).sort()).toEqual(readByStore.sort());
    for (const { topic, table } of TOPIC_TABLES) {
      expect(TABLES.find(({ name }) => name === table)?.from).toBe(topic);
    }
  });
});
