import { type DayGeneration } from './day-generation';
import { HOURS_PER_DAY, hourOfDay, isWeekend, MINUTES_PER_HOUR, SEASON_BINS, seasonBinOf } from './calendar';
import { float32sFromJson, float32sToJson } from './float32';

export interface SeasonSnapshot {
  days: [number, number];
  marks: number[];
  expected: number[];
}

/**
 * Hour-of-day shape of working days and week-ends: 48 factors on the expected marks, each marks/expected with
 * a prior of 8 marks (detectors.md 3.2). Week-end bins lean on the working day's shape times the week-end's
 * ratio; working-day bins on 1.
 *
 * Days teach shape only: a day's expected marks are first scaled to its total, so a level shift does not leak.
 */
export class Season {
  private readonly marks = new Float32Array(SEASON_BINS);
  private readonly expected = new Float32Array(SEASON_BINS);
  /** Days learned: [working days, week-end days]. A kind of day never seen must not be judged. */
  private readonly daysSeen: [number, number];

  constructor(private readonly startLocalHour: number) {
    this.daysSeen = isWeekend(startLocalHour) ? [0, WARM_UP_DAYS] : [WARM_UP_DAYS, 0];
  }

  hasSeenDayOf(localHour: number): boolean {
    return this.hasSeen(isWeekend(localHour));
  }

  hasSeen(weekend: boolean): boolean {
    return this.daysSeen[weekend ? 1 : 0] > 0;
  }

  factorOf(localHour: number): number {
    return this.factor(seasonBinOf(localHour));
  }

  /** Warm-up: hours are taken as they come, before any day is complete. */
  learnFirstHour(localHour: number, day: DayGeneration): void {
    const bin = seasonBinOf(localHour);
    const hour = hourOfDay(localHour);
    this.marks[bin] = at(this.marks, bin) + at(day.hourMarks, hour);
    this.expected[bin] = at(this.expected, bin) + Math.max(1e-9, at(day.hourExpected, hour));
  }

  /**
   * End of the warm-up: the level has only now become known, so what was expected in each bin is recomputed
   * from it and from how often the first three days visited the bin.
   */
  settleWarmUp(marksPerMinute: number): void {
    const visits = new Array<number>(SEASON_BINS).fill(0);
    for (let hour = 0; hour < WARM_UP_DAYS * HOURS_PER_DAY; hour++) {
      const bin = seasonBinOf(this.startLocalHour + hour);
      visits[bin] = (visits[bin] ?? 0) + 1;
    }
    visits.forEach((hours, bin) => {
      this.expected[bin] = at(this.expected, bin) > 0 ? hours * MINUTES_PER_HOUR * marksPerMinute : 0;
    });
    const weekdayHours = visits.slice(0, HOURS_PER_DAY).reduce((a, b) => a + b, 0);
    this.daysSeen[0] = Math.floor(weekdayHours / HOURS_PER_DAY);
    this.daysSeen[1] = WARM_UP_DAYS - Math.ceil(weekdayHours / HOURS_PER_DAY);
  }

  /** One finished day: working days keep their total out of the shape, week-ends show their ratio. */
  learnDay(day: DayGeneration): void {
    if (!day.shape) return;
    this.daysSeen[day.weekend ? 1 : 0]++;
    const firstBin = day.weekend ? HOURS_PER_DAY : 0;
    let marks = 0;
    let expected = 0;
    for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
      marks += at(day.hourMarks, hour);
      expected += at(day.hourExpected, hour) * this.factor(firstBin + hour);
    }
    if (!(marks > 0 && expected > 0)) return;
    const scale = day.weekend ? 1 : marks / expected;
    for (let bin = 0; bin < SEASON_BINS; bin++) {
      this.marks[bin] = at(this.marks, bin) * KEEP_PER_DAY;
      this.expected[bin] = at(this.expected, bin) * KEEP_PER_DAY;
    }
    for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
      const bin = firstBin + hour;
      this.marks[bin] = at(this.marks, bin) + at(day.hourMarks, hour);
      this.expected[bin] = at(this.expected, bin) + at(day.hourExpected, hour) * scale;
    }
  }

  snapshot(): SeasonSnapshot {
    const [weekdays, weekends] = this.daysSeen;
    return {
      days: [weekdays, weekends],
      marks: float32sToJson(this.marks),
      expected: float32sToJson(this.expected),
    };
  }

  restore(snapshot: SeasonSnapshot): void {
    [this.daysSeen[0], this.daysSeen[1]] = snapshot.days;
    float32sFromJson(this.marks, snapshot.marks);
    float32sFromJson(this.expected, snapshot.expected);
  }

  private factor(bin: number): number {
    if (bin < HOURS_PER_DAY) return this.shrunk(bin, 1);
    let marks = PRIOR_MARKS;
    let expected = PRIOR_MARKS;
    for (let hour = 0; hour < HOURS_PER_DAY; hour++) {
      marks += at(this.marks, HOURS_PER_DAY + hour);
      expected +=
        (at(this.expected, HOURS_PER_DAY + hour) * (at(this.marks, hour) + PRIOR_MARKS)) /
        (at(this.expected, hour) + PRIOR_MARKS);
    }
    return this.shrunk(bin, (marks / expected) * this.shrunk(bin - HOURS_PER_DAY, 1));
  }

  private shrunk(bin: number, prior: number): number {
    return (at(this.marks, bin) + PRIOR_MARKS * prior) / (at(this.expected, bin) + PRIOR_MARKS);
  }
}

/** The first days, learned hour by hour. */
export const WARM_UP_DAYS = 3;

const PRIOR_MARKS = 8;
/** Half-life of the shape: 28 days. */
const KEEP_PER_DAY = 0.5 ** (1 / 28);

function at(values: Float32Array, index: number): number {
  return values[index] ?? 0;
}
