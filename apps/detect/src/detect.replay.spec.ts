import { firstFailingSchedule, forEachSchedule, Random } from '@tacet/testkit/replay-harness';
import { randomInputs } from './testdata/detect-inputs';
import { DetectWorld, PARTITIONS, TOPICS, type DetectMutant } from './testdata/detect-world';

jest.setTimeout(60_000);

async function compare(random: Random, seed: number, mutant?: DetectMutant) {
  const inputs = () => randomInputs(new Random(seed, 1), TOPICS, PARTITIONS);
  const peace = await new DetectWorld(inputs(), new Random(seed)).playInPeace();
  const world = new DetectWorld(inputs(), random, mutant);
  const group = await world.playInTrouble();
  expect(world.anomalies.rows()).toEqual(peace.anomalies.rows());
  if (!mutant) expect(await world.states()).toEqual(await peace.states());
  return { peace, world, group };
}

describe('detect under crashes, zombies, a store that is away, lost acknowledgements and rewound commits', () => {
  it('I6, I7: anomalies and states are those of a run that never stopped, one content per id and revision', async () => {
    const seen = { series: 0, rules: 0, crashes: 0, failedSaves: 0, repeats: 0 };
    const isWhole = await forEachSchedule(20, async (random, seed) => {
      const { peace, world, group } = await compare(random, seed);
      for (const { data } of peace.anomalies.rows().values()) {
        if (data.evidence.kind === 'rule') seen.rules++;
        else seen.series++;
      }
      seen.crashes += group.crashes;
      seen.failedSaves += world.failedSaves;
      seen.repeats += world.anomalies.sent - world.anomalies.held.size;
    });
    if (!isWhole) return;
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });
});

describe('the oracle of detect catches', () => {
  const mutants: [string, DetectMutant][] = [
    ['anomalies that nobody acknowledged', { sendsUnacknowledged: true }],
    ['states that apply a window twice', { forgetsGuard: true }],
    ['a store in which the last writer wins', { lastWriterWins: true }],
    ['a commit that runs ahead', { distort: (_, point) => ({ ...point, offset: point.offset + 3 }) }],
  ];

  it.each(mutants)('%s', async (_name, mutant) => {
    const seed = await firstFailingSchedule(
      200,
      async (random, at) => void (await compare(random, at, mutant)),
    );
    expect(seed).not.toBeNull();
  });
});
