import type { Step } from '@tacet/contracts';

/** Spans of one call remembered for nesting and evidence, and results remembered for "nothing new". */
const REMEMBERED_SPANS_MAX = 20;
const REMEMBERED_RESULTS_MAX = 8;

interface SeenSpan {
  startUs: number;
  spanId: string | undefined;
  parentSpanId: string | undefined;
  toolCallId: string | undefined;
}

/** What one turn did with one tool and one set of arguments. */
export class RepeatedCall {
  calls = 0;
  /** Calls less those that brought a result not seen before: order of arrival does not change it. */
  repeats = 0;
  fired = false;
  wastedTokens = 0;
  /** null once a wasted request had tokens without a price. */
  wastedNanoUsd: number | null = 0;
  /** Copied on growth: most calls are made once, and an open turn must stay small. */
  private spans: readonly SeenSpan[] = [];
  private results: readonly string[] = [];

  constructor(
    readonly tool: string,
    readonly argsHash: string,
  ) {}

  /**
   * Counts the step as one more call, unless it is another record of a call already counted: a client span
   * and the server span under it, or two instrumentations with one tool call id. Returns whether it counted.
   */
  count(step: Step): boolean {
    const recordedAlready = this.spans.some((seen) => isSameCall(seen, step));
    if (this.spans.length < REMEMBERED_SPANS_MAX) {
      const { startUs, spanId, parentSpanId, toolCallId } = step;
      this.spans = this.spans.concat({ startUs, spanId, parentSpanId, toolCallId });
    }
    if (recordedAlready) return false;
    this.calls++;
    if (!this.bringsNews(step.resultHash)) this.repeats++;
    return true;
  }

  charge(tokens: number, nanoUsd: number | null): void {
    this.wastedTokens += tokens;
    this.wastedNanoUsd =
      this.wastedNanoUsd === null || nanoUsd === null ? null : this.wastedNanoUsd + nanoUsd;
  }

  /** Earliest first. */
  spanIds(countMax: number): string[] {
    return this.spans
      .slice()
      .sort((a, b) => a.startUs - b.startUs)
      .flatMap((seen) => seen.spanId ?? [])
      .slice(0, countMax);
  }

  /** The first result is what the call was for, so only further different ones are news. */
  private bringsNews(resultHash: string | undefined): boolean {
    if (resultHash === undefined) return false;
    const { results } = this;
    if (results.includes(resultHash)) return false;
    if (results.length < REMEMBERED_RESULTS_MAX) this.results = results.concat(resultHash);
    return results.length > 0;
  }
}

function isSameCall(seen: SeenSpan, step: Step): boolean {
  if (seen.toolCallId !== undefined && step.toolCallId !== undefined)
    return seen.toolCallId === step.toolCallId;
  if (seen.spanId !== undefined && seen.spanId === step.parentSpanId) return true;
  return seen.parentSpanId !== undefined && seen.parentSpanId === step.spanId;
}
