import type { Step } from '@tacet/contracts';

const REMEMBERED_FAILURES_MAX = 10;

export type FailureKind = 'error' | 'result-error' | 'empty';

export interface ToolFailure {
  endUs: number;
  kind: FailureKind;
  spanId: string | undefined;
  traceId: string | undefined;
}

/**
 * What one turn saw of one tool: its latest success and the failures that no success has followed. Ordered by
 * end time and not by arrival. Of more than ten open failures the nine earliest and the latest are kept.
 */
export class ToolHistory {
  calls = 0;
  empty = 0;
  private lastSuccessUs = -Infinity;
  private failures: readonly ToolFailure[] = [];

  constructor(readonly tool: string) {}

  add(step: Step): void {
    this.calls++;
    const kind = failureKind(step);
    if (kind === 'empty') this.empty++;
    if (kind === null) {
      this.lastSuccessUs = Math.max(this.lastSuccessUs, step.endUs);
      if (this.failures.length > 0) {
        this.failures = this.failures.filter((failure) => failure.endUs > this.lastSuccessUs);
      }
    } else if (step.endUs > this.lastSuccessUs) {
      const failure = { endUs: step.endUs, kind, spanId: step.spanId, traceId: step.traceId };
      const failures = this.failures.concat(failure).sort(byEnd);
      if (failures.length > REMEMBERED_FAILURES_MAX) failures.splice(REMEMBERED_FAILURES_MAX - 1, 1);
      this.failures = failures;
    }
  }

  /**
   * Failures that count, earliest first. An empty result that is normal for the tool is its ordinary answer:
   * it is no failure, and it makes good what failed before it.
   */
  unresolved(emptyIsNormal: boolean): readonly ToolFailure[] {
    if (!emptyIsNormal) return this.failures;
    let lastAnswerUs = -Infinity;
    for (const failure of this.failures) if (failure.kind === 'empty') lastAnswerUs = failure.endUs;
    return this.failures.filter((failure) => failure.endUs > lastAnswerUs);
  }
}

function failureKind(step: Step): FailureKind | null {
  if (!step.ok) return 'error';
  if (step.resultError) return 'result-error';
  if (step.resultEmpty || step.retrievedDocs === 0) return 'empty';
  return null;
}

function byEnd(a: ToolFailure, b: ToolFailure): number {
  if (a.endUs !== b.endUs) return a.endUs - b.endUs;
  const [left, right] = [a.spanId ?? '', b.spanId ?? ''];
  return left < right ? -1 : left > right ? 1 : 0;
}
