import { setBets } from './alternatives';
import { type Bet, logEvidence } from './evidence-kernel';
import { EvidenceMixture } from './evidence-mixture';
import { MINUTE_IN_WEEKS } from './calendar';
import { type Direction, FRONT_ENDS, type FrontEndName } from './front-end';
import { SeriesDetector } from './series-detector';
import { seeded } from './testdata/traffic';

/** Acceptance tests of the statistics (detectors.md 12), by their numbers there. */
const DAY = 1440;
const MONDAY = Date.UTC(2026, 0, 5) / 60_000;

function betsAt(name: FrontEndName, direction: Direction, p0: number, D: number): Bet[] {
  const frontEnd = FRONT_ENDS[name];
  const bets = frontEnd.effects.map(() => ({ lambda: 0, psi: 0 }));
  const ground = {
    nullBoundary: p0,
    direction,
    dispersion: D,
    dispersionAtHorizon: () => D,
    exposurePerTick: 1,
  };
  setBets(bets, frontEnd, ground);
  return bets;
}

describe('1: the evidence of one tick is an e-value at the boundary of the null', () => {
  const directions = ['up', 'down'] as const;

  /** Exact: Σ pmf(x)·L(x). */
  function expectation(bet: Bet, sign: number, pmf: number[], p0: number, exposure: number): number {
    return pmf.reduce(
      (sum, mass, x) => sum + mass * Math.exp(logEvidence(bet, sign * (x - exposure * p0), exposure)),
      0,
    );
  }

  it.each(directions)('Poisson counts, %s', (direction) => {
    for (const p0 of [0.03, 0.3, 3, 30]) {
      for (const bet of betsAt('count', direction, p0, 1)) {
        const sign = direction === 'up' ? 1 : -1;
        expect(expectation(bet, sign, poissonPmf(p0), p0, 1)).toBeLessThanOrEqual(1.000001);
      }
    }
  });

  it.each([2, 5, 20])('negative-binomial counts of dispersion %i', (D) => {
    for (const p0 of [0.3, 3, 30]) {
      for (const direction of directions) {
        const sign = direction === 'up' ? 1 : -1;
        for (const bet of betsAt('count', direction, p0, D)) {
          expect(expectation(bet, sign, negativeBinomialPmf(p0, D), p0, 1)).toBeLessThanOrEqual(1.000001);
        }
      }
    }
  });

  it.each(directions)('Bernoulli marks, %s', (direction) => {
    for (const p0 of [0.01, 0.1, 0.5]) {
      for (const bet of betsAt('rate', direction, p0, 1)) {
        const sign = direction === 'up' ? 1 : -1;
        expect(expectation(bet, sign, binomialPmf(20, p0), p0, 20)).toBeLessThanOrEqual(1.000001);
      }
    }
  });

  it('Beta scores and uniform ranks, drawn', () => {
    const random = seeded(1);
    const draws = 60_000;
    const betaScore = (): number => {
      const a = random.gamma(2);
      return a / (a + random.gamma(18));
    };
    const scoreVariance = (2 * 18) / (20 * 20 * 21);
    const means = [
      ...betsAt('rate', 'up', 0.1, scoreVariance / 0.09).map((bet) => ({ bet, p0: 0.1, draw: betaScore })),
      ...betsAt('rank', 'up', 0.5, 1).map((bet) => ({ bet, p0: 0.5, draw: random.uniform })),
    ].map(({ bet, p0, draw }) => {
      let sum = 0;
      for (let i = 0; i < draws; i++) sum += Math.exp(logEvidence(bet, draw() - p0, 1));
      return sum / draws;
    });
    expect(Math.max(...means)).toBeLessThanOrEqual(1.02);
  });
});

