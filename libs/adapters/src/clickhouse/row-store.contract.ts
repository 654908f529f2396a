import { RowRejectedError, type RowStore, type TableRow } from '@tacet/runtime';
import { lineOf } from './row-values';
import { TABLE_COLUMNS } from './table-columns';

/** What the suite needs: a store over empty tables, and a way to read what a reader sees. */
export interface RowStoreUnderTest {
  store: RowStore;
  /** `columns` of the table's final rows, times as `Column` integers, ordered by `columns`. */
  finalRows(table: string, columns: readonly string[]): Promise<TableRow[]>;
}

/** The promises of RowStore, for every implementation. Each test writes under a tenant of its own. */
export function rowStoreContract(underTest: () => RowStoreUnderTest): void {
  const window = (tenant: string, version: number, n: number): TableRow => ({
    signal: 'turns',
    tenant,
    agent: 'buyer',
    window_start: 1_700_000_040,
    kind: 'on-time',
    bucket_start: 0,
    version,
    n,
    sum: 10 * n,
    measures: { failed: n },
    bins: [3, 70_000],
    bin_counts: [n, 1],
  });
  const read = async (table: string, tenant: string, columns: readonly string[]): Promise<TableRow[]> =>
    (await underTest().finalRows(table, ['tenant', ...columns])).filter((row) => row['tenant'] === tenant);

  it('answers a ping', async () => {
    expect(await underTest().store.ping()).toBe(true);
  });

  it('changes nothing when rows are repeated', async () => {
    const { store } = underTest();
    await store.insert('windows', [window('repeat', 2, 2)]);
    await store.insert('windows', [window('repeat', 2, 2)]);
    const expected = [{ tenant: 'repeat', n: 2, sum: 20, measures: { failed: 2 }, bins: [3, 70_000] }];
    expect(await read('windows', 'repeat', ['n', 'sum', 'measures', 'bins'])).toEqual(expected);
  });

  it('keeps the highest version whatever the order of arrival', async () => {
    const { store } = underTest();
    await store.insert('windows', [window('order', 3, 3)]);
    await store.insert('windows', [window('order', 2, 2), window('order', 1, 1)]);
    expect(await read('windows', 'order', ['n'])).toEqual([{ tenant: 'order', n: 3 }]);
  });

  it('keeps rows of different identity apart', async () => {
    const { store } = underTest();
    const late = { ...window('apart', 1, 1), kind: 'late', bucket_start: 1_700_000_100 };
    await store.insert('windows', [window('apart', 2, 2), late]);
    expect(await read('windows', 'apart', ['kind', 'n'])).toEqual([
      { tenant: 'apart', kind: 'late', n: 1 },
      { tenant: 'apart', kind: 'on-time', n: 2 },
    ]);
  });

  it('tells one position from another, and knows a position again', async () => {
    const { store } = underTest();
    const step = { tenant: 'steps', agent: 'a', started_at: 1_700_000_000_123_456, ok: true, origin: 'o/0' };
    const repeat = [{ ...step, position: 1 }];
    await store.insert('steps', [
      { ...step, position: 1 },
      { ...step, position: 2 },
    ]);
    await store.insert('steps', repeat);
    expect(await read('steps', 'steps', ['position'])).toEqual([
      { tenant: 'steps', position: 1 },
      { tenant: 'steps', position: 2 },
    ]);
  });

  it('keeps absent apart from zero and false', async () => {
    const { store } = underTest();
    const step = { tenant: 'absent', agent: 'a', started_at: 1, ok: false, origin: 'o/0' };
    await store.insert('steps', [
      { ...step, position: 1 },
      { ...step, position: 2, input_tokens: 0, refusal: false },
    ]);
    expect(await read('steps', 'absent', ['position', 'input_tokens', 'refusal', 'model', 'ok'])).toEqual([
      { tenant: 'absent', position: 1, input_tokens: null, refusal: null, model: '', ok: false },
      { tenant: 'absent', position: 2, input_tokens: 0, refusal: false, model: '', ok: false },
    ]);
  });

  it('rejects a batch for the sake of a row, and takes the rest without it', async () => {
    const { store } = underTest();
    const good = window('poison', 1, 1);
    const bad = { ...window('poison', 1, 1), agent: 'other', n: 'seven' };
    await expect(store.insert('windows', [good, bad])).rejects.toBeInstanceOf(RowRejectedError);
    await store.insert('windows', [good]);
    expect(await read('windows', 'poison', ['n'])).toEqual([{ tenant: 'poison', n: 1 }]);
  });

  it('takes a line as the row that it was written from, beside rows', async () => {
    const { store } = underTest();
    const columns = Object.keys(TABLE_COLUMNS.windows.columns);
    const line = lineOf({ ...window('line', 2, 2), agent: 'half \ud83c "quoted"' }, columns);
    await store.insert('windows', [line, window('line', 1, 1)]);
    expect(await read('windows', 'line', ['agent', 'n', 'measures', 'bins'])).toEqual([
      { tenant: 'line', agent: 'buyer', n: 1, measures: { failed: 1 }, bins: [3, 70_000] },
      { tenant: 'line', agent: 'half \ufffd "quoted"', n: 2, measures: { failed: 2 }, bins: [3, 70_000] },
    ]);
  });

  it('rejects a line that the table does not take', async () => {
    const { store } = underTest();
    const bad = lineOf(
      { ...window('bad-line', 1, 1), n: 'seven' },
      Object.keys(TABLE_COLUMNS.windows.columns),
    );
    await expect(store.insert('windows', [bad])).rejects.toBeInstanceOf(RowRejectedError);
  });

  it('takes any text', async () => {
    const { store } = underTest();
    const reason = 'quotes " \' and \\ and \n and \u0000 and {x:String} and 🎼; DROP TABLE x --';
    const command = { tenant: 'text', id: reason, revision: 1, version: 1, reason };
    await store.insert('recoveries', [command]);
    expect(await read('recoveries', 'text', ['id', 'reason'])).toEqual([
      { tenant: 'text', id: reason, reason },
    ]);
  });

  it('takes no rows without asking anyone', async () => {
    await expect(underTest().store.insert('windows', [])).resolves.toBeUndefined();
  });

  it('refuses a table that is not ours', async () => {
    await expect(underTest().store.insert('windows; DROP TABLE windows', [])).rejects.toThrow('not a table');
  });
}
