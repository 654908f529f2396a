import { drawCounts } from './counts';
import { drawFailures } from './failures';
import { FAMILIES, type FamilyName } from './families';
import { drawIntensity, MINUTES_PER_DAY, MINUTES_PER_WEEK } from './intensity';
import { drawLengths } from './lengths';
import { TrafficRandom } from './traffic-random';

const WEEKS = 40;

function countsOf(family: FamilyName, perHour: number, minutes = WEEKS * MINUTES_PER_WEEK): Uint32Array {
  const shape = FAMILIES[family];
  const random = new TrafficRandom(7, perHour);
  return drawCounts(random, drawIntensity(random, shape, perHour, minutes), shape.clustered);
}

function sums(counts: ArrayLike<number>, block: number): number[] {
  return Array.from({ length: Math.floor(counts.length / block) }, (_, i) => {
    let sum = 0;
    for (let m = i * block; m < (i + 1) * block; m++) sum += counts[m] as number;
    return sum;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

function fano(values: readonly number[]): number {
  return variance(values) / mean(values);
}

describe('counts', () => {
  it.each(['poisson', 'clustered', 'cox', 'diurnal', 'all'] as const)(
    '%s traffic has the mean it is asked for',
    (family) => {
      expect(mean(sums(countsOf(family, 20), 60))).toBeGreaterThan(20 * 0.95);
      expect(mean(sums(countsOf(family, 20), 60))).toBeLessThan(20 * 1.05);
    },
  );

  it('Poisson minutes have Fano factor 1, and so do Poisson days', () => {
    const counts = countsOf('poisson', 20);
    expect(fano([...counts])).toBeCloseTo(1, 1);
    expect(fano(sums(counts, 480))).toBeGreaterThan(0.8);
    expect(fano(sums(counts, 480))).toBeLessThan(1.2);
  });

  it('sessions of geometric size 4 have Fano factor 7 over eight hours', () => {
    const dispersion = fano(sums(countsOf('clustered', 20), 480));
    expect(dispersion).toBeGreaterThan(6);
    expect(dispersion).toBeLessThan(8);
  });

  it('Cox traffic wanders by 0.3 in the logarithm, with two hours of memory', () => {
    const random = new TrafficRandom(3);
    const logs = [...drawIntensity(random, FAMILIES.cox, 60, 60 * MINUTES_PER_WEEK)].map(Math.log);
    expect(Math.sqrt(variance(logs))).toBeGreaterThan(0.28);
    expect(Math.sqrt(variance(logs))).toBeLessThan(0.32);
    const centre = mean(logs);
    const lagged = logs.slice(120).map((x, i) => (x - centre) * ((logs[i] as number) - centre));
    expect(mean(lagged) / variance(logs)).toBeCloseTo(Math.exp(-1), 1);
  });

  it('diurnal traffic peaks at nine times its trough, and halves at week-ends', () => {
    const week = [...drawIntensity(new TrafficRandom(5), FAMILIES.diurnal, 60, MINUTES_PER_WEEK)];
    const monday = week.slice(0, MINUTES_PER_DAY);
    expect(Math.max(...monday) / Math.min(...monday)).toBeCloseTo(9, 2);
    expect(mean(week.slice(5 * MINUTES_PER_DAY)) / mean(monday)).toBeCloseTo(0.5, 6);
    expect(mean(week)).toBeCloseTo(1, 6);
  });

  it('a change multiplies from its minute on, and not before', () => {
    const change = { atMinute: 100, factor: 3 };
    const intensity = drawIntensity(new TrafficRandom(1), FAMILIES.poisson, 60, 200, change);
    expect([intensity[99], intensity[100]]).toEqual([1, 3]);
  });

  it('the same seed draws the same stream, another seed another', () => {
    const draw = (seed: number): number[] => [
      ...drawCounts(new TrafficRandom(seed), new Float64Array(500).fill(1), true),
    ];
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('failures', () => {
  const intensity = new Float64Array(200_000).fill(1);

  it('fail with the given probability, alone or in sessions, and the change moves the share alone', () => {
    for (const clustered of [false, true]) {
      const change = { atMinute: 100_000, factor: 3 };
      const { failures, requests } = drawFailures(new TrafficRandom(2), intensity, 0.02, clustered, change);
      const share = (from: number, to: number): number =>
        mean([...failures.subarray(from, to)]) / mean([...requests.subarray(from, to)]);
      expect(share(0, 100_000)).toBeGreaterThan(0.018);
      expect(share(0, 100_000)).toBeLessThan(0.022);
      expect(share(100_000, 200_000) / share(0, 100_000)).toBeGreaterThan(2.6);
      expect(share(100_000, 200_000) / share(0, 100_000)).toBeLessThan(3.4);
      expect(mean([...requests])).toBeCloseTo(1, 1);
    }
  });

  it('of one session correlate: the variance over hours is several times the binomial one', () => {
    const dispersion = (clustered: boolean): number => {
      const { failures, requests } = drawFailures(new TrafficRandom(4), intensity, 0.1, clustered);
      const n = sums(requests, 60);
      const residuals = sums(failures, 60).map((x, i) => x - 0.1 * (n[i] as number));
      return variance(residuals) / (mean(n) * 0.09);
    };
    expect(dispersion(false)).toBeCloseTo(1, 1);
    // 1 + ICC·(E[size²]/E[size] − 1) = 1 + 0.33·8 = 3.64 for sessions that lie within one block.
    expect(dispersion(true)).toBeGreaterThan(3);
    expect(dispersion(true)).toBeLessThan(4);
  });
});

describe('lengths', () => {
  it('are log-normal with σ = 0.8 around the median, in the order of their minutes', () => {
    const change = { atMinute: 25_000, factor: 2 };
    const stream = drawLengths(new TrafficRandom(6), new Float64Array(50_000).fill(1), true, change);
    const before = [...stream.values.subarray(0, stream.start[25_000])].map(Math.log);
    const after = [...stream.values.subarray(stream.start[25_000])].map(Math.log);
    expect(mean(before)).toBeCloseTo(0, 1);
    expect(Math.sqrt(variance(before))).toBeCloseTo(0.8, 1);
    expect(mean(after)).toBeGreaterThan(Math.LN2 - 0.05);
    expect(mean(after)).toBeLessThan(Math.LN2 + 0.05);
    expect(stream.start[50_000]).toBe(stream.values.length);
  });
});

describe('draws', () => {
  it('have their moments', () => {
    const random = new TrafficRandom(9);
    const many = (draw: () => number): number[] => Array.from({ length: 40_000 }, draw);
    const large = many(() => random.poisson(60));
    expect(mean(large)).toBeCloseTo(60, 0);
    expect(fano(large)).toBeCloseTo(1, 1);
    expect(mean(many(() => random.geometric(4)))).toBeCloseTo(4, 1);
    expect(mean(many(() => random.gamma(0.4)))).toBeCloseTo(0.4, 1);
    const beta = many(() => random.beta(2, 18));
    expect(mean(beta)).toBeCloseTo(0.1, 2);
    expect(variance(beta)).toBeCloseTo(0.1 * 0.9 * (1 / 21), 3);
  });
});
