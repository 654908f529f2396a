import type { LedgerRow } from '@tacet/contracts';
import { encodeMetadata, decodeMetadata, type CommittedPoint, type InputMetadata } from '@tacet/runtime';
import { firstFailingSchedule, forEachSchedule } from '@tacet/testkit/replay-harness';
import { AdmitWorld, PARTITIONS } from './testdata/admit-world';

jest.setTimeout(60_000);

function expectBatchResult(world: AdmitWorld): void {
  const rows = new Map(
    [...world.windows.rows()].map(([key, { version, n, sum, measures, histogram }]) => [
      key,
      { version, n, sum, measures, histogram },
    ]),
  );
  expect(rows).toEqual(new Map(world.folds.flatMap((fold) => [...fold.rows])));
}

function expectTiles(world: AdmitWorld, partition: number): void {
  const tiles = [...world.ledger.rows().values()]
    .filter(({ origin }) => origin === `in/${partition}`)
    .sort((a, b) => a.firstOffset - b.firstOffset);
  expect(tiles).toEqual([...world.folds[partition]!.ledger.values()]);
  let next = 0;
  for (const { firstOffset, lastOffset, messages } of tiles) {
    expect(firstOffset).toBe(next);
    expect(messages).toBe(lastOffset - firstOffset + 1);
    next = lastOffset + 1;
  }
  expect(next).toBe(world.messagesOf(partition).length);
}

describe('admit under crashes, zombies, lost acknowledgements and rewound commits', () => {
  it('I1–I5, I10: windows, ledger and steps are those of one batch', async () => {
    const seen = { commits: 0, crashes: 0, repeats: 0, late: 0, future: 0, overflow: 0, poison: 0 };
    const isWhole = await forEachSchedule(50, async (random) => {
      const world = new AdmitWorld(random);
      await world.play();
      expectBatchResult(world);
      for (let partition = 0; partition < PARTITIONS; partition++) expectTiles(world, partition);
      const total = (of: (tile: LedgerRow) => number): number =>
        [...world.ledger.held.values()].reduce((sum, { row }) => sum + of(row), 0);
      const steps = world.messages.reduce((sum, message) => sum + (message.steps?.length ?? 0), 0);
      expect(total(({ onTime, late, future }) => onTime + late + future)).toBe(steps);
      seen.commits += world.commits;
      seen.crashes += world.group.crashes;
      seen.repeats += world.windows.sent - world.windows.held.size;
      for (const count of ['late', 'future', 'overflow', 'poison'] as const)
        seen[count] += total((t) => t[count]);
    });
    // The schedules did bring about what they are there for.
    if (!isWhole) return;
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  it('sends every step at least once, and a reader with one mark per origin takes each exactly once', async () => {
    await forEachSchedule(25, async (random) => {
      const world = new AdmitWorld(random, { unchecked: true });
      await world.play();
      const positions: string[] = [];
      for (let partition = 0; partition < PARTITIONS; partition++) {
        world.messagesOf(partition).forEach(({ steps }, offset) => {
          steps?.forEach((_, index) => positions.push(`in/${partition} ${offset} ${index}`));
        });
      }
      expect(world.positionsOnce()).toEqual(positions.sort());
    });
  });

  it('points at every message that nobody can read, and at no other', async () => {
    await forEachSchedule(20, async (random) => {
      const world = new AdmitWorld(random, { unchecked: true });
      await world.play();
      const letters = world.log.records('dead').map(({ value }) => {
        const { partition, offset } = JSON.parse(Buffer.from(value!).toString()) as {
          partition: number;
          offset: number;
        };
        return `${partition} ${offset}`;
      });
      const poison: string[] = [];
      for (let partition = 0; partition < PARTITIONS; partition++) {
        world.messagesOf(partition).forEach(({ steps }, offset) => {
          if (steps === null) poison.push(`${partition} ${offset}`);
        });
      }
      expect([...new Set(letters)].sort()).toEqual(poison.sort());
    });
  });
});

describe('the oracle of admit catches', () => {
  const distorted = (change: (point: CommittedPoint, m: InputMetadata) => CommittedPoint) => {
    return (_partition: string, point: CommittedPoint): CommittedPoint =>
      change(point, decodeMetadata<InputMetadata>(point.metadata)!);
  };
  const mutants: [string, (partition: string, point: CommittedPoint) => CommittedPoint][] = [
    [
      'D is not restored',
      distorted(({ offset }, m) => ({ offset, metadata: encodeMetadata({ ...m, d: -1 }) })),
    ],
    [
      'the watermark is not restored',
      distorted(({ offset }, m) => ({ offset, metadata: encodeMetadata({ ...m, wm: -1 }) })),
    ],
    ['commit = position', distorted((_, m) => ({ offset: m.e, metadata: encodeMetadata(m) }))],
    [
      'steps count as sent that were not',
      distorted(({ offset }, m) => ({ offset, metadata: encodeMetadata({ ...m, e: m.e + 3 }) })),
    ],
  ];

  it.each(mutants)('%s', async (_name, distort) => {
    const seed = await firstFailingSchedule(200, async (random) => {
      const world = new AdmitWorld(random, { distort, unchecked: true });
      await world.play();
      expectBatchResult(world);
      const steps = world.messages.reduce((sum, message) => sum + (message.steps?.length ?? 0), 0);
      expect(world.positionsOnce()).toHaveLength(steps);
    });
    expect(seed).not.toBeNull();
  });
});
