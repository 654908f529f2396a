import fc from 'fast-check';
import { Checkpoints } from './checkpoints';

const noted = (offsets: number, every: number, entriesMax?: number): Checkpoints<string> => {
  const checkpoints = new Checkpoints<string>(every, entriesMax);
  for (let offset = 0; offset < offsets; offset++) checkpoints.note(offset, `before ${offset}`);
  return checkpoints;
};

describe('Checkpoints', () => {
  it('gives the newest state at or before an offset', () => {
    const checkpoints = noted(40, 10);
    expect(checkpoints.atOrBefore(9)).toEqual({ offset: 0, state: 'before 0' });
    expect(checkpoints.atOrBefore(29)).toEqual({ offset: 20, state: 'before 20' });
    expect(checkpoints.atOrBefore(30)).toEqual({ offset: 30, state: 'before 30' });
  });

  it('has nothing before its first offset, and nothing when it never noted', () => {
    const checkpoints = new Checkpoints<string>(10);
    expect(checkpoints.atOrBefore(5)).toBeNull();
    checkpoints.note(7, 'before 7');
    expect(checkpoints.atOrBefore(6)).toBeNull();
    expect(checkpoints.atOrBefore(7)).toEqual({ offset: 7, state: 'before 7' });
  });

  it('keeps the oldest however often it is thinned', () => {
    expect(noted(10_000, 1, 16).atOrBefore(0)).toEqual({ offset: 0, state: 'before 0' });
  });

  it('goes back a little further than asked when thinned, never less far', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 2, max: 12 }),
        fc.array(fc.nat(399), { maxLength: 10 }),
        (offsets, every, entriesMax, asked) => {
          const checkpoints = noted(offsets, every, entriesMax);
          for (const offset of asked.sort((a, b) => a - b)) {
            const found = checkpoints.atOrBefore(offset)!;
            expect(found.offset).toBeLessThanOrEqual(offset);
            expect(found.state).toBe(`before ${found.offset}`);
          }
        },
      ),
    );
  });
});
