import { Inject, Injectable } from '@nestjs/common';
import type { TableReader } from '@tacet/adapters/clickhouse';
import { TABLE_READER } from './board-answers';
import { tableView, type TableView } from './table-view';

/** Steps of a trace in time order, and the anomalies that show it as an example. */
export interface TraceView {
  traceId: string;
  steps: Record<string, unknown>[];
  anomalies: Record<string, unknown>[];
  /** More steps are stored than are shown. */
  truncated: boolean;
}

const STEPS_MAX = 1_000;

const STEPS = `
  SELECT
    span_id AS spanId,
    parent_span_id AS parentSpanId,
    kind,
    name,
    service,
    agent,
    model,
    tool_name AS tool,
    toUnixTimestamp64Micro(started_at) AS startUs,
    duration_us AS durationUs,
    toUInt8(ok) AS ok,
    error_type AS errorType,
    finish_reason AS finishReason,
    input_tokens AS inputTokens,
    output_tokens AS outputTokens,
    cost_nano_usd AS costNanoUsd
  FROM steps_of_trace(trace = {trace:String})
  LIMIT ${STEPS_MAX + 1}`;

const ANOMALIES = `
  SELECT
    id,
    severity,
    failure,
    agent,
    explanation,
    first_divergent_span_id AS firstDivergentSpanId,
    example_trace_ids AS exampleTraceIds
  FROM anomalies_current
  WHERE has(example_trace_ids, {trace:String})
  ORDER BY detected_at DESC
  LIMIT 10`;

@Injectable()
export class TraceSteps {
  constructor(@Inject(TABLE_READER) private readonly reader: TableReader) {}

  async of(traceId: string): Promise<TraceView> {
    const params = { trace: traceId };
    const [steps, anomalies] = await Promise.all([
      this.reader.query(STEPS, params),
      this.reader.query(ANOMALIES, params),
    ]);
    const all = records(tableView(steps));
    return {
      traceId,
      steps: all.slice(0, STEPS_MAX).map((step) => ({ ...step, ok: step['ok'] === 1 })),
      anomalies: records(tableView(anomalies)).map((anomaly) => ({
        ...anomaly,
        exampleTraceIds: JSON.parse(String(anomaly['exampleTraceIds'])) as unknown,
      })),
      truncated: all.length > STEPS_MAX,
    };
  }
}

function records({ columns, rows }: TableView): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
}
