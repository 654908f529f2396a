/** What a window row is about. Dimensions a series does not have are ''. */
export interface SeriesDimensions {
  tenant: string;
  env: string;
  service: string;
  agent: string;
  agentVersion: string;
  model: string;
  tool: string;
  /** Kind of step, on admit's span windows only. */
  stepKind: string;
}

export interface Series extends SeriesDimensions {
  signal: Signal;
}

/**
 * Every signal, as data: which stage derives it, what one unit of exposure (`n`) is, what `sum` adds up, and
 * which further integer measures its rows carry. All sums are integers, so that adding is order-independent.
 */
export interface SignalDefinition {
  stage: 'admit' | 'assemble';
  exposure: string;
  sum: string;
  measures: readonly string[];
  /** What the row's log-linear histogram counts, with its unit; absent when there is none. */
  histogram?: string;
}

export const SIGNALS = {
  spans: {
    stage: 'admit',
    exposure: 'spans and log records',
    sum: 'durationUs',
    measures: [
      'errors',
      'inputTokens',
      'outputTokens',
      'cacheReadTokens',
      'reasoningTokens',
      'costNanoUsd',
      'unpricedSpans',
    ],
    histogram: 'durationUs',
  },
  turns: {
    stage: 'assemble',
    exposure: 'turns',
    sum: 'durationMs',
    measures: [
      'finished',
      'asked',
      'interrupted',
      'failed',
      'abandoned',
      'steps',
      'inputTokens',
      'outputTokens',
      'costNanoUsd',
      'unpricedTurns',
    ],
    histogram: 'durationMs',
  },
  'fail-plausible': { stage: 'assemble', exposure: 'turns', sum: 'turns with a hit', measures: [] },
  'tool-loop': { stage: 'assemble', exposure: 'turns', sum: 'turns with a hit', measures: [] },
  'cost-per-turn': {
    stage: 'assemble',
    exposure: 'turns whose cost is known',
    sum: 'costNanoUsd',
    measures: [],
    histogram: 'costNanoUsd / 1000 (micro-US-dollars)',
  },
  'turn-volume': { stage: 'assemble', exposure: 'turns', sum: 'turns', measures: [] },
} as const satisfies Record<string, SignalDefinition>;

export type Signal = keyof typeof SIGNALS;

/** `on-time` rows belong to their window; `late` and `future` rows are additive and carry their arrival bucket. */
export type WindowKind = 'on-time' | 'late' | 'future';

/** The name a row's dimensions take when a key cap was reached: its sums stay exact. */
export const OTHER = '__other__';

/**
 * One additive row of one series in one window from one origin (a partial), or merged over origins (a window).
 *
 * Identity: series + windowStartMs + kind + bucketMs + origin. `version` is the number of contributing
 * records: same identity and version means byte-equal content, and the higher version holds the longer prefix.
 */
export interface WindowRow {
  series: Series;
  windowStartMs: number;
  kind: WindowKind;
  /** Start of the arrival bucket of late and future rows; 0 on on-time rows. */
  bucketMs: number;
  version: number;
  /** Exposure: integer. */
  n: number;
  /** Integer sum of marks; its meaning is the signal's `sum`. */
  sum: number;
  /** Further integer sums, in the order of the signal's `measures`. */
  measures: number[];
  /** Log-linear histogram as [bin, count, bin, count, …], bins ascending; absent when the signal has none. */
  histogram?: number[];
  /** What an anomaly of this series can point at: the heaviest marks, at most EXAMPLES_PER_ROW_MAX. */
  examples?: WindowExample[];
}

/** A turn behind a row. `spanId` is '' when no single span shows it; weight orders examples of one row. */
export type WindowExample = [traceId: string, spanId: string, weight: number];

export const EXAMPLES_PER_ROW_MAX = 3;

/** The heaviest examples of several rows, ties by id: the same whatever the order they came in. */
export function heaviestExamples(examples: readonly WindowExample[]): WindowExample[] {
  return [...examples]
    .sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0))
    .slice(0, EXAMPLES_PER_ROW_MAX);
}

/** Canonical text of a series: its identity in maps, keys and ids. U+001F separates, so no escaping is needed. */
export function seriesKey(s: Series): string {
  return [s.signal, s.tenant, s.env, s.service, s.agent, s.agentVersion, s.model, s.tool, s.stepKind].join(
    '\u001f',
  );
}
