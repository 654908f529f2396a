import { type Competitor } from './competitor';

/** Two neighbouring runs of equal length, as sums; `variance` is the sum of squared deviations. */
interface Run {
  total: number;
  variance: number;
}

const RUNS_PER_ROW_MAX = 5;
const CHECK_EVERY = 32;
const GRACE = 10;
const SUBWINDOW_MIN = 5;

/**
 * ADWIN (Bifet and Gavaldà, "Learning from time-changing data with adaptive windowing", 2007) with the
 * constants, the cut condition and the order of checks of the River library (drift.ADWIN): row r holds runs of
 * 2^r values, at most five of them; every 32 values all cuts between runs but the newest of each row are
 * tested. A change upwards is an alarm; after any change it starts anew, as River's wrapper does.
 */
export class Adwin implements Competitor {
  private rows: Run[][] = [[]];
  private width = 0;
  private total = 0;
  private variance = 0;
  private taken = 0;

  constructor(private readonly delta = 0.002) {}

  step(value: number): boolean {
    this.insert(value);
    this.taken++;
    if (this.taken % CHECK_EVERY !== 0 || this.width <= GRACE) return false;
    const meanBefore = this.total / this.width;
    let changed = false;
    while (this.hasCut()) {
      this.dropOldest();
      changed = true;
    }
    if (!changed) return false;
    const upwards = this.total / this.width > meanBefore;
    this.restart();
    return upwards;
  }

  private restart(): void {
    this.rows = [[]];
    this.width = this.total = this.variance = this.taken = 0;
  }

  private insert(value: number): void {
    (this.rows[0] as Run[]).push({ total: value, variance: 0 });
    if (this.width > 0) {
      const deviation = value - this.total / this.width;
      this.variance += (this.width * deviation * deviation) / (this.width + 1);
    }
    this.width++;
    this.total += value;
    this.compress();
  }

  /** A row with one run too many merges its two oldest into the next row. */
  private compress(): void {
    for (let r = 0; (this.rows[r] as Run[]).length > RUNS_PER_ROW_MAX; r++) {
      const [first, second] = (this.rows[r] as Run[]).splice(0, 2) as [Run, Run];
      const length = 2 ** r;
      const difference = (first.total - second.total) / length;
      const merged = {
        total: first.total + second.total,
        variance: first.variance + second.variance + (length * difference * difference) / 2,
      };
      const next = this.rows[r + 1];
      if (next) next.push(merged);
      else this.rows.push([merged]);
    }
  }

  private dropOldest(): void {
    const last = this.rows.length - 1;
    const row = this.rows[last] as Run[];
    const { total, variance } = row.shift() as Run;
    const length = 2 ** last;
    this.width -= length;
    this.total -= total;
    const difference = total / length - this.total / this.width;
    this.variance -= variance + (length * this.width * difference * difference) / (length + this.width);
    if (row.length === 0) this.rows.pop();
  }

  /** From the oldest cut to the newest: is there one whose two means differ by more than the bound? */
  private hasCut(): boolean {
    let oldWidth = 0;
    let oldTotal = 0;
    for (let r = this.rows.length - 1; r >= 0; r--) {
      const row = this.rows[r] as Run[];
      for (let k = 0; k < row.length - 1; k++) {
        oldWidth += 2 ** r;
        oldTotal += (row[k] as Run).total;
        const newWidth = this.width - oldWidth;
        if (oldWidth < SUBWINDOW_MIN || newWidth < SUBWINDOW_MIN) continue;
        const difference = oldTotal / oldWidth - (this.total - oldTotal) / newWidth;
        if (Math.abs(difference) > this.cutBound(oldWidth, newWidth)) return true;
      }
    }
    return false;
  }

  private cutBound(oldWidth: number, newWidth: number): number {
    const logTerm = Math.log((2 * Math.log(this.width)) / this.delta);
    const reciprocal = 1 / (oldWidth - SUBWINDOW_MIN + 1) + 1 / (newWidth - SUBWINDOW_MIN + 1);
    const variance = this.variance / this.width;
    return Math.sqrt(2 * reciprocal * variance * logTerm) + (2 / 3) * logTerm * reciprocal;
  }
}
