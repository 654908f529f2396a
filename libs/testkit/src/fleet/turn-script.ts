import { type AgentProfile, type ToolProfile } from './agent-profile';
import { type InjectionKind } from './injection';

/** One model call. Times are integer microseconds since the epoch. */
export interface LlmStep {
  type: 'llm';
  startUs: number;
  endUs: number;
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  /** `tool_calls` when a tool step follows, `stop` on the answer. */
  finish: 'stop' | 'tool_calls';
  /** Recorded text; most calls are lean and have none. */
  prompt?: string;
  completion?: string;
}

/** How a tool call ended. `failed` is a span with status ERROR; the two silent ones are OK spans. */
export type ToolOutcome = 'ok' | 'failed' | 'error-result' | 'empty-result' | 'rejected';

/** One tool or retrieval call. */
export interface ToolStep {
  type: 'tool';
  startUs: number;
  endUs: number;
  tool: ToolProfile;
  callId: string;
  /** JSON. */
  args: string;
  /** JSON; what went wrong when the outcome is not `ok`. */
  result: string;
  outcome: ToolOutcome;
}

/** What one agent did for one request, before any dialect gives it a form. */
export interface TurnScript {
  profile: AgentProfile;
  sessionId: string;
  userId: string;
  /** Which replica of the service runs the session. */
  pod: number;
  traceId: string;
  promptId: string;
  /** Length of what the user wrote. */
  promptChars: number;
  startUs: number;
  endUs: number;
  steps: (LlmStep | ToolStep)[];
  /** False when the turn itself says that it failed: an honest failure, not a silent one. */
  ok: boolean;
  /** The injection that shaped this turn, if any did. */
  injected?: InjectionKind;
}

/**
 * The catalogue's truth: some tool failed, returned an error inside an OK span or came back empty, no later call
 * of the same tool succeeded, and the turn still ended OK with an answer.
 */
export function failsPlausibly(turn: TurnScript): boolean {
  if (!turn.ok) return false;
  const unresolved = new Set<string>();
  for (const step of turn.steps) {
    if (step.type !== 'tool' || step.outcome === 'rejected') continue;
    if (step.outcome === 'ok') unresolved.delete(step.tool.name);
    else unresolved.add(step.tool.name);
  }
  return unresolved.size > 0;
}

/** The largest number of calls of one tool with the same arguments in the turn. */
export function identicalCallsMax(turn: TurnScript): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const step of turn.steps) {
    if (step.type !== 'tool') continue;
    const call = `${step.tool.name} ${step.args}`;
    const count = (counts.get(call) ?? 0) + 1;
    counts.set(call, count);
    most = Math.max(most, count);
  }
  return most;
}

/** Input and output tokens over all model calls of the turn. */
export function tokensOf(turn: TurnScript): number {
  let tokens = 0;
  for (const step of turn.steps) if (step.type === 'llm') tokens += step.inputTokens + step.outputTokens;
  return tokens;
}
