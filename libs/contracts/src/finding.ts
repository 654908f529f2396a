export const RULES = ['fail-plausible', 'tool-loop'] as const;
export type Rule = (typeof RULES)[number];

/** One deterministic hit of a rule inside one turn. Identity: `id` (turn, rule, discriminator). */
export interface Finding {
  id: string;
  /** Number of steps folded into the turn when the rule fired: repeats with the same version are byte-equal. */
  version: number;
  /** Position in the origin (a steps partition) of the step or the closing record: orders and de-duplicates. */
  position: number;
  rule: Rule;
  tenant: string;
  env: string;
  service: string;
  agent: string;
  agentVersion: string;
  model: string;
  tool: string;
  sessionId: string;
  turnId: string;
  traceId: string;
  /** Up to 10 span ids that show it, earliest first. */
  spanIds: string[];
  /** Event time of the hit in ms since the epoch. */
  atMs: number;
  /** This rule opens an anomaly by itself (the catalogue's ●). */
  opensAnomaly: boolean;
  /** Numbers behind the hit, e.g. `{repeats: 12, wastedTokens: 34000}`. */
  evidence: Record<string, number>;
  /** One sentence a person understands, without any prompt text. */
  message: string;
}
