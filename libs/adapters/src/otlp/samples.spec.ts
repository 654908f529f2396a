import { join } from 'node:path';
import { type Step } from '@tacet/contracts';
import { decodeAll, newDecoder, toJsonBytes, toProtobuf, tracesJson } from './testdata/otlp-messages';
import { frameworkTraces, readJson, sampleFolder, trailTraces, vercelSpans } from './testdata/sample-traces';

const SAMPLES = sampleFolder('otel-samples');
const TRAIL = sampleFolder('trail');
const decoder = newDecoder();

/** Decodes in both encodings, which must agree. */
function stepsOf(json: unknown): Step[] {
  const fromProtobuf = decodeAll(decoder, toProtobuf(json, 'traces'), 'traces');
  expect(decodeAll(decoder, toJsonBytes(json), 'traces')).toEqual(fromProtobuf);
  expect(fromProtobuf.outcome.ok).toBe(true);
  return fromProtobuf.steps;
}

function countBy(steps: Step[], of: (step: Step) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const step of steps) counts[of(step)] = (counts[of(step)] ?? 0) + 1;
  return counts;
}

const sum = (steps: Step[], of: (step: Step) => number | undefined): number =>
  steps.reduce((total, step) => total + (of(step) ?? 0), 0);

(SAMPLES === undefined ? describe.skip : describe)('recorded samples (data set otel-samples)', () => {
  const folder = SAMPLES ?? '';

  it("reads the specification's own OTLP/JSON examples", () => {
    const traces = stepsOf(readJson(join(folder, 'otlp-json/trace.json')));
    expect(traces).toMatchObject([
      {
        service: 'my.service',
        name: "I'm a server span",
        traceId: '5b8efff798038103d269b633813fc60c',
        parentSpanId: 'eee19b7ec3c1b173',
        startUs: 1544712660000000,
        endUs: 1544712661000000,
        dialect: 'plain',
      },
    ]);
    for (const [file, name] of [
      ['logs', 'log'],
      ['events', 'browser.page_view'],
    ]) {
      const json = readJson(join(folder, `otlp-json/${file}.json`));
      const { outcome, steps } = decodeAll(decoder, toJsonBytes(json), 'logs');
      expect(outcome).toMatchObject({ ok: true, records: 1 });
      expect(steps[0]).toMatchObject({ name, source: 'log', dialect: 'plain', endUs: 1544712660300000 });
      expect(decodeAll(decoder, toProtobuf(json, 'logs'), 'logs').steps).toEqual(steps);
    }
    const metrics = toJsonBytes(readJson(join(folder, 'otlp-json/metrics.json')));
    expect(decodeAll(decoder, metrics, 'traces').outcome).toMatchObject({ errorClass: 'not-otlp' });
  });

  it('counts the tokens of the Vercel AI SDK once, on the inner spans', () => {
    const steps = stepsOf(tracesJson(vercelSpans(folder)));
    expect(countBy(steps, ({ kind }) => kind)).toEqual({ agent: 4, llm: 4, embedding: 1, other: 1 });
    expect(countBy(steps, ({ dialect }) => dialect)).toEqual({ 'vercel-ai': 10 });
    expect(sum(steps, ({ inputTokens }) => inputTokens)).toBe(14 + 50 + 63 + 15);
    expect(sum(steps, ({ outputTokens }) => outputTokens)).toBe(20 + 9 + 156 + 112);
    const llm = steps.filter(({ kind }) => kind === 'llm');
    for (const step of llm) {
      expect(step).toMatchObject({ costSource: 'priced', finishReason: 'stop', refusal: false });
      expect(step.agent).toMatch(/^test-/);
      expect(step.completionChars).toBeGreaterThan(0);
    }
  });

  it('reads tokens, models and tools of every framework trace', () => {
    const dialects: Record<string, Record<string, number>> = {};
    for (const { file, observations, message } of frameworkTraces(folder)) {
      const steps = stepsOf(tracesJson(message));
      expect(steps).toHaveLength(observations.length);
      dialects[file] = countBy(steps, ({ dialect }) => dialect);
      steps.forEach((step, i) => {
        const { type, model, usageDetails, metadata } = observations[i]!;
        if (type === 'GENERATION') expect(step.kind).toBe('llm');
        if (type === 'TOOL') expect(step).toMatchObject({ kind: 'tool', toolName: expect.any(String) });
        if (step.kind !== 'llm') expect(step.inputTokens).toBeUndefined();
        else expect(step.model).toBe(model);
        const recorded = Object.keys(metadata?.attributes ?? { usage: 1 }).some((key) =>
          /usage|token_count/.test(key),
        );
        if (step.kind === 'llm' && recorded) {
          expect(step).toMatchObject({
            inputTokens: usageDetails?.input,
            outputTokens: usageDetails?.output,
          });
        }
      });
    }
    expect(dialects).toMatchObject({
      'agno-2025-06-11.json': { openinference: 4, langfuse: 2 },
      'google-adk-2025-08-28.json': { openinference: 5 },
      'openai-agents-2025-09-30.json': { openinference: 5 },
      'openai-assistants-2024-05-29.json': { langfuse: 4 },
    });
  });
});

(TRAIL === undefined ? describe.skip : describe)('recorded agent runs (data set trail)', () => {
  it.each([
    ['gaia', { llm: 742, tool: 288, agent: 93, other: 384 + 256 }, 4_306_314, 648_238, 'o3-mini', 742],
    [
      'swe_bench',
      { llm: 212, tool: 11, agent: 14, other: 211 + 29 },
      3_124_047,
      91_224,
      'anthropic/claude-3-7-sonnet-latest',
      209,
    ],
  ])('%s: kinds, and tokens of the LLM spans only', (split, kinds, prompt, completion, model, modelSpans) => {
    const steps: Step[] = [];
    for (const message of trailTraces(TRAIL ?? '', split)) {
      const json = tracesJson(message);
      const { outcome, steps: decoded } = decodeAll(decoder, toJsonBytes(json), 'traces');
      expect(outcome.ok).toBe(true);
      steps.push(...decoded);
    }
    expect(countBy(steps, ({ kind }) => kind)).toEqual(kinds);
    expect(sum(steps, ({ inputTokens }) => inputTokens)).toBe(prompt);
    expect(sum(steps, ({ outputTokens }) => outputTokens)).toBe(completion);
    const priced = steps.filter((step) => step.model === model);
    expect(priced).toHaveLength(modelSpans);
    for (const step of priced) expect(step.costSource === 'priced').toBe((step.inputTokens ?? 0) > 0);
    for (const { ok, errorSignature } of steps) if (ok) expect(errorSignature).toBeUndefined();
    for (const step of steps) if (step.kind === 'tool') expect(step.toolName).toBeDefined();
  });
});
