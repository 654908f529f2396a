import type { Finding, Step, Turn } from '@tacet/contracts';
import { stableId } from '@tacet/core/identity';
import {
  EVIDENCE_SPANS_MAX,
  NO_FINDINGS,
  type CloseMoment,
  type TurnRule,
  type TurnRuleObserver,
} from '../turn-rule';
import type { EmptyRates } from './empty-rates';
import { ToolHistory, type FailureKind, type ToolFailure } from './tool-history';

export interface FailPlausibleParameters {
  /** Distinct tools watched per turn; later ones are not watched. */
  toolsMax: number;
  /** What is known of each tool's empty results; without it every empty result counts. */
  emptyRates?: EmptyRates;
}

export const FAIL_PLAUSIBLE_DEFAULTS: FailPlausibleParameters = { toolsMax: 16 };

/** A tool or retrieval failed, was never made good, and the turn ended OK with an answer all the same. */
export function failPlausible(parameters: Partial<FailPlausibleParameters> = {}): TurnRule {
  const resolved = { ...FAIL_PLAUSIBLE_DEFAULTS, ...parameters };
  return { name: 'fail-plausible', watch: () => new FailPlausibleObserver(resolved) };
}

interface UnresolvedTool {
  tool: string;
  first: ToolFailure;
  failures: readonly ToolFailure[];
}

class FailPlausibleObserver implements TurnRuleObserver {
  /** Copied on growth: most turns use few tools. */
  private tools: readonly ToolHistory[] = [];
  private lastAnswerUs = -Infinity;

  constructor(private readonly parameters: FailPlausibleParameters) {}

  onStep(step: Step): readonly Finding[] {
    if (step.kind === 'llm' && step.ok) this.lastAnswerUs = Math.max(this.lastAnswerUs, step.endUs);
    if (step.kind !== 'tool' && step.kind !== 'retrieval') return NO_FINDINGS;
    if (wasRefusedByHuman(step)) return NO_FINDINGS;
    this.historyOf(step.toolName ?? step.name)?.add(step);
    return NO_FINDINGS;
  }

  onClose(turn: Turn, at: CloseMoment): readonly Finding[] {
    const unresolved = this.unresolved(turn);
    for (const { tool, calls, empty } of this.tools) {
      this.parameters.emptyRates?.observe(turn.closedAtMs, turn.service, turn.agent, tool, { calls, empty });
    }
    const earliest = unresolved[0];
    if (!earliest || turn.outcome !== 'finished') return NO_FINDINGS;
    const endedOk = turn.outcomeEvidence !== 'answered';
    if (!endedOk && this.lastAnswerUs <= earliest.first.endUs) return NO_FINDINGS;
    return [finding(turn, at, earliest, unresolved)];
  }

  /** Tools with failures that nothing made good, the earliest failure first. */
  private unresolved(turn: Turn): UnresolvedTool[] {
    const found: UnresolvedTool[] = [];
    for (const history of this.tools) {
      const isNormal = this.parameters.emptyRates?.isNormal(
        turn.closedAtMs,
        turn.service,
        turn.agent,
        history.tool,
      );
      const failures = history.unresolved(isNormal ?? false);
      if (failures[0]) found.push({ tool: history.tool, first: failures[0], failures });
    }
    return found.sort((a, b) => a.first.endUs - b.first.endUs || (a.tool < b.tool ? -1 : 1));
  }

  private historyOf(tool: string): ToolHistory | null {
    for (const history of this.tools) if (history.tool === tool) return history;
    if (this.tools.length >= this.parameters.toolsMax) return null;
    const history = new ToolHistory(tool);
    this.tools = this.tools.concat(history);
    return history;
  }
}

/** A call that a human turned down did not fail silently: the human knows. */
function wasRefusedByHuman(step: Step): boolean {
  return step.decision === 'reject' || step.decision === 'abort' || step.interrupt === true;
}

const FAILED_HOW: Record<FailureKind, string> = {
  error: 'failed',
  'result-error': 'returned an error',
  empty: 'returned nothing',
};

function finding(
  turn: Turn,
  at: CloseMoment,
  earliest: UnresolvedTool,
  unresolved: readonly UnresolvedTool[],
): Finding {
  const failures = unresolved.flatMap((tool) => tool.failures).sort((a, b) => a.endUs - b.endUs);
  const count = (kind: FailureKind): number => failures.filter((failure) => failure.kind === kind).length;
  return {
    id: stableId(turn.id, 'fail-plausible'),
    version: turn.version,
    position: at.position,
    rule: 'fail-plausible',
    tenant: turn.tenant,
    env: turn.env,
    service: turn.service,
    agent: turn.agent,
    agentVersion: turn.agentVersion,
    model: turn.model,
    tool: earliest.tool,
    sessionId: turn.sessionId,
    turnId: turn.id,
    traceId: earliest.first.traceId ?? turn.traceId,
    spanIds: failures.flatMap((failure) => failure.spanId ?? []).slice(0, EVIDENCE_SPANS_MAX),
    atMs: turn.closedAtMs,
    opensAnomaly: false,
    evidence: {
      tools: unresolved.length,
      failures: failures.length,
      errors: count('error'),
      resultErrors: count('result-error'),
      empty: count('empty'),
    },
    message: `${earliest.tool} ${FAILED_HOW[earliest.first.kind]} and never succeeded, yet the turn ended OK with an answer.`,
  };
}
