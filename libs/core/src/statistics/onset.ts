/** JSON form: score, marks, exposure, minute of the onset. */
export type OnsetSnapshot = [number, number, number, number];

/**
 * CUSUM of the evidence of one alternative: W = max(0, W + log L). Its last zero is the estimated onset of a
 * change, and the marks and exposure since then estimate its size.
 *
 * Source: Page, "Continuous inspection schemes" (Biometrika 1954); the change-point estimate is the last zero.
 * A tick without evidence (log L = 0) changes nothing, so silent minutes may be skipped.
 */
export class OnsetCusum {
  score = 0;
  marks = 0;
  exposure = 0;
  /** Minute of the first tick after the last zero; meaningless while the score is 0. */
  sinceMinute = 0;

  add(logL: number, marks: number, exposure: number, minute: number): void {
    const score = this.score + logL;
    if (score <= 0) {
      this.restart();
      return;
    }
    if (this.score === 0) this.sinceMinute = minute;
    this.score = score;
    this.marks += marks;
    this.exposure += exposure;
  }

  restart(): void {
    this.score = this.marks = this.exposure = 0;
  }

  snapshot(): OnsetSnapshot {
    const since = this.score > 0 ? this.sinceMinute : 0;
    return [this.score, this.marks, this.exposure, since];
  }

  restore([score, marks, exposure, sinceMinute]: OnsetSnapshot): void {
    Object.assign(this, { score, marks, exposure, sinceMinute });
  }
}
