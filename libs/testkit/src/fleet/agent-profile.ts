/** The shape in which an agent reports: which attribute table its records follow. */
export const FLEET_DIALECTS = [
  'otel-genai',
  'otel-genai-legacy',
  'openinference',
  'traceloop',
  'vercel-ai',
  'langfuse',
  'claude-code',
  'gemini-cli',
] as const;
export type FleetDialect = (typeof FLEET_DIALECTS)[number];

/** Which Collector an agent sends to: it decides message key, encoding and who shares a message. */
export type CollectorName = 'gateway' | 'by-trace' | 'json' | 'logs';

export interface ToolProfile {
  name: string;
  kind: 'tool' | 'retrieval';
  /** Called through the Model Context Protocol: failures come as `isError` inside an OK span. */
  mcp?: boolean;
  /** The one argument that identifies a call, e.g. `order_id`. */
  argument: string;
  /** Prefix of the argument's value, e.g. `ORD-`. */
  prefix: string;
}

/** How an agent that fails plausibly shows it: in the result of an OK span, or by an empty result. */
export type SilentFailure = 'error-result' | 'empty-result';

export interface AgentProfile {
  service: string;
  agent: string;
  version: string;
  dialect: FleetDialect;
  collector: CollectorName;
  model: string;
  provider: string;
  /** Turns per hour at the peak of a weekday. */
  turnsPerHour: number;
  /** 0…1: the trough is `(1 − a) / (1 + a)` of the peak. */
  diurnalAmplitude: number;
  peakHourUtc: number;
  /** Mean of the geometric number of turns in a session. */
  turnsPerSession: number;
  /** Medians of one llm call; counts are log-normal. */
  inputTokens: number;
  outputTokens: number;
  /** Share of input tokens read from the provider's cache, on average. */
  cachedShare: number;
  llmMs: number;
  toolMs: number;
  /** Probability of 0, 1, 2, … tool calls in a healthy turn. Adds up to 1. */
  toolCalls: readonly number[];
  tools: readonly ToolProfile[];
  silentFailure: SilentFailure;
}