describe('2: the budget at the boundary of the null', () => {
  it('grants at most 40 alarms in 400 weeks at a threshold of 10 weeks, and is not empty', () => {
    // Ticks of five minutes: the bound is in time, not in ticks.
    const tickMinutes = 5;
    const p0 = (20 / 60) * tickMinutes;
    const random = seeded(2);
    const mixture = new EvidenceMixture(5);
    betsAt('count', 'up', p0, 1).forEach((bet, k) => Object.assign(mixture.alternatives[k] ?? {}, bet));
    let alarms = 0;
    for (let minute = 0; minute < 400 * 7 * DAY; minute += tickMinutes) {
      const marks = random.poisson(p0);
      mixture.add(marks - p0, marks, 1, minute, tickMinutes * MINUTE_IN_WEEKS);
      if (mixture.evidence < 10) continue;
      mixture.takeAlarm();
      alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(40);
    expect(alarms).toBeGreaterThanOrEqual(4);
  });
});

describe('4: traffic is not failure', () => {
  it('raises nothing in 30 runs when traffic triples at a constant failure rate', () => {
    let alarms = 0;
    for (let run = 0; run < 30; run++) {
      const random = seeded(400 + run);
      const detector = new SeriesDetector({ frontEnd: 'rate', direction: 'up' }, 0.1, MONDAY);
      for (let minute = 0; minute < 11 * DAY; minute++) {
        const turns = random.poisson(minute < 10 * DAY ? 1 : 3);
        if (detector.tick(random.binomial(turns, 0.02), turns)) alarms++;
      }
    }
    expect(alarms).toBe(0);
  });
});

describe('5: a change does not hide in its own baseline', () => {
  function history(days: number, perMinute: (minute: number) => number): SeriesDetector {
    const random = seeded(5);
    const detector = new SeriesDetector({ frontEnd: 'count', direction: 'up' }, 0.01, MONDAY);
    for (let minute = 0; minute < days * DAY; minute++) detector.tick(random.poisson(perMinute(minute)), 1);
    return detector;
  }

  it('moves p by at most 2 % within 24 h of an undetected step', () => {
    const steady = history(15.4, () => 1 / 3);
    const stepped = history(15.4, (minute) => (minute < 14.4 * DAY ? 1 : 1.3) / 3);
    expect(Math.abs(stepped.mean / steady.mean - 1)).toBeLessThanOrEqual(0.02);
  });

  it('keeps a detected step out of p until it is accepted', () => {
    const random = seeded(6);
    const detector = history(14, () => 4);
    const before = detector.mean;
    let alarms = 0;
    for (let minute = 0; minute < 3 * DAY; minute++) if (detector.tick(random.poisson(12), 1)) alarms++;
    expect(alarms).toBeGreaterThan(0);
    expect(Math.abs(detector.mean / before - 1)).toBeLessThan(0.02);
    detector.acceptNewNormal({ marks: 12 * 2_000, exposure: 2_000 });
    expect(detector.mean).toBeCloseTo(12, 0);
    let alarmsAfter = 0;
    for (let minute = 0; minute < 5 * DAY; minute++) if (detector.tick(random.poisson(12), 1)) alarmsAfter++;
    expect(alarmsAfter).toBe(0);
  });

  it('accepts by itself what has alarmed on four days running', () => {
    const random = seeded(9);
    const detector = history(14, () => 4);
    const alarmsPerDay = Array.from({ length: 9 }, () => {
      let alarms = 0;
      for (let minute = 0; minute < DAY; minute++) if (detector.tick(random.poisson(12), 1)) alarms++;
      return alarms;
    });
    expect(alarmsPerDay.slice(0, 4).every((alarms) => alarms > 0)).toBe(true);
    expect(alarmsPerDay.slice(4)).toEqual([0, 0, 0, 0, 0]);
    expect(detector.rebaselines).toBe(1);
    expect(detector.mean).toBeCloseTo(12, 0);
  });
});

describe('6: an incident does not blind the stream', () => {
  it('leaves D within three times its earlier value after four days at ×3', () => {
    const random = seeded(7);
    const detector = new SeriesDetector({ frontEnd: 'rate', direction: 'up' }, 0.1, MONDAY);
    const run = (days: number, p: number): void => {
      for (let minute = 0; minute < days * DAY; minute++) detector.tick(random.binomial(10, p), 10);
    };
    run(14, 0.05);
    const before = detector.dispersion;
    run(4, 0.15);
    run(2, 0.05);
    expect(detector.dispersion).toBeLessThanOrEqual(3 * before);
  });
});

describe('7: order and replay', () => {
  function warmedUp(): SeriesDetector {
    const random = seeded(8);
    const detector = new SeriesDetector({ frontEnd: 'rate', direction: 'up' }, 0.01, MONDAY);
    for (let minute = 0; minute < 7 * DAY; minute++) detector.tick(random.binomial(5, 0.05), 5);
    return detector;
  }

  it('gives the same evidence for any order of an hour’s data, budget aside', () => {
    const hour = Array.from({ length: 60 }, (_, i): [number, number] => [i % 7 === 0 ? 1 : 0, 3 + (i % 5)]);
    const [inOrder, reversed] = [warmedUp(), warmedUp()];
    for (const [S, n] of hour) inOrder.tick(S, n, 0);
    for (const [S, n] of [...hour].reverse()) reversed.tick(S, n, 0);
    expect(inOrder.evidence).toBeGreaterThan(0);
    expect(Math.abs(reversed.evidence / inOrder.evidence - 1)).toBeLessThan(1e-9);
  });

  it('replays bit for bit', () => {
    expect(JSON.stringify(warmedUp().snapshot())).toBe(JSON.stringify(warmedUp().snapshot()));
  });
});

function poissonPmf(mean: number): number[] {
  const pmf = [Math.exp(-mean)];
  for (let x = 1; x < 40 + 10 * mean; x++) pmf.push(((pmf[x - 1] ?? 0) * mean) / x);
  return pmf;
}

/** Mean m and variance D·m: size m/(D − 1), success probability 1/D. */
function negativeBinomialPmf(mean: number, D: number): number[] {
  const size = mean / (D - 1);
  const pmf = [D ** -size];
  for (let x = 1; x < 60 * D + 20 * mean; x++) {
    pmf.push(((pmf[x - 1] ?? 0) * (size + x - 1) * (1 - 1 / D)) / x);
  }
  return pmf;
}

function binomialPmf(n: number, p: number): number[] {
  const pmf = [(1 - p) ** n];
  for (let x = 1; x <= n; x++) pmf.push(((pmf[x - 1] ?? 0) * (n - x + 1) * p) / (x * (1 - p)));
  return pmf;
}
