import { HOURS_PER_DAY } from './calendar';
import { float32sFromJson, float32sToJson } from './float32';

/** Time scales, in ticks, at which the spread around the baseline is learned (detectors.md 3.3). */
export const DISPERSION_SCALES_TICKS = [1, 15, 60, 480] as const;

export interface DayGenerationSnapshot {
  marks: number;
  exposure: number;
  blocks: number[];
  weekend: 0 | 1;
  shape: 0 | 1;
  hourMarks?: number[];
  hourExpected?: number[];
}

/** Sums over finished dispersion blocks of one scale. */
export interface DispersionBlocks {
  squares: number;
  variances: number;
  count: number;
}

/**
 * What one day would teach the baseline: level, hours of the day, dispersion. It waits on probation before it
 * is learned, so that a change cannot hide itself during its first day.
 */
export class DayGeneration {
  marks = 0;
  exposure = 0;
  weekend = false;
  /** False when days were merged: their hours no longer describe one day's shape. */
  shape = true;
  readonly hourMarks: Float32Array;
  /** Expected marks per hour of the day before the season's factor. */
  readonly hourExpected: Float32Array;
  private readonly sums = new Float32Array(3 * DISPERSION_SCALES_TICKS.length);

  constructor(private readonly seasonal: boolean) {
    this.hourMarks = new Float32Array(seasonal ? HOURS_PER_DAY : 0);
    this.hourExpected = new Float32Array(seasonal ? HOURS_PER_DAY : 0);
  }

  addHour(hour: number, marks: number, exposure: number, expected: number): void {
    this.marks += marks;
    this.exposure += exposure;
    if (!this.seasonal) return;
    this.hourMarks[hour] = (this.hourMarks[hour] ?? 0) + marks;
    this.hourExpected[hour] = (this.hourExpected[hour] ?? 0) + expected;
  }

  addBlock(scale: number, squares: number, variances: number, count = 1): void {
    const at = 3 * scale;
    this.sums[at] = (this.sums[at] ?? 0) + squares;
    this.sums[at + 1] = (this.sums[at + 1] ?? 0) + variances;
    this.sums[at + 2] = (this.sums[at + 2] ?? 0) + count;
  }

  blocks(scale: number): DispersionBlocks {
    const [squares = 0, variances = 0, count = 0] = this.sums.subarray(3 * scale);
    return { squares, variances, count };
  }

  /** Takes over the sums of the following day; the shapes of two days do not add. */
  merge(next: DayGeneration): void {
    this.marks += next.marks;
    this.exposure += next.exposure;
    DISPERSION_SCALES_TICKS.forEach((_ticks, scale) => {
      const { squares, variances, count } = next.blocks(scale);
      this.addBlock(scale, squares, variances, count);
    });
    this.shape = false;
  }

  clear(): void {
    this.marks = this.exposure = 0;
    this.sums.fill(0);
    this.hourMarks.fill(0);
    this.hourExpected.fill(0);
    this.shape = true;
  }

  snapshot(): DayGenerationSnapshot {
    const level = { marks: this.marks, exposure: this.exposure, blocks: float32sToJson(this.sums) };
    const flags = { weekend: this.weekend ? 1 : 0, shape: this.shape ? 1 : 0 } as const;
    if (!this.seasonal) return { ...level, ...flags };
    return {
      ...level,
      ...flags,
      hourMarks: float32sToJson(this.hourMarks),
      hourExpected: float32sToJson(this.hourExpected),
    };
  }

  restore(snapshot: DayGenerationSnapshot): void {
    this.marks = snapshot.marks;
    this.exposure = snapshot.exposure;
    this.weekend = snapshot.weekend === 1;
    this.shape = snapshot.shape === 1;
    float32sFromJson(this.sums, snapshot.blocks);
    float32sFromJson(this.hourMarks, snapshot.hourMarks ?? []);
    float32sFromJson(this.hourExpected, snapshot.hourExpected ?? []);
  }
}
