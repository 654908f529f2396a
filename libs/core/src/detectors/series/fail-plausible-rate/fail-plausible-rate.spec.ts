import { diurnal } from '../../../statistics/testdata/traffic';
import { DAY, HOUR, playSeries, turnsWithHits } from '../testdata/play-series';
import { failPlausibleRate } from './fail-plausible-rate.detector';

const START = 14 * DAY;

describe('fail-plausible-rate', () => {
  it('golden: a share of 5 % that rises to 20 % is told within two hours and resolved after it ends', () => {
    const END = START + 12 * HOUR;
    const { told } = playSeries(failPlausibleRate, 16, 1, (minute, random) =>
      turnsWithHits(random, 3, minute >= START && minute < END ? 0.2 : 0.05),
    );
    expect(told[0]?.transition.type).toBe('opened');
    expect(told[0]?.minute).toBeGreaterThan(START);
    expect(told[0]?.minute).toBeLessThan(START + 2 * HOUR);
    const { transition } = told.find(({ minute }) => minute > START + 6 * HOUR) ?? told[0]!;
    expect(transition).toMatchObject({
      failure: 'confident-error',
      class: 'logic',
      series: { agent: 'buyer' },
    });
    expect(transition.effect?.low).toBeLessThan(4);
    expect(transition.effect?.high).toBeGreaterThan(4);
    expect(transition.observed?.value).toBeCloseTo(0.2, 1);
    expect(transition.baseline?.value).toBeCloseTo(0.05, 2);
    const last = told.at(-1);
    expect(last?.transition.type).toBe('resolved');
    expect(last?.minute).toBeGreaterThan(END);
    expect(last?.minute).toBeLessThan(END + 6 * HOUR);
    expect(new Set(told.map(({ transition: { id } }) => id)).size).toBe(1);
    expect(told.map(({ transition: { revision } }) => revision)).toEqual(told.map((_, index) => index + 1));
  });

  it('says how often chance alone would do this, and no p-value', () => {
    const { told } = playSeries(failPlausibleRate, 15, 1, (minute, random) =>
      turnsWithHits(random, 3, minute >= START ? 0.2 : 0.05),
    );
    expect(told[0]?.transition.evidence).toMatchObject({ kind: 'series', threshold: 100, frontEnd: 'rate' });
    expect(JSON.stringify(told)).not.toMatch(/p-?value/i);
    expect(told[0]?.transition.explanation).toMatch(
      /^buyer answers as if all were well in [\d.]+ % of its turns .* times the usual [\d.]+ % \(at least [\d.]+ times\)\.$/,
    );
  });

  it.each([
    ['traffic ×3 at the same share', (minute: number) => (minute >= START ? 9 : 3), () => 0.05],
    ['days, nights and week-ends', (minute: number) => 3 * diurnal(minute), () => 0.05],
    ['a share that was always high', () => 3, () => 0.5],
    [
      'an hour that is twice as bad',
      () => 1,
      (minute: number) => (minute >= START && minute < START + 60 ? 0.1 : 0.05),
    ],
    ['an improvement', () => 3, (minute: number) => (minute >= START ? 0.01 : 0.05)],
  ])('raises nothing on %s', (_name, turnsPerMinute, share) => {
    const { told } = playSeries(failPlausibleRate, 17, 2, (minute, random) =>
      turnsWithHits(random, turnsPerMinute(minute), share(minute)),
    );
    expect(told).toEqual([]);
  });
});
