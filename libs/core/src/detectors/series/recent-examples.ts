import { type WindowExample } from '@tacet/contracts';

export type RecentExamplesSnapshot = [traceId: string, spanId: string, atMs: number][];

const EXAMPLES_MAX = 10;

/** The latest turns that a series' rows pointed at: what an anomaly can show. */
export class RecentExamples {
  private latest: RecentExamplesSnapshot = [];

  note(examples: readonly WindowExample[], atMs: number): void {
    for (const [traceId, spanId] of examples) this.latest.push([traceId, spanId, atMs]);
    if (this.latest.length > EXAMPLES_MAX) this.latest = this.latest.slice(-EXAMPLES_MAX);
  }

  since(onsetMs: number): { exampleTraceIds: string[]; exampleSpanIds: string[] } {
    const examples = this.latest.filter(([, , atMs]) => atMs >= onsetMs);
    return {
      exampleTraceIds: [...new Set(examples.map(([traceId]) => traceId))],
      exampleSpanIds: [...new Set(examples.map(([, spanId]) => spanId))].filter((spanId) => spanId !== ''),
    };
  }

  snapshot(): RecentExamplesSnapshot {
    return [...this.latest];
  }

  restore(snapshot: RecentExamplesSnapshot): void {
    this.latest = [...snapshot];
  }
}
