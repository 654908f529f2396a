import type { TableRow } from '@tacet/runtime';
import { countSpans } from '@tacet/testkit/fleet';
import { forEachSchedule, Random, sentAnomalies } from '@tacet/testkit/replay-harness';
import { CALM, fleetMessages, PipelineWorld, TOPICS } from './testdata/pipeline-world';

jest.setTimeout(60_000);

const sumOf = (rows: readonly TableRow[], column: string): number =>
  rows.reduce((sum, row) => sum + Number(row[column]), 0);

/** Rows that only one of two tables has. */
function difference(a: readonly TableRow[], b: readonly TableRow[]): string[] {
  const [left, right] = [a, b].map((rows) => new Set(rows.map((row) => JSON.stringify(row))));
  return [...left!].filter((row) => !right!.has(row)).concat([...right!].filter((row) => !left!.has(row)));
}

describe('every stage, from OTLP to the tables, in memory', () => {
  const messages = fleetMessages(11, 0.03);
  const { records } = countSpans(messages);
  let peace: PipelineWorld;

  beforeAll(async () => {
    peace = await new PipelineWorld(new Random(1), CALM, { repeated: 0, givenUp: 0 }).play(messages, 4);
  });

  it('accounts for every record once in a run without faults', () => {
    expect(records).toBeGreaterThan(1_000);
    expectEverythingOnce(peace);
    expect(peace.store.finalRows('turns').length).toBeGreaterThan(200);
  });

  it('accounts for every record once under crashes of every stage, with the same windows', async () => {
    await forEachSchedule(2, async (random) => {
      const faults = { members: 1, crash: 0.03, commitLost: 0.15, batchMax: 20, readsBeforeTick: true };
      const world = new PipelineWorld(random, faults, { repeated: 0.05, givenUp: 0.02 });
      world.store.setFault(() => (random.chance(0.8) ? null : random.pick(['unavailable', 'ack-lost'])));
      await world.play(messages, 4);
      expect(world.crashes).toBeGreaterThan(50);
      expectEverythingOnce(world);
      for (const table of ['steps', 'ledger'] as const) {
        expect(difference(world.store.finalRows(table), peace.store.finalRows(table))).toEqual([]);
      }
      expect(difference(spanWindows(world), spanWindows(peace))).toEqual([]);
      // When a turn was over depends on how the watermark was told, in steps of records; that it was one does not.
      expect(turnIds(world)).toEqual(turnIds(peace));
      // Throws when one revision of an anomaly was sent with two contents.
      expect(sentAnomalies(world.log, TOPICS.anomalies).rows().size).toBeGreaterThan(0);
    });
  });

  function turnIds({ store }: PipelineWorld): unknown[] {
    return store
      .finalRows('turns')
      .map((row) => row['id'])
      .sort();
  }

  function spanWindows({ store }: PipelineWorld): TableRow[] {
    return store.finalRows('windows').filter((row) => row['signal'] === 'spans');
  }

  function expectEverythingOnce({ store }: PipelineWorld): void {
    expect(store.finalRows('steps')).toHaveLength(records);
    const windows = store.finalRows('windows');
    expect(
      sumOf(
        windows.filter((row) => row['signal'] === 'spans'),
        'n',
      ),
    ).toBe(records);
    expect(sumOf(store.finalRows('ledger'), 'messages')).toBe(messages.length);
    expect(store.finalRows('dead_letters')).toEqual([]);
    const turns = store.finalRows('turns');
    expect(
      sumOf(
        windows.filter((row) => row['signal'] === 'turns'),
        'n',
      ),
    ).toBe(turns.length);
    expect(sumOf(turns, 'steps')).toBeLessThanOrEqual(records);
  }
});
