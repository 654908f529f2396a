import { Random } from './random';

const SAMPLES = 20_000;

describe('seeded random numbers', () => {
  it('repeat for the same seeds and differ when any seed differs', () => {
    const draw = (...seeds: number[]): string => new Random(...seeds).hex(4);
    expect(draw(1, 2, 3)).toBe(draw(1, 2, 3));
    const others = [draw(1, 2, 3), draw(3, 2, 1), draw(1, 2), draw(1, 2, 4), draw(2 ** 32 + 1, 2, 3)];
    expect(new Set(others).size).toBe(others.length);
  });

  it('give hex words of eight lower-case digits and version 4 UUIDs', () => {
    const rng = new Random(1);
    expect(rng.hex(2)).toMatch(/^[0-9a-f]{16}$/);
    expect(rng.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are uniform between both ends, ends included', () => {
    const rng = new Random(2);
    const drawn = Array.from({ length: SAMPLES }, () => rng.between(5, 8));
    expect(new Set(drawn)).toEqual(new Set([5, 6, 7, 8]));
    for (const value of [5, 6, 7, 8]) {
      expect(drawn.filter((d) => d === value).length / SAMPLES).toBeCloseTo(0.25, 1);
    }
  });

  it('have the asked median and spread when log-normal, and the asked mean when exponential', () => {
    const rng = new Random(3);
    const values = Array.from({ length: SAMPLES }, () => Math.log(rng.logNormal(100, 0.5)));
    const mean = values.reduce((sum, v) => sum + v, 0) / SAMPLES;
    const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / SAMPLES);
    expect(mean).toBeCloseTo(Math.log(100), 1);
    expect(sd).toBeCloseTo(0.5, 1);
    let total = 0;
    for (let i = 0; i < SAMPLES; i++) total += rng.exponential(4);
    expect(total / SAMPLES).toBeCloseTo(4, 0);
  });

  it('draw weighted indices in proportion', () => {
    const rng = new Random(4);
    let second = 0;
    for (let i = 0; i < SAMPLES; i++) second += rng.weighted([0.2, 0.5, 0.3]) === 1 ? 1 : 0;
    expect(second / SAMPLES).toBeCloseTo(0.5, 1);
  });
});
