import { ResolveDetector, type ResolveSnapshot } from './resolve-detector';
import { type Direction, type FrontEnd } from './front-end';

/** The baseline that an incident is measured against: frozen when it opens. */
export interface IncidentBaseline {
  mean: number;
  dispersion: number;
}

export interface IncidentSnapshot {
  onset: number;
  sums: [marks: number, exposure: number];
  baseline: [mean: number, dispersion: number];
  resolve: ResolveSnapshot;
}

/** An open incident of one stream: what was seen since its onset, and the evidence that it is over. */
export class Incident {
  private constructor(
    readonly onsetMinute: number,
    readonly baseline: IncidentBaseline,
    private readonly resolve: ResolveDetector,
    public marks: number,
    public exposure: number,
  ) {}

  static open(
    alarm: { onsetMinute: number; marks: number; exposure: number },
    ground: {
      frontEnd: FrontEnd;
      direction: Direction;
      mean: number;
      nullBoundary: number;
      dispersion: number;
    },
  ): Incident {
    const { onsetMinute, marks, exposure } = alarm;
    const observedMean = exposure > 0 ? marks / exposure : ground.nullBoundary;
    const { mean, dispersion } = ground;
    const resolve = ResolveDetector.open({ ...ground, observedMean });
    return new Incident(onsetMinute, { mean, dispersion }, resolve, marks, exposure);
  }

  get recovered(): boolean {
    return this.resolve.recovered;
  }

  /** Marks beyond what the baseline expected since the onset; below 0 when fewer. */
  get excess(): number {
    return this.marks - this.exposure * this.baseline.mean;
  }

  add(marks: number, exposure: number): void {
    this.marks += marks;
    this.exposure += exposure;
    this.resolve.add(marks, exposure);
  }

  idle(minutes: number): void {
    this.resolve.idle(minutes);
  }

  snapshot(): IncidentSnapshot {
    return {
      onset: this.onsetMinute,
      sums: [this.marks, this.exposure],
      baseline: [this.baseline.mean, this.baseline.dispersion],
      resolve: this.resolve.snapshot(),
    };
  }

  static restore(direction: Direction, snapshot: IncidentSnapshot): Incident {
    const [mean, dispersion] = snapshot.baseline;
    const resolve = ResolveDetector.restore(direction, snapshot.resolve);
    return new Incident(snapshot.onset, { mean, dispersion }, resolve, ...snapshot.sums);
  }
}
