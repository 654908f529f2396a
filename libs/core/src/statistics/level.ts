import { type FrontEnd, isProportion } from './front-end';

/** Learned mean p of a signal: decayed sums of marks and exposure. */
export class Level {
  marks = 0;
  exposure = 0;

  constructor(private readonly frontEnd: FrontEnd) {}

  /** p = (S + ½)/(N + prior), kept inside (0, 1) for proportions. */
  mean(): number {
    const p = (this.marks + 0.5) / (this.exposure + this.frontEnd.priorExposure);
    return isProportion(this.frontEnd) ? Math.min(this.frontEnd.meanMax, Math.max(1e-6, p)) : p;
  }

  /** Standard error √(D·v(p)/(N + 1)). */
  standardError(dispersion: number): number {
    return Math.sqrt((dispersion * this.frontEnd.unitVariance(this.mean())) / (this.exposure + 1));
  }

  add(marks: number, exposure: number): void {
    this.marks += marks;
    this.exposure += exposure;
  }

  scale(factor: number): void {
    this.marks *= factor;
    this.exposure *= factor;
  }
}

/**
 * Half-life of the level in days: as long as it takes to see 300·D informative events, between 7 and 56.
 * Busy keys adapt within a week, quiet ones remember two months.
 */
export function levelHalfLifeDays(dispersion: number, informativeEventsPerDay: number): number {
  return Math.min(56, Math.max(7, (300 * dispersion) / informativeEventsPerDay));
}
