import { LogLinearHistogram } from '@tacet/core/sketches';

/** Rows by table, in the form of JSONEachRow. */
export type SampleRows = Record<string, Record<string, unknown>[]>;

/** Start of the sample hour, UTC. */
export const SAMPLE_START = '2026-11-20 12:00:00';
export const SAMPLE_RANGE = {
  fromMs: Date.parse('2026-11-20T12:00:00Z'),
  toMs: Date.parse('2026-11-20T13:00:00Z'),
  intervalMs: 60_000,
};

/** Durations in ms of the buyer's turns in its first minute. */
export const BUYER_DURATIONS_MS = [800, 1200, 1500, 2400, 9000];

const BUYER = { tenant: 'acme', env: 'prod', service: 'shop', agent: 'buyer' };
const RESEARCHER = { tenant: 'acme', env: 'prod', service: 'lab', agent: 'researcher' };
const QUOTED = { tenant: 'globex', env: 'staging', service: 'desk', agent: "o'hara" };
const SILENT = { tenant: 'acme', env: 'prod', service: 'shop', agent: 'courier' };

/**
 * An hour of four agents: one well, one whose model has no price and whose turns fail, one with a quote in its
 * name, and one that sends nothing any more but has an open anomaly.
 */
export const SAMPLE_FLEET: SampleRows = {
  windows: [
    ...turns(BUYER, 0, { durations: BUYER_DURATIONS_MS, finished: 4, failed: 1, costNanoUsd: 250_000_000 }),
    ...turns(BUYER, 30, { durations: [1000], asked: 1, costNanoUsd: 50_000_000 }),
    ...turns(RESEARCHER, 10, { durations: [60_000, 90_000], failed: 1, abandoned: 1, unpricedTurns: 2 }),
    ...turns(QUOTED, 20, { durations: [400], interrupted: 1, costNanoUsd: 1_000_000 }),
    spans(BUYER, 0, { n: 40, version: 40 }),
    // A shorter prefix of the same window, which the version above replaces.
    spans(BUYER, 0, { n: 7, version: 7 }),
    // Late spans of the same minute, which add to it.
    spans(BUYER, 0, { n: 2, version: 2, kind: 'late', bucket_start: '2026-11-20 12:05:00' }),
    spans(BUYER, 0, { n: 5, version: 5, model: 'gpt-5', step_kind: 'llm', costNanoUsd: 250_000_000 }),
    spans(RESEARCHER, 10, { n: 9, version: 9, model: 'local-7b', step_kind: 'llm', unpricedSpans: 9 }),
  ],
  anomalies: [
    anomaly(RESEARCHER, 'a-1', 1, {
      severity: 'warning',
      failure: 'confident-error',
      onset: '12:08:00',
      detected: '12:10:00',
    }),
    anomaly(RESEARCHER, 'a-1', 2, {
      severity: 'critical',
      failure: 'confident-error',
      onset: '12:08:00',
      detected: '12:20:00',
      status: 'updated',
    }),
    anomaly(SILENT, 'a-2', 1, {
      severity: 'warning',
      failure: 'stall',
      onset: '12:00:00',
      detected: '12:01:00',
    }),
    anomaly(BUYER, 'a-3', 1, { severity: 'info', failure: 'loop', onset: '12:30:00', detected: '12:33:00' }),
    anomaly(BUYER, 'a-3', 2, {
      severity: 'info',
      failure: 'loop',
      onset: '12:30:00',
      detected: '12:40:00',
      resolved: '12:40:00',
      status: 'resolved',
    }),
  ],
  deployments: [
    {
      id: 'd-1',
      event_source: '/ci',
      version: 1,
      ...BUYER,
      agent: '',
      deployed_version: '1.4.0',
      deployed_at: '2026-11-20 12:29:00.000',
      changed_components: ['prompt'],
    },
  ],
};

interface TurnMarks {
  durations: number[];
  [measure: string]: number | number[];
}

/** One minute of an agent's turns. */
function turns(
  who: object,
  minute: number,
  { durations, ...measures }: TurnMarks,
): Record<string, unknown>[] {
  const histogram = new LogLinearHistogram();
  for (const duration of durations) histogram.add(duration);
  const sparse = histogram.toSparse();
  return [
    {
      ...who,
      signal: 'turns',
      ...at(minute),
      kind: 'on-time',
      version: durations.length,
      n: durations.length,
      sum: durations.reduce((total, duration) => total + duration, 0),
      measures,
      bins: sparse.filter((_, index) => index % 2 === 0),
      bin_counts: sparse.filter((_, index) => index % 2 === 1),
    },
  ];
}

interface SpanMarks {
  n: number;
  version: number;
  kind?: string;
  bucket_start?: string;
  model?: string;
  step_kind?: string;
  costNanoUsd?: number;
  unpricedSpans?: number;
}

function spans(who: object, minute: number, marks: SpanMarks): Record<string, unknown> {
  const { costNanoUsd = 0, unpricedSpans = 0, ...row } = marks;
  return {
    ...who,
    signal: 'spans',
    kind: 'on-time',
    ...at(minute),
    ...row,
    measures: { costNanoUsd, unpricedSpans },
  };
}

interface AnomalyMarks {
  severity: string;
  failure: string;
  onset: string;
  detected: string;
  resolved?: string;
  status?: string;
}

function anomaly(
  who: { agent: string },
  id: string,
  revision: number,
  marks: AnomalyMarks,
): Record<string, unknown> {
  const day = (time: string): string => `2026-11-20 ${time}.000`;
  return {
    ...who,
    id,
    revision,
    version: revision,
    event_time: day(marks.detected),
    status: marks.status ?? 'opened',
    severity: marks.severity,
    failure: marks.failure,
    class: 'logic',
    onset_at: day(marks.onset),
    detected_at: day(marks.detected),
    resolved_at: marks.resolved === undefined ? null : day(marks.resolved),
    observed: 0.4,
    baseline: 0.1,
    observed_unit: 'share of turns',
    effect_ratio: 4,
    explanation: `${who.agent} shows ${marks.failure}.`,
    recommended_recovery: 'ask-human',
    example_trace_ids: ['0af7651916cd43dd8448eb211c80319c'],
  };
}

function at(minute: number): { window_start: string; bucket_start: string } {
  return {
    window_start: `2026-11-20 12:${String(minute).padStart(2, '0')}:00`,
    bucket_start: '1970-01-01 00:00:00',
  };
}
