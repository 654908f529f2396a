import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { trailFolder, WHERE_TRAIL_IS } from './trail-folder';

interface Span {
  trace_id: string;
  span_attributes: Record<string, string>;
  child_spans: Span[];
}

const span = (attributes: Record<string, string>, ...children: Span[]): Span => ({
  trace_id: 'a',
  span_attributes: attributes,
  child_spans: children,
});
const call = (kind: string, prompt: string, completion: string, model?: string): Record<string, string> => ({
  'openinference.span.kind': kind,
  'llm.token_count.prompt': prompt,
  'llm.token_count.completion': completion,
  ...(model ? { 'llm.model_name': model } : {}),
});

describe('the separate count', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tacet-totals-'));
    const traces = join(folder, 'traces', 'swe_bench');
    mkdirSync(traces, { recursive: true });
    const agent = span(
      call('AGENT', '30', '3'),
      span({ 'openinference.span.kind': 'CHAIN' }, span(call('LLM', '10', '1', 'm'))),
      span(call('LLM', '20', '2')),
    );
    const text = JSON.stringify({ trace_id: 'a', spans: [span({}, agent), span({})] });
    writeFileSync(join(traces, 'a.json.br'), brotliCompressSync(text));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes every span as a step, and tokens from model calls alone', () => {
    const all = { steps: 6, llmCalls: 2, inputTokens: 30, outputTokens: 3 };
    expect(count('--data', folder)).toEqual({
      traces: { a: all },
      splits: { swe_bench: all },
      models: {
        m: { steps: 1, llmCalls: 1, inputTokens: 10, outputTokens: 1 },
        '': { steps: 1, llmCalls: 1, inputTokens: 20, outputTokens: 2 },
      },
      total: all,
    });
  });

  it('counts nothing of the part that was not asked for', () => {
    expect(count('--data', folder, '--split', 'gaia')).toMatchObject({ traces: {}, total: { steps: 0 } });
  });
});

const trail = trailFolder();
(trail ? describe : describe.skip)(`the separate count over TRAIL (${WHERE_TRAIL_IS})`, () => {
  it('gives the sums that the data set publishes', () => {
    expect(count('--data', trail!).splits).toEqual({
      gaia: { steps: 1_763, llmCalls: 742, inputTokens: 4_306_314, outputTokens: 648_238 },
      swe_bench: { steps: 477, llmCalls: 212, inputTokens: 3_124_047, outputTokens: 91_224 },
    });
  });
});

function count(...args: string[]): Record<string, unknown> {
  const script = join(__dirname, 'trail-totals.mjs');
  return JSON.parse(execFileSync(process.execPath, [script, ...args], { encoding: 'utf8' })) as Record<
    string,
    unknown
  >;
}
