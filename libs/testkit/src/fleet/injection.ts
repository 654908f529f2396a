export type InjectionKind = 'tool-loop' | 'fail-plausible' | 'cost-per-turn';

/** A failure put into one agent's turns that start in [atMs, untilMs). */
export interface Injection {
  kind: InjectionKind;
  service: string;
  agent: string;
  /** Event time in ms since the epoch. */
  atMs: number;
  untilMs: number;
}

const MINUTE_MS = 60_000;

/** Two loops (two dialects), two kinds of plausible failure, one cost jump, between 20 and 30 minutes into live. */
export function defaultInjections(liveStartMs: number, endMs: number): Injection[] {
  const plan: [minute: number, kind: InjectionKind, service: string, agent: string][] = [
    [20, 'tool-loop', 'analytics', 'data-analyst'],
    [22, 'fail-plausible', 'shop-api', 'order-desk'],
    [24, 'cost-per-turn', 'travel-web', 'trip-planner'],
    [26, 'fail-plausible', 'docs-search', 'docs-search'],
    [30, 'tool-loop', 'ops-platform', 'incident-responder'],
  ];
  return plan.map(([minute, kind, service, agent]) => ({
    kind,
    service,
    agent,
    atMs: liveStartMs + minute * MINUTE_MS,
    untilMs: endMs,
  }));
}
