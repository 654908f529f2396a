import type { SnapshotStore, StateSnapshot } from '@tacet/runtime';

/** The promises of SnapshotStore, for every implementation. Each test uses a fold of its own. */
export function snapshotStoreContract(underTest: () => SnapshotStore): void {
  const snapshot = (fold: string, key: string, guard: number, state = `{"g":${guard}}`): StateSnapshot => ({
    fold,
    partition: 0,
    key,
    guard,
    state,
  });

  it('returns what was saved, by key', async () => {
    const store = underTest();
    await store.save([snapshot('by-key', 'b', 1), snapshot('by-key', 'a', 2)]);
    expect(await store.load('by-key', 0)).toEqual([snapshot('by-key', 'a', 2), snapshot('by-key', 'b', 1)]);
  });

  it('lets the highest guard win whoever writes last', async () => {
    const store = underTest();
    await store.save([snapshot('guard', 'a', 1_700_000_040_000)]);
    await store.save([snapshot('guard', 'a', 1_700_000_100_000)]);
    await store.save([snapshot('guard', 'a', 1_700_000_040_000)]);
    expect(await store.load('guard', 0)).toEqual([snapshot('guard', 'a', 1_700_000_100_000)]);
  });

  it('keeps folds and partitions apart', async () => {
    const store = underTest();
    const elsewhere = { ...snapshot('apart', 'a', 1), partition: 1 };
    await store.save([snapshot('apart', 'a', 1), elsewhere, snapshot('apart-too', 'a', 1)]);
    expect(await store.load('apart', 1)).toEqual([elsewhere]);
  });

  it('gives state and key back byte for byte', async () => {
    const store = underTest();
    const odd = snapshot('bytes', 'turns\u001facme\u001f🎼\u001f"', 1, '{"t":"\\u0000 \\n {x:String}"}');
    await store.save([odd]);
    expect(await store.load('bytes', 0)).toEqual([odd]);
  });

  it('keeps guards exact up to 2^53', async () => {
    const store = underTest();
    await store.save([snapshot('exact', 'a', Number.MAX_SAFE_INTEGER)]);
    expect((await store.load('exact', 0))[0]!.guard).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('knows nothing of a fold that never saved', async () => {
    await underTest().save([]);
    expect(await underTest().load('never', 0)).toEqual([]);
  });
}
