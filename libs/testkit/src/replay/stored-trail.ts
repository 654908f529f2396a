import type { Reader } from '@tacet/adapters/clickhouse';
import { sumOf, type Totals, type TrailTotals } from './totals';

export interface StoredTurn {
  traceId: string;
  outcome: string;
  outcomeEvidence: string;
  steps: number;
}

export interface StoredFinding {
  traceId: string;
  rule: string;
  message: string;
  spanIds: string[];
}

/** How far the store has come; equal texts say that nothing was added in between. */
export interface StoredSoFar {
  steps: number;
  /** Traces with at least one closed turn. */
  tracesClosed: number;
  fingerprint: string;
}

type Row<Name extends string> = Record<Name, string>;

const SUMS = `count() AS steps, countIf(kind = 'llm') AS llm_calls,
  sum(ifNull(input_tokens, 0)) AS input_tokens, sum(ifNull(output_tokens, 0)) AS output_tokens`;

/** What the store holds. Tokens are summed over steps of every kind: one that is counted twice shows. */
export async function readStoredTotals(reader: Reader): Promise<TrailTotals> {
  const traces = await group(reader, `SELECT trace_id AS name, ${SUMS} FROM steps FINAL GROUP BY trace_id`);
  const models = await group(
    reader,
    `SELECT model AS name, ${SUMS} FROM steps FINAL WHERE kind = 'llm' GROUP BY model`,
  );
  return { traces, models, total: sumOf(Object.values(traces)) };
}

export async function readStoredTurns(reader: Reader): Promise<StoredTurn[]> {
  const rows = await reader.query<Row<'trace_id' | 'outcome' | 'outcome_evidence' | 'steps'>>(
    'SELECT trace_id, outcome, outcome_evidence, steps FROM turns FINAL ORDER BY trace_id, started_at, id',
  );
  return rows.map((row) => ({
    traceId: row.trace_id,
    outcome: row.outcome,
    outcomeEvidence: row.outcome_evidence,
    steps: Number(row.steps),
  }));
}

export async function readStoredFindings(reader: Reader): Promise<StoredFinding[]> {
  const rows = await reader.query<Row<'trace_id' | 'rule' | 'message'> & { span_ids: string[] }>(
    'SELECT trace_id, rule, message, span_ids FROM findings FINAL ORDER BY trace_id, at, rule, id',
  );
  return rows.map(({ trace_id: traceId, rule, message, span_ids: spanIds }) => ({
    traceId,
    rule,
    message,
    spanIds,
  }));
}

export async function readStoredSoFar(reader: Reader): Promise<StoredSoFar> {
  const rows = await reader.query<Row<'steps' | 'traces_closed' | 'turns' | 'findings'>>(
    `SELECT (SELECT count() FROM steps FINAL) AS steps,
      (SELECT uniqExact(trace_id) FROM turns) AS traces_closed,
      (SELECT sum(version) FROM turns FINAL) AS turns,
      (SELECT sum(version) FROM findings FINAL) AS findings`,
  );
  const row = rows[0]!;
  return {
    steps: Number(row.steps),
    tracesClosed: Number(row.traces_closed),
    fingerprint: JSON.stringify(row),
  };
}

async function group(reader: Reader, sql: string): Promise<Record<string, Totals>> {
  const rows =
    await reader.query<Row<'name' | 'steps' | 'llm_calls' | 'input_tokens' | 'output_tokens'>>(sql);
  const entries = rows.map((row): [string, Totals] => [
    row.name,
    {
      steps: Number(row.steps),
      llmCalls: Number(row.llm_calls),
      inputTokens: Number(row.input_tokens),
      outputTokens: Number(row.output_tokens),
    },
  ]);
  return Object.fromEntries(entries);
}
