import { createMemorySnapshotStore } from '@tacet/adapters/clickhouse';
import { StoreUnavailableError } from '@tacet/runtime';
import { EMPTY_RATES_FOLD, EmptyRatesMemory } from './empty-rates-memory.step';

const MINUTE_MS = 60_000;
const normal = (memory: EmptyRatesMemory, atMs: number): boolean =>
  memory.rates.isNormal(atMs, 's', 'a', 'search');

/** Twenty calls, half of them empty, in the minute that starts at `atMs`. */
function observe(memory: EmptyRatesMemory, atMs: number): void {
  memory.rates.observe(atMs, 's', 'a', 'search', { calls: 20, empty: 10 });
}

describe('memory of empty rates', () => {
  it('is restored as of the D of the commit, not as of the latest write', async () => {
    const store = createMemorySnapshotStore();
    const first = new EmptyRatesMemory(store, 0, [], -1);
    first.rates.settle(10 * MINUTE_MS);
    await first.save();
    observe(first, 10 * MINUTE_MS);
    first.rates.settle(11 * MINUTE_MS);
    await first.save();

    const saved = await store.load(EMPTY_RATES_FOLD, 0);
    expect(normal(new EmptyRatesMemory(store, 0, saved, 10 * MINUTE_MS), 60 * MINUTE_MS)).toBe(false);
    expect(normal(new EmptyRatesMemory(store, 0, saved, 11 * MINUTE_MS + 7), 60 * MINUTE_MS)).toBe(true);
  });

  it('does not count again what a replay observes under its D', async () => {
    const store = createMemorySnapshotStore();
    const first = new EmptyRatesMemory(store, 0, [], -1);
    first.rates.observe(MINUTE_MS, 's', 'a', 'search', { calls: 19, empty: 19 });
    first.rates.settle(2 * MINUTE_MS);
    await first.save();
    const again = new EmptyRatesMemory(store, 0, await store.load(EMPTY_RATES_FOLD, 0), 2 * MINUTE_MS);
    again.rates.observe(MINUTE_MS, 's', 'a', 'search', { calls: 19, empty: 19 });
    expect(normal(again, 60 * MINUTE_MS)).toBe(false);
  });

  it('says so when the store is away, and writes what is new once it is back', async () => {
    const store = createMemorySnapshotStore();
    let away = true;
    const flaky = {
      ...store,
      save: (rows: Parameters<typeof store.save>[0]) =>
        away ? Promise.reject(new StoreUnavailableError('away')) : store.save(rows),
    };
    const memory = new EmptyRatesMemory(flaky, 0, [], -1);
    observe(memory, 0);
    memory.rates.settle(MINUTE_MS);
    await expect(memory.save()).resolves.toBe(false);
    away = false;
    await expect(memory.save()).resolves.toBe(true);
    await expect(store.load(EMPTY_RATES_FOLD, 0)).resolves.toHaveLength(1);
  });
});
