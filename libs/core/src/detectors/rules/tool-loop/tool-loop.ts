import type { Finding, Step, Turn } from '@tacet/contracts';
import { stableId } from '@tacet/core/identity';
import {
  EVIDENCE_SPANS_MAX,
  NO_FINDINGS,
  type StepMoment,
  type TurnRule,
  type TurnRuleObserver,
} from '../turn-rule';
import { RepeatedCall } from './repeated-call';

export interface ToolLoopParameters {
  /** Calls with the same tool and arguments that brought nothing new: the hit is the Nth. */
  repeatsMin: number;
  /** Calls with the same tool and arguments whatever they brought: the hit is the Nth. */
  callsMin: number;
  /** Distinct (tool, arguments) remembered per turn; later ones are not watched. */
  trackedCallsMax: number;
  /** Tools that are meant to be called again and again, such as a poll or a wait. */
  ignoredTools: readonly string[];
}

export const TOOL_LOOP_DEFAULTS: ToolLoopParameters = {
  repeatsMin: 5,
  callsMin: 20,
  trackedCallsMax: 128,
  ignoredTools: [],
};

/** The same tool with the same arguments again and again within a turn. Opens an anomaly; see README.md. */
export function toolLoop(parameters: Partial<ToolLoopParameters> = {}): TurnRule {
  const resolved = { ...TOOL_LOOP_DEFAULTS, ...parameters };
  return { name: 'tool-loop', watch: () => new ToolLoopObserver(resolved) };
}

class ToolLoopObserver implements TurnRuleObserver {
  /** Copied on growth: most turns make few different calls. */
  private calls: readonly RepeatedCall[] = [];
  private model = '';
  /** What the latest llm step spent: the price of asking for the call that follows it. Charged once. */
  private unchargedTokens = 0;
  private unchargedNanoUsd: number | null = 0;

  constructor(private readonly parameters: ToolLoopParameters) {}

  onStep(step: Step, at: StepMoment): readonly Finding[] {
    if (step.kind === 'llm') {
      this.rememberRequest(step);
      return NO_FINDINGS;
    }
    const call = this.callOf(step);
    if (!call || !call.count(step)) return NO_FINDINGS;
    if (call.calls > 1) {
      call.charge(this.unchargedTokens, this.unchargedNanoUsd);
      this.unchargedTokens = 0;
      this.unchargedNanoUsd = 0;
    }
    const { repeatsMin, callsMin } = this.parameters;
    if (call.fired || (call.repeats < repeatsMin && call.calls < callsMin)) return NO_FINDINGS;
    call.fired = true;
    return [this.finding(step, call, at)];
  }

  onClose(_turn: Turn): readonly Finding[] {
    return NO_FINDINGS;
  }

  private rememberRequest(step: Step): void {
    if (step.model) this.model = step.model;
    this.unchargedTokens = (step.inputTokens ?? 0) + (step.outputTokens ?? 0);
    this.unchargedNanoUsd = step.costNanoUsd ?? (this.unchargedTokens > 0 ? null : 0);
  }

  private callOf(step: Step): RepeatedCall | null {
    if (step.kind !== 'tool' && step.kind !== 'retrieval') return null;
    if (step.argsHash === undefined) return null;
    const tool = step.toolName ?? step.name;
    for (const call of this.calls) if (call.argsHash === step.argsHash && call.tool === tool) return call;
    if (this.calls.length >= this.parameters.trackedCallsMax) return null;
    if (this.parameters.ignoredTools.includes(tool)) return null;
    const call = new RepeatedCall(tool, step.argsHash);
    this.calls = this.calls.concat(call);
    return call;
  }

  private finding(step: Step, call: RepeatedCall, at: StepMoment): Finding {
    const evidence: Record<string, number> = { repeats: call.calls, withoutNews: call.repeats };
    evidence.wastedTokens = call.wastedTokens;
    if (call.wastedNanoUsd !== null) evidence.wastedNanoUsd = call.wastedNanoUsd;
    return {
      id: stableId(at.turnId, 'tool-loop', call.tool, call.argsHash),
      version: at.version,
      position: at.position,
      rule: 'tool-loop',
      tenant: step.tenant,
      env: step.env,
      service: step.service,
      agent: step.agent,
      agentVersion: step.agentVersion ?? '',
      model: step.model ?? this.model,
      tool: call.tool,
      sessionId: at.sessionId,
      turnId: at.turnId,
      traceId: step.traceId ?? '',
      spanIds: call.spanIds(EVIDENCE_SPANS_MAX),
      atMs: at.atMs,
      opensAnomaly: true,
      evidence,
      message: `${call.tool} was called ${call.calls} times with the same arguments in one turn.`,
    };
  }
}
