import { countAlarms, delayOf } from './counted-alarms';
import { summariseDelays } from './delay-summary';
import { rateInterval } from './poisson-interval';

describe('countAlarms', () => {
  it('counts a run of alarms less than six hours apart once, inside the measured stretch only', () => {
    expect(countAlarms([10, 100, 200, 560, 920, 2_000], 50, 1_000)).toBe(2);
    expect(countAlarms([100, 400, 700, 1_000], 0, 2_000)).toBe(1);
    expect(countAlarms([100, 460, 820], 0, 2_000)).toBe(3);
    expect(countAlarms([], 0, 2_000)).toBe(0);
  });
});

describe('delayOf', () => {
  it('is the time to the first alarm behind the change, within the horizon', () => {
    expect(delayOf([50, 130, 150], 100, 60)).toBe(30);
    expect(delayOf([50, 170], 100, 60)).toBeNull();
    expect(delayOf([], 100, 60)).toBeNull();
  });
});

describe('rateInterval', () => {
  it('is Garwood’s exact interval', () => {
    // Tables of the Poisson law: 1.6235 and 11.6683 for a count of 5.
    const { low, high } = rateInterval(5, 10);
    expect(low).toBeCloseTo(0.16235, 4);
    expect(high).toBeCloseTo(1.16683, 4);
  });

  it('bounds a rate of which nothing was seen by three over the exposure', () => {
    const { low, high } = rateInterval(0, 400);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(3 / 400, 4);
  });

  it('holds for the large counts of noisy detectors', () => {
    const { low, high } = rateInterval(8_000, 1);
    expect(low).toBeGreaterThan(7_800);
    expect(low).toBeLessThan(7_850);
    expect(high).toBeGreaterThan(8_150);
    expect(high).toBeLessThan(8_200);
  });
});

describe('summariseDelays', () => {
  it('counts runs that found nothing as longest', () => {
    const summary = summariseDelays([5, null, 1, 3, 2, 4, null, 6, 7, 8]);
    expect(summary).toMatchObject({ runs: 10, detected: 8, medianMinutes: 5, p90Minutes: null });
    expect(summary.medianLowMinutes).toBe(1);
    expect(summary.medianHighMinutes).toBeNull();
  });
});
