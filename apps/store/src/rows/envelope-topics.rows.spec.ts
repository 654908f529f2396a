import { createMemoryRowStore } from '@tacet/adapters/clickhouse';
import {
  encodeSteps,
  encodeWindows,
  endOfMessage,
  positionOf,
  STEP_FIELDS,
  type DeadLetter,
  type Envelope,
  type Finding,
  type LedgerRow,
  type Step,
  type Turn,
  type WindowRow,
} from '@tacet/contracts';
import type { StoreRow, TableRow } from '@tacet/runtime';
import { deadLettersRows } from './dead-letters.rows';
import { findingsRows } from './findings.rows';
import { ledgerRows } from './ledger.rows';
import type { MessageRows, ToRows } from './message-rows';
import { stepsRows } from './steps.rows';
import { turnsRows } from './turns.rows';
import { windowsRows } from './windows.rows';

const head = {
  v: 1 as const,
  stage: 'admit' as const,
  origin: 'otlp_spans/3',
  originPartitions: 4,
  upTo: endOfMessage(7),
  watermarkMs: 1_700_000_000_000,
  idle: false,
};

const step: Step = {
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  kind: 'llm',
  name: 'chat gpt-5',
  source: 'span',
  dialect: 'otel-genai',
  startUs: 1_700_000_000_123_456,
  endUs: 1_700_000_000_223_456,
  ok: true,
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  model: 'gpt-5',
  inputTokens: 1_200,
  outputTokens: 0,
  costNanoUsd: 3_600_000,
  costSource: 'priced',
  refusal: false,
  topScore: 0.25,
};

const turn: Turn = {
  id: 't-1',
  version: 12,
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  agentVersion: '1.4.2',
  promptVersion: '',
  sessionId: 's-1',
  traceId: 'a'.repeat(32),
  startUs: 1_700_000_000_123_456,
  endUs: 1_700_000_042_000_000,
  closedAtMs: 1_700_000_042_000,
  outcome: 'finished',
  outcomeEvidence: 'root-ended',
  steps: 12,
  llmSteps: 5,
  toolSteps: 6,
  failedSteps: 1,
  inputTokens: 30_000,
  outputTokens: 2_000,
  cacheReadTokens: 0,
  costNanoUsd: null,
  model: 'gpt-5',
  tools: ['search', 'buy'],
  dialect: 'otel-genai',
  findings: ['tool-loop'],
};

const finding: Finding = {
  id: 'f-1',
  version: 9,
  position: positionOf(7, 4),
  rule: 'tool-loop',
  tenant: 'acme',
  env: 'prod',
  service: 'shop',
  agent: 'buyer',
  agentVersion: '1.4.2',
  model: 'gpt-5',
  tool: 'search',
  sessionId: 's-1',
  turnId: 't-1',
  traceId: 'a'.repeat(32),
  spanIds: ['b'.repeat(16)],
  atMs: 1_700_000_030_000,
  opensAnomaly: true,
  evidence: { repeats: 12, wastedTokens: 34_000 },
  message: 'search was called 12 times with the same arguments',
};

const window: WindowRow = {
  series: {
    signal: 'turns',
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: 'buyer',
    agentVersion: '1.4.2',
    model: '',
    tool: '',
    stepKind: '',
  },
  windowStartMs: 1_700_000_040_000,
  kind: 'late',
  bucketMs: 1_700_000_100_000,
  version: 3,
  n: 3,
  sum: 126_000,
  measures: [2, 0, 0, 1, 0, 36, 90_000, 6_000, 0, 3],
  histogram: [812, 2, 901, 1],
};

const tile: LedgerRow = {
  origin: 'otlp_spans/3',
  bucketMs: -60_000,
  firstOffset: 0,
  lastOffset: 41,
  messages: 42,
  bytes: 64_000,
  onTime: 400,
  late: 3,
  future: 1,
  overflow: 0,
  poison: 1,
  unknownAttributes: 7,
};

