import fc from 'fast-check';
import { shareBudget } from './budget';

describe('shareBudget', () => {
  it('never grants more than the tenant has', () => {
    const claims = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 9 }), active: fc.boolean() }));
    fc.assert(
      fc.property(claims, (claimed) => {
        const granted = shareBudget(2, claimed).reduce((sum, share) => sum + share, 0);
        expect(granted).toBeLessThanOrEqual(2 + 1e-12);
      }),
    );
  });

  it('divides by weight among the active', () => {
    const claims = [
      { weight: 3, active: true },
      { weight: 1, active: true },
      { weight: 5, active: false },
    ];
    expect(shareBudget(2, claims)).toEqual([1.5, 0.5, 0]);
  });
});
