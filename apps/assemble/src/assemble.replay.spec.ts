import { decodeMetadata, encodeMetadata, type CommittedPoint, type DerivedMetadata } from '@tacet/runtime';
import { firstFailingSchedule, forEachSchedule, Random } from '@tacet/testkit/replay-harness';
import { AssembleWorld, STEPS_PARTITIONS } from './testdata/assemble-world';
import { randomStepsTopic } from './testdata/steps-topic';

jest.setTimeout(60_000);

async function peaceOf(seed: number): Promise<AssembleWorld> {
  return new AssembleWorld(randomStepsTopic(new Random(seed, 1), 'steps', STEPS_PARTITIONS)).playInPeace(
    new Random(seed),
  );
}

function expectSame(world: AssembleWorld, peace: AssembleWorld): void {
  expect(world.turns.rows()).toEqual(peace.turns.rows());
  expect(world.findings.rows()).toEqual(peace.findings.rows());
  expect(world.windows.rows()).toEqual(peace.windows.rows());
}

describe('assemble under crashes, zombies, lost acknowledgements and rewound commits', () => {
  it('I2–I4: turns, findings and turn windows are those of a run that never stopped', async () => {
    const seen = { crashes: 0, turns: 0, findings: 0, windows: 0, repeats: 0 };
    const isWhole = await forEachSchedule(50, async (random, seed) => {
      const peace = await peaceOf(seed);
      const world = new AssembleWorld(randomStepsTopic(new Random(seed, 1), 'steps', STEPS_PARTITIONS));
      const group = await world.playInTrouble(random);
      expectSame(world, peace);
      seen.crashes += group.crashes;
      seen.turns += peace.turns.held.size;
      seen.findings += peace.findings.held.size;
      seen.windows += peace.windows.held.size;
      seen.repeats += world.turns.sent - world.turns.held.size;
    });
    if (!isWhole) return;
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  it('counts every turn in exactly one window of each of its series', async () => {
    await forEachSchedule(20, async (_random, seed) => {
      const peace = await peaceOf(seed);
      const counted = [...peace.windows.rows().values()].filter(({ series }) => series.signal === 'turns');
      expect(counted.reduce((sum, { n }) => sum + n, 0)).toBe(peace.turns.rows().size);
      expect(counted.filter(({ kind }) => kind !== 'on-time')).toEqual([]);
    });
  });
});

describe('the oracle of assemble catches', () => {
  const distorted = (change: (point: CommittedPoint, m: DerivedMetadata) => Partial<DerivedMetadata>) => {
    return (_partition: string, point: CommittedPoint): CommittedPoint => {
      const metadata = decodeMetadata<DerivedMetadata>(point.metadata)!;
      return { ...point, metadata: encodeMetadata({ ...metadata, ...change(point, metadata) }) };
    };
  };
  const mutants: [string, (partition: string, point: CommittedPoint) => CommittedPoint][] = [
    ['D is not restored', distorted(() => ({ d: {} }))],
    ['the marks of the origins are not restored', distorted(() => ({ o: {} }))],
    ['the commit runs ahead', (_partition, point) => ({ ...point, offset: point.offset + 2 })],
  ];

  it.each(mutants)('%s', async (_name, distort) => {
    const seed = await firstFailingSchedule(1_000, async (random, seed) => {
      const peace = await peaceOf(seed);
      const world = new AssembleWorld(randomStepsTopic(new Random(seed, 1), 'steps', STEPS_PARTITIONS));
      await world.playInTrouble(random, { distort });
      expectSame(world, peace);
    });
    expect(seed).not.toBeNull();
  });
});
