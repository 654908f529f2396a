export type TurnOutcome = 'finished' | 'asked' | 'interrupted' | 'failed' | 'abandoned';

/** One turn: from the agent starting to work to its stop. Identity: `id`; `version` = steps folded. */
export interface Turn {
  id: string;
  version: number;
  tenant: string;
  env: string;
  service: string;
  agent: string;
  agentVersion: string;
  promptVersion: string;
  /** '' when the source gives none. */
  sessionId: string;
  traceId: string;
  startUs: number;
  endUs: number;
  /** Event time at which the turn was known to be over: the window it is counted in. */
  closedAtMs: number;
  outcome: TurnOutcome;
  /** What showed the outcome: `root-ended`, `gap`, `age-cap`, `interrupt`, `clarification`, `root-failed`, … */
  outcomeEvidence: string;
  steps: number;
  llmSteps: number;
  toolSteps: number;
  failedSteps: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  /** null when any leaf llm step had tokens without a price: unknown, never 0. */
  costNanoUsd: number | null;
  /** Model of the llm step with the most tokens; '' without llm steps. */
  model: string;
  /** Distinct tools in order of first use, at most 16. */
  tools: string[];
  dialect: string;
  /** Rules that hit in this turn. */
  findings: string[];
}
