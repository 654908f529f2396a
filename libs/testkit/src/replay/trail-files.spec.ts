import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { spanMessages } from './span-messages';
import { spanEnding, TRACE_ID } from './testdata/trail-span';
import { readTrail } from './trail-files';

describe('the files of a recording', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tacet-trail-'));
    mkdirSync(join(folder, 'traces', 'gaia'), { recursive: true });
    const leaf = { ...spanEnding(1), logs: [{ body: { true_answer: 'THE-ANSWER' } }] };
    const root = spanEnding(3, { child_spans: [spanEnding(2, { child_spans: [leaf] })] });
    const trace = JSON.stringify({ trace_id: TRACE_ID, spans: [root, spanEnding(4)] });
    writeFileSync(join(folder, 'traces', 'gaia', `${TRACE_ID}.json.br`), brotliCompressSync(trace));
    writeFileSync(join(folder, 'traces', 'gaia', 'notes.txt'), 'not a trace');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('give each trace with all of its spans, nested or beside each other', () => {
    const traces = readTrail(folder, ['gaia', 'swe_bench']);
    expect(traces.map(({ traceId, split }) => [traceId, split])).toEqual([[TRACE_ID, 'gaia']]);
    expect(traces[0]!.spans.map(({ duration }) => duration)).toEqual(['PT3S', 'PT2S', 'PT1S', 'PT4S']);
  });

  it('keep the right answers to themselves', () => {
    const messages = [...spanMessages(readTrail(folder, ['gaia']))];
    expect(messages[0]!.spans).toBe(4);
    for (const { value } of messages) expect(Buffer.from(value).includes('THE-ANSWER')).toBe(false);
  });

  it('are missed with a clear word', () => {
    expect(() => readTrail(folder, ['swe_bench'])).toThrow(`no trace in ${folder} for swe_bench`);
  });
});