const letter: DeadLetter = {
  topic: 'otlp_spans',
  partition: 3,
  offset: 17,
  errorClass: 'truncated',
  sha256: 'c'.repeat(64),
  bytes: 912,
  recordTimeMs: 1_700_000_000_500,
};

const envelope = (rows: unknown[]): string => JSON.stringify({ ...head, rows } satisfies Envelope<unknown>);

const examples: [table: string, read: MessageRows<StoreRow>][] = [
  ['steps', stepsRows(encodeSteps(head, [{ position: positionOf(7, 2), step }]))],
  ['turns', turnsRows(envelope([turn]))],
  ['findings', findingsRows(envelope([finding]))],
  ['windows', windowsRows(encodeWindows(head, [window]))],
  ['ledger', ledgerRows(envelope([tile]))],
  ['dead_letters', deadLettersRows(JSON.stringify(letter))],
];

describe('rows of our own topics', () => {
  it.each(examples)('%s: golden row', async (table, read) => {
    expect(await stored(table, read)).toMatchSnapshot();
  });

  it('every field of a step has its column', async () => {
    const value = (type: string, i: number): unknown =>
      type === 'text' ? `text "${i}"` : type === 'flag' ? i % 2 === 0 : 1_000 + i;
    const full = Object.fromEntries(STEP_FIELDS.map(([field, type], i) => [field, value(type, i)]));
    const { startUs, endUs, ...others } = full;
    const columns = Object.entries(others).map(([field, held]) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      held,
    ]);
    const message = encodeSteps(head, [{ position: 9, step: full as unknown as Step }]);
    expect(await stored('steps', stepsRows(message))).toEqual([
      {
        ...Object.fromEntries(columns),
        started_at: startUs,
        ended_at: endUs,
        duration_us: 1,
        origin: head.origin,
        position: 9,
      },
    ]);
  });

  it('punctuation gives no rows', () => {
    expect(turnsRows(envelope([]))).toEqual({ ok: true, rows: [] });
    expect(stepsRows(encodeSteps(head, []))).toEqual({ ok: true, rows: [] });
  });

  it.each([turnsRows, findingsRows, ledgerRows])('%p refuses what is not an envelope', (toRows: ToRows) => {
    expect(toRows('{"v":2,"rows":[]}', 0)).toEqual({ ok: false, reason: 'not-an-envelope' });
    expect(toRows('null', 0)).toEqual({ ok: false, reason: 'not-an-envelope' });
  });

  it('takes a step whose numbers and clock cannot be meant', async () => {
    const wild: Step = {
      ...step,
      startUs: Number.NaN,
      endUs: 1e300,
      inputTokens: -5,
      outputTokens: 1.5,
      costNanoUsd: 1e300,
    };
    const [row] = await stored('steps', stepsRows(encodeSteps(head, [{ position: 1, step: wild }])));
    expect(row).toMatchObject({
      started_at: 0,
      ended_at: Number.MAX_SAFE_INTEGER,
      input_tokens: null,
      output_tokens: null,
      cost_nano_usd: null,
    });
  });

  it('numbers the measures of a newer writer instead of losing them', () => {
    const newer = { ...window, series: { ...window.series, signal: 'unheard-of' as never }, measures: [4] };
    const read = windowsRows(encodeWindows(head, [newer]));
    expect(read.ok && read.rows[0]!['measures']).toEqual({ measure0: 4 });
  });
});

/** What the table holds after the rows were inserted: a row that the table would refuse fails here. */
async function stored(table: string, read: MessageRows<StoreRow>): Promise<TableRow[]> {
  if (!read.ok) throw new Error(read.reason);
  const store = createMemoryRowStore();
  await store.insert(table, read.rows);
  expect(unknownColumns(read.rows, store.finalRows(table))).toEqual([]);
  return store.finalRows(table);
}

/** A line names no columns; it has as many values as the table has columns. */
function unknownColumns(rows: readonly StoreRow[], final: readonly TableRow[]): string[] {
  return rows
    .flatMap((row) => (typeof row === 'string' ? [] : Object.keys(row)))
    .filter((name) => !(name in final[0]!));
}
