import fc from 'fast-check';
import { durationToUs, timeToUs } from './exact-time';

it.each([
  ['2025-03-19T16:32:08.062589Z', 1_742_401_928_062_589],
  ['2025-03-19T16:49:31.234072', 1_742_402_971_234_072],
  ['1970-01-01T00:00:00Z', 0],
])('reads the time %s', (text, us) => {
  expect(timeToUs(text)).toBe(us);
});

it.each([
  ['PT0S', 0],
  ['PT0.000047S', 47],
  ['PT0.03179S', 31_790],
  ['PT1M48.75533S', 108_755_330],
  ['PT40M30.0001S', 2_430_000_100],
  ['PT2H', 7_200_000_000],
])('reads the duration %s', (text, us) => {
  expect(durationToUs(text)).toBe(us);
});

it.each(['PT', '', 'P1DT2S', 'PT1.1234567S', '1M'])('refuses the duration "%s"', (text) => {
  expect(() => durationToUs(text)).toThrow('not a duration');
});

it.each(['2025-03-19', '2025-03-19T16:32:08+01:00', '2025-03-19T16:32:08.1234567Z'])(
  'refuses the time "%s"',
  (text) => {
    expect(() => timeToUs(text)).toThrow('not a time');
  },
);

it('gives back every microsecond it is given', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 0, max: 999_999 }), (s, us) => {
      const text = `${new Date(s * 1_000).toISOString().slice(0, 19)}.${String(us).padStart(6, '0')}Z`;
      expect(timeToUs(text)).toBe(s * 1_000_000 + us);
    }),
  );
});
