import { type Finding } from '@tacet/contracts';

export interface ExampleFindingsSnapshot {
  appliedPositions: Record<string, number>;
  latest: [traceId: string, spanId: string, atMs: number][];
}

const EXAMPLES_MAX = 10;

/** The latest findings of one rule and agent: what an anomaly can point at. Each position of an origin once. */
export class ExampleFindings {
  private appliedPositions: Record<string, number> = {};
  private latest: [traceId: string, spanId: string, atMs: number][] = [];

  note(finding: Finding, origin: string): void {
    if (finding.position <= (this.appliedPositions[origin] ?? -1)) return;
    this.appliedPositions[origin] = finding.position;
    this.latest.push([finding.traceId, finding.spanIds[0] ?? '', finding.atMs]);
    this.latest = this.latest.slice(-EXAMPLES_MAX);
  }

  since(onsetMs: number): { exampleTraceIds: string[]; exampleSpanIds: string[] } {
    const examples = this.latest.filter(([, , atMs]) => atMs >= onsetMs);
    return {
      exampleTraceIds: [...new Set(examples.map(([traceId]) => traceId))],
      exampleSpanIds: [...new Set(examples.map(([, spanId]) => spanId))].filter((spanId) => spanId !== ''),
    };
  }

  snapshot(): ExampleFindingsSnapshot {
    return { appliedPositions: { ...this.appliedPositions }, latest: [...this.latest] };
  }

  restore(snapshot: ExampleFindingsSnapshot): void {
    this.appliedPositions = { ...snapshot.appliedPositions };
    this.latest = [...snapshot.latest];
  }
}
