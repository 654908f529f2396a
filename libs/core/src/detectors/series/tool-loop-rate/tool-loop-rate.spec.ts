import { DAY, HOUR, playSeries, turnsWithHits } from '../testdata/play-series';
import { toolLoopRate } from './tool-loop-rate.detector';

const START = 14 * DAY;

describe('tool-loop-rate', () => {
  it('golden: loops in 6 % of the turns instead of 1 % are told within two hours', () => {
    const { told } = playSeries(toolLoopRate, 15, 1, (minute, random) =>
      turnsWithHits(random, 4, minute >= START ? 0.06 : 0.01),
    );
    expect(told[0]?.minute).toBeGreaterThan(START);
    expect(told[0]?.minute).toBeLessThan(START + 2 * HOUR);
    expect(told[0]?.transition).toMatchObject({ failure: 'loop', recommendedRecovery: 'stop-loop' });
  });

  it('finds the first loops of an agent that never looped', () => {
    const { told } = playSeries(toolLoopRate, 15, 3, (minute, random) =>
      turnsWithHits(random, 4, minute >= START ? 0.05 : 0),
    );
    expect(told[0]?.minute).toBeGreaterThan(START);
    expect(told[0]?.minute).toBeLessThan(START + 6 * HOUR);
  });

  it.each([
    ['traffic ×3 at the same share', (minute: number) => (minute >= START ? 12 : 4), () => 0.01],
    ['a handful of loops in an hour', () => 4, (minute: number) => (minute === START ? 1 : 0.01)],
    ['a quiet agent', () => 0.02, () => 0.05],
  ])('raises nothing on %s', (_name, turnsPerMinute, share) => {
    const { told } = playSeries(toolLoopRate, 17, 2, (minute, random) =>
      turnsWithHits(random, turnsPerMinute(minute), share(minute)),
    );
    expect(told).toEqual([]);
  });
});
