import { type AgentProfile } from './agent-profile';
import { type InjectionKind } from './injection';
import { type Random } from './random';
import { callTool, retriesUntilSuccess } from './tool-calls';
import { type LlmStep, type ToolStep, type TurnScript } from './turn-script';

export interface Session {
  id: string;
  userId: string;
  pod: number;
  /** Multiplies token counts: turns of one session resemble each other. */
  tokenFactor: number;
}

const TOKEN_SIGMA = 0.42;
const LATENCY_SIGMA = 0.35;
const PLAUSIBLE_FAILURE_RATE = 0.013;
const HONEST_FAILURE_RATE = 0.006;
const INTERRUPT_RATE = 0.02;
/** Share of turns whose answer is recorded as text: about a third of all model calls. */
const TEXT_SHARE = 0.75;
const INJECTED = {
  plausibleFailureRate: 0.45,
  loopShare: 0.5,
  loopRepeatsMin: 8,
  loopRepeatsMax: 20,
  extraToolCallsMin: 3,
  extraToolCallsMax: 6,
  promptGrowth: 2.2,
};

/** Plays one turn that starts at `startMs`; `injection` is the failure its agent suffers at that time. */
export function writeTurnScript(
  rng: Random,
  profile: AgentProfile,
  session: Session,
  startMs: number,
  injection: InjectionKind | undefined,
  passages: readonly string[],
): TurnScript {
  const stage = new Stage(rng, profile, session, startMs, injection, passages);
  const plausible = rng.chance(
    injection === 'fail-plausible' ? INJECTED.plausibleFailureRate : PLAUSIBLE_FAILURE_RATE,
  );
  const loops = injection === 'tool-loop' && rng.chance(INJECTED.loopShare);
  const honest = !plausible && !loops && rng.chance(HONEST_FAILURE_RATE);
  const interrupted = profile.dialect === 'claude-code' && !plausible && rng.chance(INTERRUPT_RATE);
  let calls = rng.weighted(profile.toolCalls);
  if (injection === 'cost-per-turn')
    calls += rng.between(INJECTED.extraToolCallsMin, INJECTED.extraToolCallsMax);
  if (plausible || loops || honest || interrupted) calls = Math.max(1, calls);
  for (let call = 0; call < calls; call++) {
    const last = call === calls - 1;
    if (last && plausible) stage.failPlausibly();
    else if (last && honest) stage.failHonestly();
    else if (last && interrupted) return stage.interrupt();
    else if (last && loops) stage.loop(rng.between(INJECTED.loopRepeatsMin, INJECTED.loopRepeatsMax));
    else stage.useTool();
  }
  const affected =
    injection === 'cost-per-turn' || (injection === 'fail-plausible' && plausible) || loops
      ? injection
      : undefined;
  return stage.answer(!honest, affected);
}

/** A turn while it is being played: the clock and the growing context. */
class Stage {
  private readonly turn: TurnScript;
  private readonly promptTokens: number;
  private nowUs: number;
  private contextTokens = 0;

  constructor(
    private readonly rng: Random,
    private readonly profile: AgentProfile,
    session: Session,
    startMs: number,
    injection: InjectionKind | undefined,
    private readonly passages: readonly string[],
  ) {
    const startUs = startMs * 1000 + rng.below(1000);
    this.nowUs = startUs + rng.between(2_000, 30_000);
    const growth = injection === 'cost-per-turn' ? INJECTED.promptGrowth : 1;
    this.promptTokens = rng.logNormal(profile.inputTokens * growth * session.tokenFactor, TOKEN_SIGMA);
    this.turn = {
      profile,
      sessionId: session.id,
      userId: session.userId,
      pod: session.pod,
      traceId: rng.hex(4),
      promptId: rng.uuid(),
      promptChars: Math.round(rng.logNormal(140, 0.8)),
      startUs,
      endUs: startUs,
      steps: [],
      ok: true,
    };
  }

