import { closingLines, traceLines, traceReports, type ReplayReport } from './replay-report';
import type { StoredFinding, StoredTurn } from './stored-trail';
import type { Totals, TrailTotals } from './totals';

const totals = (steps: number): Totals => ({ steps, llmCalls: 1, inputTokens: 1_000, outputTokens: 50 });
const stored: TrailTotals = {
  traces: { a: totals(3), b: totals(2) },
  models: { 'o3-mini': totals(2) },
  total: totals(5),
};
const turns: StoredTurn[] = [{ traceId: 'a', outcome: 'finished', outcomeEvidence: 'root-ended', steps: 2 }];
const findings: StoredFinding[] = [
  { traceId: 'a', rule: 'tool-loop', message: 'page_down again', spanIds: ['11', '12'] },
];
const reports = traceReports(
  ['a', 'b', 'c'].map((traceId) => ({ traceId, split: 'gaia' as const })),
  stored,
  turns,
  findings,
);
const report: ReplayReport = {
  traces: reports,
  expected: totals(5),
  stored: totals(5),
  models: stored.models,
  findings: { 'tool-loop': 1 },
  openTurns: ['b', 'c'],
  differences: [],
  messages: 4,
  bytes: 2_000_000,
  storedAfterMs: 1_500,
};

it('a trace has its turns, sums and findings, and a trace of which nothing came has none', () => {
  expect(
    reports.map(({ traceId, steps, turns: own, findings: hits }) => [traceId, steps, own, hits]),
  ).toEqual([
    ['a', 3, [{ outcome: 'finished', outcomeEvidence: 'root-ended', steps: 2 }], [expect.anything()]],
    ['b', 2, [], []],
    ['c', 0, [], []],
  ]);
});

it('a line per trace says how it ended and what its turn left out; one more per finding names the span', () => {
  const [line, finding, ...more] = traceLines(reports[0]!);
  expect(line).toContain('finished (root-ended), 2 of 3 steps');
  expect(line).toContain('1,000 + 50 tokens');
  expect(finding).toBe('    tool-loop at 11: page_down again');
  expect(more).toEqual([]);
  expect(traceLines(reports[1]!)).toEqual([expect.stringContaining('open')]);
});

it('the end says PASSED only when no number differs', () => {
  expect(closingLines(report).at(-1)).toMatch(/^PASSED/);
  const differs = { of: 'trace a', measure: 'steps' as const, expected: 4, stored: 3 };
  const lines = closingLines({ ...report, differences: [differs] });
  expect(lines.at(-1)).toBe('FAILED: 1 numbers differ');
  expect(lines).toContain('DIFFERS   trace a: steps counted 4, stored 3');
});
