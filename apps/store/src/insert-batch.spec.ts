import { createMemoryRowStore } from '@tacet/adapters/clickhouse';
import { StoreUnavailableError, type TableRow } from '@tacet/runtime';
import { insertBatch } from './insert-batch';

const letter = (offset: number, bytes: unknown = 1): TableRow => ({
  topic: 't',
  kafka_partition: 0,
  kafka_offset: offset,
  bytes,
});

const offsetsIn = (store: ReturnType<typeof createMemoryRowStore>): unknown[] =>
  store.finalRows('dead_letters').map((row) => row['kafka_offset']);

describe('insert batch', () => {
  it('sends good rows in one insert', async () => {
    const store = createMemoryRowStore();
    expect(await insertBatch(store, 'dead_letters', [letter(1), letter(2)])).toEqual([]);
    expect(store.inserts).toEqual([{ table: 'dead_letters', rows: 2 }]);
  });

  it('leaves out the bad rows alone, in few inserts', async () => {
    const store = createMemoryRowStore();
    const rows = Array.from({ length: 1_000 }, (_, i) => letter(i, i === 10 || i === 700 ? 'bad' : 1));
    const rejected = await insertBatch(store, 'dead_letters', rows);
    expect(rejected).toEqual(Array(2).fill('CANNOT_PARSE_INPUT_ASSERTION_FAILED (27)'));
    expect(offsetsIn(store)).toHaveLength(998);
    expect(store.inserts.length).toBeLessThan(50);
  });

  it('passes on that the store is away, also in the middle of halving', async () => {
    const store = createMemoryRowStore();
    store.setFault((_, rows) => (rows.length === 1 ? 'unavailable' : null));
    const rows = [letter(1), letter(2, 'bad'), letter(3), letter(4)];
    await expect(insertBatch(store, 'dead_letters', rows)).rejects.toBeInstanceOf(StoreUnavailableError);
  });

  it('waits instead of skipping when the table takes no row at all', async () => {
    const store = createMemoryRowStore();
    const rows = Array.from({ length: 200 }, (_, i) => letter(i, 'bad'));
    await expect(insertBatch(store, 'dead_letters', rows)).rejects.toThrow('table and rows disagree');
  });
});