  /** Model call, tool call; now and then the tool fails and the same call is made again until it works. */
  useTool(): void {
    const { rng, profile } = this;
    this.callModel('tool_calls');
    const step = this.addTool(callTool(rng, rng.pick(profile.tools)));
    for (let failures = retriesUntilSuccess(rng); failures > 0; failures--) {
      const failed = this.turn.steps.at(-1) as ToolStep;
      failed.outcome = 'failed';
      failed.result = 'connection reset by peer';
      this.callModel('tool_calls');
      this.addTool({ ...callTool(rng, step.tool), args: step.args });
    }
  }

  failPlausibly(): void {
    const { rng, profile } = this;
    this.callModel('tool_calls');
    const step = this.addTool(callTool(rng, rng.pick(profile.tools)));
    step.outcome = rng.chance(0.85) ? profile.silentFailure : 'failed';
    step.result = describeFailure(rng, step);
  }

  failHonestly(): void {
    const { rng, profile } = this;
    this.callModel('tool_calls');
    const step = this.addTool(callTool(rng, rng.pick(profile.tools)));
    step.outcome = 'failed';
    step.result = 'permission denied';
  }

  loop(repeats: number): void {
    const { rng, profile } = this;
    const first = callTool(rng, profile.tools[0] ?? rng.pick(profile.tools));
    for (let i = 0; i < repeats; i++) {
      this.callModel('tool_calls');
      this.addTool({ ...first, callId: `call_${rng.hex(3)}` });
    }
  }

  /** A person stops the agent at a proposed tool call: no result, no answer. */
  interrupt(): TurnScript {
    const { rng, profile } = this;
    this.callModel('tool_calls');
    this.addTool(callTool(rng, rng.pick(profile.tools))).outcome = 'rejected';
    this.turn.endUs = this.nowUs;
    return this.turn;
  }

  answer(ok: boolean, injected: InjectionKind | undefined): TurnScript {
    if (ok) this.callModel('stop');
    this.turn.ok = ok;
    this.turn.injected = injected;
    this.turn.endUs = this.nowUs + this.rng.between(1_000, 20_000);
    return this.turn;
  }

  private callModel(finish: LlmStep['finish']): void {
    const { rng, profile } = this;
    const scale = finish === 'stop' ? 1 : 0.35;
    const inputTokens = Math.round(this.promptTokens + this.contextTokens);
    const outputTokens = Math.max(8, Math.round(rng.logNormal(profile.outputTokens * scale, TOKEN_SIGMA)));
    const startUs = this.nowUs;
    const endUs =
      startUs + Math.round(1000 * rng.logNormal(profile.llmMs * (0.5 + scale / 2), LATENCY_SIGMA));
    const cachedTokens = Math.floor(inputTokens * profile.cachedShare * rng.unit() * 2);
    const step: LlmStep = {
      type: 'llm',
      startUs,
      endUs,
      inputTokens,
      outputTokens,
      cachedTokens: Math.min(cachedTokens, inputTokens - 1),
      finish,
    };
    if (finish === 'stop' && rng.chance(TEXT_SHARE)) {
      step.prompt = rng.pick(this.passages);
      step.completion = rng.pick(this.passages);
    }
    this.turn.steps.push(step);
    this.contextTokens += outputTokens;
    this.nowUs = endUs + rng.between(200, 5_000);
  }

  private addTool(call: Omit<ToolStep, 'startUs' | 'endUs'>): ToolStep {
    const { rng, profile } = this;
    const startUs = this.nowUs;
    const endUs = startUs + Math.round(1000 * rng.logNormal(profile.toolMs, LATENCY_SIGMA));
    const step: ToolStep = { ...call, startUs, endUs };
    this.turn.steps.push(step);
    this.contextTokens += Math.round(rng.logNormal(250, TOKEN_SIGMA));
    this.nowUs = endUs + rng.between(200, 5_000);
    return step;
  }
}

function describeFailure(rng: Random, step: ToolStep): string {
  if (step.outcome === 'empty-result') return '[]';
  if (step.outcome === 'failed') return 'upstream request timed out';
  if (step.tool.mcp === true) {
    return '{"content":[{"type":"text","text":"backend refused the request"}],"isError":true}';
  }
  return rng.chance(0.5)
    ? '{"error":{"code":"UPSTREAM_UNAVAILABLE","message":"no response from the backend"}}'
    : '{"error":"rate limit of the backend exceeded","status":429}';
}
