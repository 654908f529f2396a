import { StoreUnavailableError } from '@tacet/runtime';
import { createMemoryRowStore } from './memory-row-store';
import { rowStoreContract } from './row-store.contract';

describe('memory row store', () => {
  const store = createMemoryRowStore();
  rowStoreContract(() => ({
    store,
    finalRows: async (table, columns) =>
      store
        .finalRows(table)
        .map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])))
        .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  }));

  it('can refuse an insert, and can apply one whose answer is lost', async () => {
    const faulty = createMemoryRowStore();
    const row = { topic: 'otlp_spans', kafka_partition: 0, kafka_offset: 7 };
    faulty.setFault(() => 'unavailable');
    await expect(faulty.insert('dead_letters', [row])).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(faulty.finalRows('dead_letters')).toHaveLength(0);
    faulty.setFault(() => 'ack-lost');
    await expect(faulty.insert('dead_letters', [row])).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(faulty.finalRows('dead_letters')).toHaveLength(1);
  });
});
