import { FRONT_ENDS } from './front-end';
import { Incident } from './incident';
import { seeded } from './testdata/traffic';

const rise = {
  frontEnd: FRONT_ENDS.rate,
  direction: 'up' as const,
  mean: 0.05,
  nullBoundary: 0.056,
  dispersion: 1.2,
};
const fall = {
  frontEnd: FRONT_ENDS.count,
  direction: 'down' as const,
  mean: 4,
  nullBoundary: 3.5,
  dispersion: 1.5,
};

describe('Incident', () => {
  it('does not end while the rate stays up', () => {
    const random = seeded(1);
    const incident = Incident.open({ onsetMinute: 0, marks: 30, exposure: 200 }, rise);
    for (let minute = 0; minute < 2 * 10_080; minute++) {
      incident.add(random.binomial(5, 0.15), 5);
      expect(incident.recovered).toBe(false);
    }
    expect(incident.excess).toBeGreaterThan(9_000);
  });

  it('ends within hours of a recovery, not within minutes', () => {
    const random = seeded(2);
    const incident = Incident.open({ onsetMinute: 0, marks: 30, exposure: 200 }, rise);
    let minutes = 0;
    while (!incident.recovered && minutes < 10_000) {
      incident.add(random.binomial(5, 0.05), 5);
      minutes++;
    }
    expect(minutes).toBeGreaterThan(10);
    expect(minutes).toBeLessThan(600);
  });

  it('ends when a silent stream speaks again, and not before', () => {
    const random = seeded(3);
    const incident = Incident.open({ onsetMinute: 0, marks: 0, exposure: 30 }, fall);
    for (let minute = 0; minute < 5_000; minute++) incident.add(0, 1);
    expect(incident.recovered).toBe(false);
    for (let minute = 0; minute < 60; minute++) incident.add(random.poisson(4), 1);
    expect(incident.recovered).toBe(true);
  });

  it('ends a rise after a week without any exposure', () => {
    const incident = Incident.open({ onsetMinute: 0, marks: 30, exposure: 200 }, rise);
    incident.idle(10_079);
    expect(incident.recovered).toBe(false);
    incident.idle(1);
    expect(incident.recovered).toBe(true);
  });

  it('is unchanged by its snapshot', () => {
    const incident = Incident.open({ onsetMinute: 9, marks: 30, exposure: 200 }, rise);
    incident.add(2, 9);
    const back = Incident.restore('up', JSON.parse(JSON.stringify(incident.snapshot())));
    for (const each of [incident, back]) each.add(1, 40);
    expect(back).toEqual(incident);
  });
});
