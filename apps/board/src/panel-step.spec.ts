import fc from 'fast-check';
import { panelStepMs } from './panel-step';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('step of a panel', () => {
  it.each([
    [15 * MINUTE_MS, '1m', MINUTE_MS],
    [6 * HOUR_MS, '1m', MINUTE_MS],
    [7 * HOUR_MS, '1m', 2 * MINUTE_MS],
    [24 * HOUR_MS, '1m', 5 * MINUTE_MS],
    [30 * 24 * HOUR_MS, '1m', 2 * HOUR_MS],
    [HOUR_MS, undefined, 10_000],
    [HOUR_MS, '2h', 2 * HOUR_MS],
  ])('of %d ms with an interval of %s is %d ms', (range, interval, step) => {
    expect(panelStepMs(range, interval)).toBe(step);
  });

  it('never gives more than 400 points, and never less than the panel asks for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * 24 * HOUR_MS }), (range) => {
        const step = panelStepMs(range, '1m');
        expect(range / step).toBeLessThanOrEqual(400);
        expect(step).toBeGreaterThanOrEqual(MINUTE_MS);
      }),
    );
  });
});
