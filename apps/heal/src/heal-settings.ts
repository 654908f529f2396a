import type { HealingPolicy } from '@tacet/core/healing';

export interface HealSettings {
  topics: { anomalies: string; recoveries: string };
  policy: HealingPolicy;
  /** Time is taken this far behind the wall clock, so that an event under way is folded before it, in ms. */
  tickLagMs: number;
  /** Agents held per partition; quiet ones are let go first, then anomalies of new agents are refused. */
  agentsMax: number;
}

export const DEFAULT_TICK_LAG_MS = 5_000;
export const DEFAULT_AGENTS_MAX = 10_000;
