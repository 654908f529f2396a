/** Seeded traffic for tests: same seed, same minutes. Not for production code. */
export interface Random {
  /** Uniform in (0, 1). */
  uniform(): number;
  normal(): number;
  poisson(mean: number): number;
  binomial(n: number, p: number): number;
  gamma(shape: number): number;
}

/** Taken out once: a look-up of a global costs much in the sandbox that tests run in. */
const { cos, exp, floor, imul, log, max, round, sin, sqrt, PI } = Math;

/** mulberry32: 32 bits of state are plenty for a few million draws. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
  const normal = (): number => sqrt(-2 * log(uniform())) * cos(2 * PI * uniform());
  const poisson = (mean: number): number => {
    if (mean <= 0) return 0;
    if (mean > 60) return max(0, round(mean + sqrt(mean) * normal()));
    const limit = exp(-mean);
    let count = 0;
    for (let product = uniform(); product > limit; product *= uniform()) count++;
    return count;
  };
  const binomial = (n: number, p: number): number => {
    let hits = 0;
    for (let i = 0; i < n; i++) if (uniform() < p) hits++;
    return hits;
  };
  /** Marsaglia and Tsang (2000); shapes below 1 by the usual power of a uniform. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * uniform() ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / sqrt(9 * d)) ** 3;
      if (v > 0 && log(uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
    }
  };
  return { uniform, normal, poisson, binomial, gamma };
}

/** Intensity factor of a minute counted from Monday 00:00: 9:1 between day and night, half at week-ends. */
export function diurnal(minute: number): number {
  const weekend = floor(minute / 1440) % 7 >= 5 ? 0.5 : 1;
  return weekend * (1 + 0.8 * sin((2 * PI * (minute % 1440)) / 1440 - PI / 2));
}

/** Sessions of geometric size (mean 4) whose events fall 1.5 minutes apart: Fano factor 7. */
export function clusteredCounts(random: Random, perMinute: (minute: number) => number, minutes: number): number[] {
  const counts = new Array<number>(minutes).fill(0);
  for (let minute = 0; minute < minutes; minute++) {
    for (let session = random.poisson(perMinute(minute) / 4); session > 0; session--) {
      let at = minute + random.uniform();
      do {
        const slot = floor(at);
        if (slot < minutes) counts[slot] = (counts[slot] ?? 0) + 1;
        at -= 1.5 * log(random.uniform());
      } while (random.uniform() < 0.75);
    }
  }
  return counts;
}
