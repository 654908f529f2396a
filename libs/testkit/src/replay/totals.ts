/** Counts of one trace, one model or everything. Tokens are those of model calls alone. */
export interface Totals {
  steps: number;
  llmCalls: number;
  inputTokens: number;
  outputTokens: number;
}

/** Totals by trace id and by model; calls that name no model are under ''. */
export interface TrailTotals {
  traces: Record<string, Totals>;
  models: Record<string, Totals>;
  total: Totals;
}

export interface Difference {
  /** `total`, `trace <id>` or `model <name>`. */
  of: string;
  measure: keyof Totals;
  expected: number;
  stored: number;
}

export const NO_TOTALS: Readonly<Totals> = { steps: 0, llmCalls: 0, inputTokens: 0, outputTokens: 0 };
const MEASURES = ['steps', 'llmCalls', 'inputTokens', 'outputTokens'] as const;

/** Every number in which the two differ; what only one of them has counts as zero in the other. */
export function differences(expected: TrailTotals, stored: TrailTotals): Difference[] {
  return [
    ...compare('total', expected.total, stored.total),
    ...compareGroups('model', expected.models, stored.models),
    ...compareGroups('trace', expected.traces, stored.traces),
  ];
}

export function sumOf(all: readonly Totals[]): Totals {
  const sum = { ...NO_TOTALS };
  for (const one of all) for (const measure of MEASURES) sum[measure] += one[measure];
  return sum;
}

function compareGroups(
  word: string,
  expected: Record<string, Totals>,
  stored: Record<string, Totals>,
): Difference[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(stored)])].sort();
  return names.flatMap((name) => compare(`${word} ${name || '(unnamed)'}`, expected[name], stored[name]));
}

function compare(of: string, expected: Totals = NO_TOTALS, stored: Totals = NO_TOTALS): Difference[] {
  return MEASURES.filter((measure) => expected[measure] !== stored[measure]).map((measure) => ({
    of,
    measure,
    expected: expected[measure],
    stored: stored[measure],
  }));
}
