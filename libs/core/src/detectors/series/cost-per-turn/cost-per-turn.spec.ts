import { type Random } from '../../../statistics/testdata/traffic';
import { DAY, HOUR, type MinuteOfSeries, playSeries } from '../testdata/play-series';
import { costPerTurn } from './cost-per-turn.detector';

const START = 14 * DAY;
const MEDIAN_MICRO_USD = 20_000;

/** Log-normal costs (σ = 0.8), as turns have. */
function costs(random: Random, turnsPerMinute: number, factor: number): MinuteOfSeries | null {
  const values = Array.from({ length: random.poisson(turnsPerMinute) }, () =>
    Math.round(MEDIAN_MICRO_USD * factor * Math.exp(0.8 * random.normal())),
  );
  if (values.length === 0) return null;
  return { n: values.length, sum: 1_000 * values.reduce((sum, value) => sum + value, 0), values };
}

describe('cost-per-turn', () => {
  it('golden: turns that cost 1.6 times as much are told within three hours, with their factor', () => {
    const { told } = playSeries(costPerTurn, 14.5, 1, (minute, random) =>
      costs(random, 3, minute >= START ? 1.6 : 1),
    );
    expect(told[0]?.minute).toBeGreaterThan(START);
    expect(told[0]?.minute).toBeLessThan(START + 3 * HOUR);
    const { transition } = told.at(-1) ?? {};
    expect(transition).toMatchObject({ failure: 'unbounded-cost', recommendedRecovery: 'cap-budget' });
    expect(transition?.effect?.ratio).toBeGreaterThan(1.4);
    expect(transition?.effect?.ratio).toBeLessThan(1.8);
    expect(transition?.effect?.low).toBeLessThan(1.6);
    expect(transition?.effect?.high).toBeGreaterThan(1.6);
    expect(transition?.baseline?.value).toBeCloseTo(0.02, 3);
    expect(transition?.observed?.value).toBeCloseTo(0.032, 2);
  });

  it('says nothing while its reference is collected', () => {
    const { told } = playSeries(costPerTurn, 4, 2, (minute, random) =>
      costs(random, 3, minute < DAY ? 1 : 3),
    );
    expect(told).toEqual([]);
  });

  it.each([
    ['traffic ×3 at the same cost', (minute: number) => (minute >= START ? 9 : 3), () => 1],
    [
      'one turn that costs a hundred times as much',
      () => 3,
      (minute: number) => (minute === START ? 100 : 1),
    ],
    ['cheaper turns', () => 3, (minute: number) => (minute >= START ? 0.5 : 1)],
  ])('raises nothing on %s', (_name, turnsPerMinute, factor) => {
    const { told } = playSeries(costPerTurn, 16, 3, (minute, random) =>
      costs(random, turnsPerMinute(minute), factor(minute)),
    );
    expect(told).toEqual([]);
  });
});
