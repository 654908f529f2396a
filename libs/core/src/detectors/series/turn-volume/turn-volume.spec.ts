import { diurnal, type Random } from '../../../statistics/testdata/traffic';
import { DAY, HOUR, type MinuteOfSeries, playSeries } from '../testdata/play-series';
import { turnVolumeFall, turnVolumeRise } from './turn-volume.detector';

/** A Thursday noon of week four: the season is known. */
const START = 24 * DAY + 12 * HOUR;

function turns(random: Random, perMinute: number): MinuteOfSeries | null {
  const n = random.poisson(perMinute);
  return n === 0 ? null : { n, sum: n };
}

describe('turn-volume', () => {
  it('golden: a fall to a tenth at noon is told within two hours as a stall', () => {
    const { told } = playSeries(turnVolumeFall, 25, 1, (minute, random) =>
      turns(random, 3 * diurnal(minute) * (minute >= START ? 0.1 : 1)),
    );
    expect(told[0]?.minute).toBeGreaterThan(START);
    expect(told[0]?.minute).toBeLessThan(START + 2 * HOUR);
    expect(told[0]?.transition).toMatchObject({ failure: 'stall', severity: 'warning' });
    expect(told.at(-1)?.transition.severity).toBe('critical');
    expect(told[0]?.transition.effect?.high).toBeLessThan(0.7);
    expect(told[0]?.transition.effect?.excess).toBeLessThan(0);
  });

  it('tells of complete silence as soon as the next window is looked at', () => {
    const { told, state } = playSeries(turnVolumeFall, 24.5, 2, (minute, random) =>
      turns(random, 3 * diurnal(minute)),
    );
    expect(told).toEqual([]);
    const [opened] = state.applyWindow(null, state.lastWindowMs + 3 * HOUR * 60_000, 0.01);
    expect(opened).toMatchObject({ type: 'opened', effect: { ratio: 0 } });
    expect((opened?.detectedAtMs ?? 0) - (opened?.onsetMs ?? 0)).toBeLessThan(HOUR * 60_000);
  });

  it('golden: a rise to three times is told within an hour', () => {
    const { told } = playSeries(turnVolumeRise, 25, 3, (minute, random) =>
      turns(random, 3 * diurnal(minute) * (minute >= START ? 3 : 1)),
    );
    expect(told[0]?.minute).toBeGreaterThan(START);
    expect(told[0]?.minute).toBeLessThan(START + HOUR);
    expect(told[0]?.transition).toMatchObject({
      failure: 'unbounded-cost',
      baseline: { unit: 'turns per hour' },
    });
  });

  it.each([turnVolumeRise, turnVolumeFall])(
    '$detector raises nothing over six weeks of nights and week-ends',
    (d) => {
      const { told } = playSeries(d, 42, 4, (minute, random) => turns(random, 3 * diurnal(minute)));
      expect(told).toEqual([]);
    },
  );

  it.each([0, 2, 4, 5, 6])('learns from a start on day %i of the week without alarms', (weekday) => {
    for (const definition of [turnVolumeRise, turnVolumeFall]) {
      const { told } = playSeries(definition, 21, 5, (minute, random) =>
        minute < weekday * DAY + 10 * HOUR ? null : turns(random, 3 * diurnal(minute)),
      );
      expect(told).toEqual([]);
    }
  });
});
