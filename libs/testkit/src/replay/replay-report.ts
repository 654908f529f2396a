import type { Split } from './replay-options';
import type { StoredFinding, StoredTurn } from './stored-trail';
import { NO_TOTALS, type Difference, type Totals, type TrailTotals } from './totals';

export interface TraceReport extends Totals {
  traceId: string;
  split: Split;
  /** None while it is still open at the end of the log. */
  turns: Omit<StoredTurn, 'traceId'>[];
  findings: Omit<StoredFinding, 'traceId'>[];
}

export interface ReplayReport {
  traces: TraceReport[];
  expected: Totals;
  stored: Totals;
  models: Record<string, Totals>;
  /** Findings by rule. */
  findings: Record<string, number>;
  /** Traces whose turn nothing later in the log has closed. */
  openTurns: string[];
  differences: Difference[];
  messages: number;
  bytes: number;
  /** From Tacet being ready to the last row stored; includes the 5 s of silence that end the log. */
  storedAfterMs: number;
}

/** What was stored of each trace, by split and trace id. */
export function traceReports(
  played: readonly { traceId: string; split: Split }[],
  stored: TrailTotals,
  turns: readonly StoredTurn[],
  findings: readonly StoredFinding[],
): TraceReport[] {
  return played.map(({ traceId, split }) => ({
    traceId,
    split,
    ...(stored.traces[traceId] ?? NO_TOTALS),
    turns: turns.filter((turn) => turn.traceId === traceId).map(({ traceId: _, ...turn }) => turn),
    findings: findings.filter((one) => one.traceId === traceId).map(({ traceId: _, ...one }) => one),
  }));
}

/** One line per trace, one more per finding. */
export function traceLines(trace: TraceReport): string[] {
  const { split, traceId, turns, steps, llmCalls, inputTokens, outputTokens, findings } = trace;
  const cells = [
    split.padEnd(9),
    traceId,
    turnsText(turns, steps).padEnd(26),
    `${steps} steps`.padStart(9),
    `${llmCalls} llm`.padStart(7),
    `${count(inputTokens)} + ${count(outputTokens)} tokens`.padStart(24),
  ];
  return [
    cells.join('  '),
    ...findings.map(({ rule, message, spanIds }) => `    ${rule} at ${spanIds[0] ?? '?'}: ${message}`),
  ];
}

/** Sums, and what differs. */
export function closingLines(report: ReplayReport): string[] {
  const { traces, expected, stored, models, findings, openTurns, storedAfterMs, bytes, messages } = report;
  const found = Object.entries(findings).map(([rule, hits]) => `${hits} ${rule}`);
  return [
    '',
    `traces    ${traces.length}, in ${messages} messages of ${(bytes / 1e6).toFixed(1)} MB, stored after ${(storedAfterMs / 1_000).toFixed(1)} s`,
    `findings  ${found.length > 0 ? found.join(', ') : 'none'}`,
    ...openTurns.map((traceId) => `open      ${traceId}: the log ends before its turn could be over`),
    ...Object.entries(models).map(
      ([model, totals]) => `model     ${model || '(unnamed)'}: ${totalsText(totals)}`,
    ),
    `stored    ${totalsText(stored)}`,
    `counted   ${totalsText(expected)}`,
    ...report.differences.map(
      (one) =>
        `DIFFERS   ${one.of}: ${one.measure} counted ${count(one.expected)}, stored ${count(one.stored)}`,
    ),
    report.differences.length === 0
      ? 'PASSED: what is stored equals what the files hold'
      : `FAILED: ${report.differences.length} numbers differ`,
  ];
}

function turnsText(turns: TraceReport['turns'], steps: number): string {
  if (turns.length === 0) return 'open';
  const inTurns = turns.reduce((sum, turn) => sum + turn.steps, 0);
  const ends = turns.map(({ outcome, outcomeEvidence }) => `${outcome} (${outcomeEvidence})`).join(', ');
  return inTurns === steps ? ends : `${ends}, ${inTurns} of ${steps} steps`;
}

function totalsText({ steps, llmCalls, inputTokens, outputTokens }: Totals): string {
  return (
    `${count(steps)} steps, ${count(llmCalls)} llm calls, ` +
    `${count(inputTokens)} input and ${count(outputTokens)} output tokens`
  );
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
