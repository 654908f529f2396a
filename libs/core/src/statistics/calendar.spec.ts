import { isWeekend, localHourOf, seasonBinOf } from './calendar';

const minuteOf = (iso: string): number => Date.parse(iso) / 60_000;

describe('calendar', () => {
  it.each([
    ['2026-01-05T00:00Z', 0],
    ['2026-01-09T23:59Z', 23],
    ['2026-01-10T00:00Z', 24],
    ['2026-01-11T13:30Z', 37],
    ['2026-01-12T13:30Z', 13],
  ])('%s is season bin %i', (iso, bin) => {
    expect(seasonBinOf(localHourOf(minuteOf(iso)))).toBe(bin);
  });

  it('moves the week-end with the offset of the time zone', () => {
    const fridayEvening = minuteOf('2026-01-09T20:00Z');
    expect(isWeekend(localHourOf(fridayEvening))).toBe(false);
    expect(isWeekend(localHourOf(fridayEvening + 330))).toBe(true);
  });
});
