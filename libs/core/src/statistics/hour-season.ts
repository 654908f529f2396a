import { MINUTES_PER_HOUR } from './calendar';
import { type Season } from './season';

/** The season within one hour: linear between the centres of the hour before, this one and the next. */
export class HourSeason {
  private before = 1;
  private after = 1;
  /** Factor at the centre of the hour. */
  factor = 1;

  constructor(private readonly season: Season) {}

  startHour(localHour: number): void {
    this.before = this.season.factorOf(localHour - 1);
    this.factor = this.season.factorOf(localHour);
    this.after = this.season.factorOf(localHour + 1);
  }

  weightAt(minuteOfHour: number): number {
    const at = (minuteOfHour + 0.5) / MINUTES_PER_HOUR;
    return at < 0.5
      ? this.before * (0.5 - at) + this.factor * (0.5 + at)
      : this.factor * (1.5 - at) + this.after * (at - 0.5);
  }
}
