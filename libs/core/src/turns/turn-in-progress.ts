import type { Finding, Rule, Step, Turn } from '@tacet/contracts';
import { NO_FINDINGS, type StepMoment, type TurnRuleObserver } from '@tacet/core/detectors/rules';
import { Attribution } from './attribution';
import { Ending, type ClosedBy, type EndCertainty } from './ending';
import { SpanIdSet } from './span-id-set';

const TOOLS_MAX = 16;

/** What is kept of an open turn: sums, extremes and what its rules remember; never the steps themselves. */
export class TurnInProgress {
  startUs = Infinity;
  endUs = -Infinity;
  steps = 0;
  sessionId = '';
  readonly ending = new Ending();
  private readonly attribution = new Attribution();
  private readonly spanIds = new SpanIdSet();
  private llmSteps = 0;
  private toolSteps = 0;
  private failedSteps = 0;
  private inputTokens = 0;
  private outputTokens = 0;
  private cacheReadTokens = 0;
  private costNanoUsd: number | null = 0;
  private traceId = '';
  /** Copied on growth: it stays as small as it is. */
  private tools: readonly { tool: string; firstUs: number }[] = [];
  private hits: Rule[] | null = null;

  constructor(
    readonly id: string,
    private readonly tenant: string,
    private readonly observers: readonly TurnRuleObserver[],
  ) {}

  /** False when this very span was folded before. Log records have no identity of their own. */
  isNew(step: Step): boolean {
    return step.source === 'log' || step.spanId === undefined || this.spanIds.add(step.spanId);
  }

  fold(step: Step, position: number, atMs: number): readonly Finding[] {
    this.steps++;
    if (step.startUs < this.startUs) this.startUs = step.startUs;
    if (step.endUs > this.endUs) this.endUs = step.endUs;
    this.sessionId = firstOf(this.sessionId, step.sessionId);
    this.traceId = firstOf(this.traceId, step.traceId);
    this.ending.see(step, this.attribution.vote(step));
    this.count(step);
    return this.observe(step, position, atMs);
  }

  certainty(): EndCertainty {
    return this.ending.certainty(this.startUs, this.endUs);
  }

  close(closedAtMs: number, closedBy: ClosedBy, position: number): { turn: Turn; findings: Finding[] } {
    const turn = this.turnAt(closedAtMs, closedBy);
    const findings: Finding[] = [];
    for (const observer of this.observers) findings.push(...observer.onClose(turn, { position }));
    this.remember(findings);
    turn.findings = this.hits ?? [];
    return { turn, findings };
  }

  private count(step: Step): void {
    if (!step.ok || step.resultError) this.failedSteps++;
    if (step.kind === 'llm') this.llmSteps++;
    if (step.kind === 'tool') {
      this.toolSteps++;
      this.countTool(step.toolName ?? step.name, step.startUs);
    }
    const tokens = (step.inputTokens ?? 0) + (step.outputTokens ?? 0);
    this.inputTokens += step.inputTokens ?? 0;
    this.outputTokens += step.outputTokens ?? 0;
    this.cacheReadTokens += step.cacheReadTokens ?? 0;
    if (step.costNanoUsd !== undefined) {
      if (this.costNanoUsd !== null) this.costNanoUsd += step.costNanoUsd;
    } else if (tokens > 0) {
      this.costNanoUsd = null;
    }
    if (step.kind === 'llm' && step.model) this.attribution.addModelTokens(step.model, tokens);
  }

  private countTool(tool: string, startUs: number): void {
    const known = this.tools.find((entry) => entry.tool === tool);
    if (known) known.firstUs = Math.min(known.firstUs, startUs);
    else if (this.tools.length < TOOLS_MAX) this.tools = this.tools.concat({ tool, firstUs: startUs });
  }

  private observe(step: Step, position: number, atMs: number): readonly Finding[] {
    const moment: StepMoment = {
      turnId: this.id,
      version: this.steps,
      position,
      atMs,
      sessionId: this.sessionId,
    };
    let findings = NO_FINDINGS;
    for (const observer of this.observers) {
      const found = observer.onStep(step, moment);
      if (found.length > 0) findings = findings.concat(found);
    }
    this.remember(findings);
    return findings;
  }

  private remember(findings: readonly Finding[]): void {
    for (const { rule } of findings) {
      if (!this.hits?.includes(rule)) this.hits = [...(this.hits ?? []), rule].sort();
    }
  }

  /** A turn cannot have ended after it was over: clamps the clocks that run ahead of the log. */
  private turnAt(closedAtMs: number, closedBy: ClosedBy): Turn {
    const closedAtUs = closedAtMs * 1_000;
    const identity = this.attribution.identity(this.ending.rootAgent);
    return {
      id: this.id,
      version: this.steps,
      tenant: this.tenant,
      ...identity,
      sessionId: this.sessionId,
      traceId: this.traceId,
      startUs: Math.min(this.startUs, closedAtUs),
      endUs: Math.min(this.endUs, closedAtUs),
      closedAtMs,
      ...this.ending.verdict(this.startUs, this.endUs, closedBy),
      steps: this.steps,
      llmSteps: this.llmSteps,
      toolSteps: this.toolSteps,
      failedSteps: this.failedSteps,
      inputTokens: this.inputTokens,
      outputTokens: this.outputTokens,
      cacheReadTokens: this.cacheReadTokens,
      costNanoUsd: this.costNanoUsd,
      model: this.attribution.topModel(),
      tools: this.tools
        .slice()
        .sort(byFirstUse)
        .map(({ tool }) => tool),
      findings: [],
    };
  }
}

function byFirstUse(a: { tool: string; firstUs: number }, b: { tool: string; firstUs: number }): number {
  return a.firstUs - b.firstUs || (a.tool < b.tool ? -1 : 1);
}

/** Of several values the least in text order, so that order of arrival does not decide. */
function firstOf(known: string, next: string | undefined): string {
  return next !== undefined && (known === '' || next < known) ? next : known;
}
