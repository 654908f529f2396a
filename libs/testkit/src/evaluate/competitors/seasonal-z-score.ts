import { type Competitor } from './competitor';

/**
 * The same band against the history of the same hour of the week: mean and standard deviation of all steps in
 * that hour of all earlier weeks. Silent in the first week.
 */
export class SeasonalZScore implements Competitor {
  private at = 0;
  private readonly count: Float64Array;
  private readonly sum: Float64Array;
  private readonly squares: Float64Array;
  /** Sums of the hour that is running: it joins the history when it is over. */
  private hourCount = 0;
  private hourSum = 0;
  private hourSquares = 0;

  constructor(
    private readonly stepsPerHour: number,
    private readonly limit = 3,
    private readonly hours = 168,
  ) {
    this.count = new Float64Array(hours);
    this.sum = new Float64Array(hours);
    this.squares = new Float64Array(hours);
  }

  step(value: number): boolean {
    const hour = Math.floor(this.at++ / this.stepsPerHour) % this.hours;
    const n = this.count[hour] as number;
    const mean = (this.sum[hour] as number) / n;
    const variance = Math.max(0, ((this.squares[hour] as number) - n * mean * mean) / (n - 1));
    const alarm = n > 1 && value > mean + this.limit * Math.sqrt(variance);
    this.hourCount++;
    this.hourSum += value;
    this.hourSquares += value * value;
    if (this.at % this.stepsPerHour === 0) this.finishHour(hour);
    return alarm;
  }

  private finishHour(hour: number): void {
    this.count[hour] = (this.count[hour] as number) + this.hourCount;
    this.sum[hour] = (this.sum[hour] as number) + this.hourSum;
    this.squares[hour] = (this.squares[hour] as number) + this.hourSquares;
    this.hourCount = this.hourSum = this.hourSquares = 0;
  }
}
