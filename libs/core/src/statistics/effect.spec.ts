import { meanInterval, ratioInterval } from './effect';
import { severityOf } from './severity';
import { seeded } from './testdata/traffic';
import { wilsonInterval, Z_95 } from './wilson';

describe('wilsonInterval', () => {
  it('reproduces published values', () => {
    // Newcombe (Statistics in Medicine 1998), table I, method 3: 81/263 and 15/148.
    expect(wilsonInterval(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(wilsonInterval(81, 263).high).toBeCloseTo(0.3662, 4);
    expect(wilsonInterval(15, 148).low).toBeCloseTo(0.0624, 4);
    expect(wilsonInterval(15, 148).high).toBeCloseTo(0.1605, 4);
  });

  it('stays inside [0, 1] and says nothing without trials', () => {
    expect(wilsonInterval(0, 20).low).toBe(0);
    expect(wilsonInterval(20, 20).high).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('ratioInterval', () => {
  it('matches the exact Poisson limits of ten events within two per cent', () => {
    // Exact 95 % limits of 10 observed events: 4.795 and 18.390.
    const { low, high } = ratioInterval(10, 1, 1, Z_95);
    expect(low).toBeCloseTo(4.795, 1);
    expect(high / 18.39).toBeCloseTo(1, 2);
  });

  it('starts at zero without events and widens with dispersion', () => {
    expect(ratioInterval(0, 4, 1)).toMatchObject({ ratio: 0, low: 0 });
    const calm = ratioInterval(100, 50, 1);
    const wide = ratioInterval(100, 50, 7);
    expect(wide.low).toBeLessThan(calm.low);
    expect(wide.high).toBeGreaterThan(calm.high);
  });

  it('covers the true ratio of Poisson events', () => {
    const random = seeded(11);
    let covered = 0;
    for (let i = 0; i < 2_000; i++) {
      const { low, high } = ratioInterval(random.poisson(30), 15, 1);
      if (low <= 2 && 2 <= high) covered++;
    }
    expect(covered / 2_000).toBeGreaterThan(0.97);
  });
});

describe('meanInterval', () => {
  it('is the normal interval of the mean, kept within [0, 1]', () => {
    expect(meanInterval(60, 100, 1 / 12, 1)).toMatchObject({ mean: 0.6, low: expect.closeTo(0.5327, 3) });
    expect(meanInterval(99, 100, 1 / 12, 4).high).toBe(1);
  });
});

describe('severityOf', () => {
  const thresholds = { warningFactor: 1.5, criticalFactor: 3, criticalExcessPerHour: 100 };
  it.each([
    ['up', 1.2, 9, 0, 'info'],
    ['up', 1.5, 9, 0, 'warning'],
    ['up', 3, 9, 0, 'critical'],
    ['up', 1.2, 9, 100, 'critical'],
    ['down', 0, 0.9, 0, 'info'],
    ['down', 0, 0.6, 0, 'warning'],
    ['down', 0, 0.2, 0, 'critical'],
  ] as const)(
    '%s with an interval from %d to %d and %d/h in excess is %s',
    (dir, low, high, excess, expected) => {
      expect(severityOf({ low, high }, dir, excess, thresholds)).toBe(expected);
    },
  );
});
