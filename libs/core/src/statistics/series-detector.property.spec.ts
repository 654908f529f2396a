import fc from 'fast-check';
import { FRONT_ENDS, type FrontEndName } from './front-end';
import { type SeriesAlarm, SeriesDetector, type SeriesDetectorOptions } from './series-detector';
import { seeded } from './testdata/traffic';

const START = Date.UTC(2026, 0, 5) / 60_000;

const optionSets: SeriesDetectorOptions[] = [
  { frontEnd: 'count', direction: 'up', seasonal: true },
  { frontEnd: 'count', direction: 'down', seasonal: true, timeZoneOffsetMinutes: 330 },
  { frontEnd: 'count', direction: 'up' },
  { frontEnd: 'rate', direction: 'up' },
  { frontEnd: 'rate', direction: 'down' },
  { frontEnd: 'rank', direction: 'up', timeZoneOffsetMinutes: -300 },
];

/** Stretches of activity and of silence, in minutes; each active minute is drawn from the seed. */
const plans = fc.record({
  seed: fc.integer(),
  options: fc.constantFrom(...optionSets),
  startOffset: fc.integer({ min: 0, max: 10_080 }),
  stretches: fc.array(
    fc.record({
      active: fc.integer({ min: 1, max: 600 }),
      silent: fc.integer({ min: 0, max: 3_000 }),
      wild: fc.boolean(),
    }),
    { minLength: 4, maxLength: 10 },
  ),
});

type Minute = [marks: number, exposure: number];

function minuteOf(frontEnd: FrontEndName, random: ReturnType<typeof seeded>, wild: boolean): Minute {
  const n = random.poisson(6);
  if (frontEnd === 'count') return [n * (wild ? 6 : 1), 1];
  if (frontEnd === 'rate') return [random.binomial(n, wild ? 0.7 : 0.05), n];
  let sum = 0;
  for (let i = 0; i < n; i++) sum += wild ? random.uniform() ** 0.2 : random.uniform();
  return [sum, n];
}

function tickSilently(detector: SeriesDetector, frontEnd: FrontEndName, minutes: number): number[] {
  const alarms: number[] = [];
  for (let i = 0; i < minutes; i++) {
    const alarm = detector.tick(0, FRONT_ENDS[frontEnd].silentExposure);
    if (alarm) alarms.push(alarm.minute);
  }
  return alarms;
}

function advanceThrough(detector: SeriesDetector, minutes: number): number[] {
  const alarms: number[] = [];
  for (let left = minutes; left > 0;) {
    const step = detector.advance(left);
    if (step.alarm) alarms.push(step.alarm.minute);
    left -= step.minutes;
  }
  return alarms;
}

describe('SeriesDetector laws', () => {
  it('skips silent minutes exactly as if it had ticked through them', () => {
    fc.assert(
      fc.property(plans, ({ seed, options, startOffset, stretches }) => {
        const ticking = new SeriesDetector(options, 5, START + startOffset);
        const skipping = new SeriesDetector(options, 5, START + startOffset);
        const random = seeded(seed);
        const alarms: (SeriesAlarm | null)[][] = [];
        for (const { active, silent, wild } of stretches) {
          for (let i = 0; i < active; i++) {
            const [S, n] = minuteOf(options.frontEnd, random, wild);
            alarms.push([ticking.tick(S, n), skipping.tick(S, n)]);
          }
          const silentAlarms = tickSilently(ticking, options.frontEnd, silent);
          expect(advanceThrough(skipping, silent)).toEqual(silentAlarms);
        }
        for (const [ticked, skipped] of alarms.filter(([a, b]) => a || b)) expect(skipped).toEqual(ticked);
        expect(skipping.snapshot()).toEqual(ticking.snapshot());
      }),
      { numRuns: 60 },
    );
  });

  it('alarms in pure silence at the minute at which ticking would', () => {
    // Budget 5 per week: the injected budget alone reaches the threshold after 1/5 week.
    const make = (): SeriesDetector =>
      new SeriesDetector({ frontEnd: 'rate', direction: 'up' }, 5, START + 7);
    const alarms = tickSilently(make(), 'rate', 20_000);
    expect(alarms.length).toBeGreaterThan(2);
    expect(advanceThrough(make(), 20_000)).toEqual(alarms);
  });

  it('goes on bit for bit after snapshot and restore at any minute', () => {
    fc.assert(
      fc.property(plans, fc.nat(), ({ seed, options, startOffset, stretches }, cut) => {
        const steady = new SeriesDetector(options, 0.5, START + startOffset);
        let restored = new SeriesDetector(options, 0.5, START + startOffset);
        const random = seeded(seed);
        const alarms: (SeriesAlarm | null)[][] = [];
        for (const [index, { active, silent, wild }] of stretches.entries()) {
          for (let i = 0; i < active; i++) {
            const [S, n] = minuteOf(options.frontEnd, random, wild);
            alarms.push([steady.tick(S, n), restored.tick(S, n)]);
            if (i === cut % active) restored = revived(options, restored);
          }
          expect(advanceThrough(restored, silent)).toEqual(advanceThrough(steady, silent));
          if (index % 2) restored = revived(options, restored);
        }
        for (const [kept, again] of alarms.filter(([a, b]) => a || b)) expect(again).toEqual(kept);
        expect(restored.snapshot()).toEqual(steady.snapshot());
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a snapshot of another version', () => {
    const options = optionSets[3] as SeriesDetectorOptions;
    const snapshot = { ...new SeriesDetector(options, 1, START).snapshot(), v: 2 as unknown as 1 };
    expect(() => SeriesDetector.restore(options, snapshot)).toThrow('version 2');
  });

  it('keeps the evidence per unit of budget when the budget changes', () => {
    const options = optionSets[3] as SeriesDetectorOptions;
    const detector = new SeriesDetector(options, 0.1, START);
    const random = seeded(3);
    for (let i = 0; i < 4_000; i++) detector.tick(random.binomial(5, 0.05), 5);
    const spent = detector.evidence * 0.1;
    detector.setBudget(0.4);
    expect(detector.evidence * 0.4).toBeCloseTo(spent, 12);
  });
});

/** Through JSON text, as a store would keep it. */
function revived(options: SeriesDetectorOptions, detector: SeriesDetector): SeriesDetector {
  return SeriesDetector.restore(options, JSON.parse(JSON.stringify(detector.snapshot())));
}
