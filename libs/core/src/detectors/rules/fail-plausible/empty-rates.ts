import { windowStartOf } from '@tacet/core/event-time';

const WINDOW_SIZE_MS = 60_000;

export interface EmptyRatesRules {
  /** From this share of empty results on, an empty result of the tool is normal. */
  normalShare: number;
  /** Calls below which nothing is known of a tool. */
  callsMin: number;
  /** Tools remembered; further ones stay unknown. */
  toolsMax: number;
}

/** Everything observed before `throughMs` (event time): [service, agent, tool, calls, empty]. */
export interface EmptyRatesSnapshot {
  throughMs: number;
  entries: [service: string, agent: string, tool: string, calls: number, empty: number][];
}

interface Counts {
  calls: number;
  empty: number;
}

/**
 * How often each tool of each agent comes back empty, so that a tool whose empty result is normal raises nothing.
 *
 * Long memory cannot be rebuilt from a short replay. So a judgement in minute m sees only turns closed in minutes
 * before m, `settle(D)` merges exactly the minutes sealed under D, and a snapshot holds what is settled. Restored
 * beside the same D, a replay observes the turns under D without effect and judges every later turn as before.
 */
export class EmptyRates {
  private readonly settled = new Map<string, Counts>();
  /** Minutes not sealed yet: as many as the seal is behind the watermark. */
  private readonly open = new Map<number, Map<string, Counts>>();
  private throughMs = -Infinity;

  constructor(
    private readonly rules: EmptyRatesRules = { normalShare: 0.2, callsMin: 20, toolsMax: 10_000 },
  ) {}

  /** Whether an empty result of this tool is nothing unusual at this event time. Unknown tools are unusual. */
  isNormal(atMs: number, service: string, agent: string, tool: string): boolean {
    const key = keyOf(service, agent, tool);
    const before = windowStartOf(atMs, WINDOW_SIZE_MS);
    const known = { ...(this.settled.get(key) ?? { calls: 0, empty: 0 }) };
    for (const [windowStartMs, counts] of this.open) {
      if (windowStartMs < before) add(known, counts.get(key));
    }
    return known.calls >= this.rules.callsMin && known.empty / known.calls >= this.rules.normalShare;
  }

  /** Calls of one closed turn. */
  observe(closedAtMs: number, service: string, agent: string, tool: string, seen: Counts): void {
    const windowStartMs = windowStartOf(closedAtMs, WINDOW_SIZE_MS);
    if (windowStartMs < this.throughMs) return;
    const window = this.open.get(windowStartMs) ?? new Map<string, Counts>();
    this.open.set(windowStartMs, window);
    merge(window, keyOf(service, agent, tool), seen, this.rules.toolsMax);
  }

  /** Every turn closed before this event time has been observed and its effects are durable. */
  settle(sealedUpToMs: number): void {
    const before = windowStartOf(sealedUpToMs, WINDOW_SIZE_MS);
    if (before <= this.throughMs) return;
    const sealed = [...this.open.keys()]
      .filter((windowStartMs) => windowStartMs < before)
      .sort((a, b) => a - b);
    for (const windowStartMs of sealed) {
      for (const [key, counts] of this.open.get(windowStartMs) ?? []) {
        merge(this.settled, key, counts, this.rules.toolsMax);
      }
      this.open.delete(windowStartMs);
    }
    this.throughMs = before;
  }

  snapshot(): EmptyRatesSnapshot {
    const entries = [...this.settled].map(
      ([key, { calls, empty }]): EmptyRatesSnapshot['entries'][number] => {
        const [service = '', agent = '', tool = ''] = key.split(SEPARATOR);
        return [service, agent, tool, calls, empty];
      },
    );
    return { throughMs: this.throughMs, entries };
  }

  static restore(snapshot: EmptyRatesSnapshot, rules?: EmptyRatesRules): EmptyRates {
    const rates = new EmptyRates(rules);
    for (const [service, agent, tool, calls, empty] of snapshot.entries) {
      rates.settled.set(keyOf(service, agent, tool), { calls, empty });
    }
    rates.throughMs = snapshot.throughMs;
    return rates;
  }
}

const SEPARATOR = '\u001f';

function keyOf(service: string, agent: string, tool: string): string {
  return service + SEPARATOR + agent + SEPARATOR + tool;
}

function merge(into: Map<string, Counts>, key: string, counts: Counts, sizeMax: number): void {
  const known = into.get(key);
  if (known) add(known, counts);
  else if (into.size < sizeMax) into.set(key, { ...counts });
}

function add(into: Counts, counts: Counts | undefined): void {
  into.calls += counts?.calls ?? 0;
  into.empty += counts?.empty ?? 0;
}
