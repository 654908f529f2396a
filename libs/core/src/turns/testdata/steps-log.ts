import fc from 'fast-check';
import type { Step } from '@tacet/contracts';
import { logStep, spanStep, traceId } from './steps';

export const T0_MS = 1_700_000_000_000 - (1_700_000_000_000 % 60_000);

/** One record of a steps partition: its steps, and the watermark after it. */
export interface LogRecord {
  steps: Step[];
  watermarkMs: number;
}

interface TurnPlan {
  key: number;
  source: 'trace' | 'hint' | 'session';
  atS: number;
  hasRoot: boolean;
  steps: { offsetS: number; lengthS: number; kind: Step['kind']; ok: boolean; args: number; delayS: number }[];
}

const turnPlan: fc.Arbitrary<TurnPlan> = fc.record({
  key: fc.nat(5),
  source: fc.constantFrom('trace' as const, 'trace' as const, 'hint' as const, 'session' as const),
  atS: fc.nat(4_000),
  hasRoot: fc.boolean(),
  steps: fc.array(
    fc.record({
      offsetS: fc.oneof({ weight: 4, arbitrary: fc.nat(120) }, { weight: 1, arbitrary: fc.nat(1_500) }),
      lengthS: fc.nat(30),
      kind: fc.constantFrom<Step['kind']>('llm', 'tool', 'tool', 'prompt', 'agent', 'retrieval'),
      ok: fc.boolean(),
      args: fc.nat(1),
      delayS: fc.oneof({ weight: 5, arbitrary: fc.nat(10) }, { weight: 1, arbitrary: fc.nat(2_000) }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

/**
 * Logs with late steps, steps of closed turns, traces that go on, lost roots and session runs. The watermark
 * trails the arrival of each record by a bound, as the carried watermark of one origin does.
 */
export const stepsLog: fc.Arbitrary<LogRecord[]> = fc
  .tuple(fc.array(turnPlan, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 6 }), fc.nat(60))
  .map(([plans, stepsPerRecord, boundS]) => recordsOf(plans, stepsPerRecord, boundS));

function recordsOf(plans: TurnPlan[], stepsPerRecord: number, boundS: number): LogRecord[] {
  const arrivals = plans.flatMap(stepsOf).sort((a, b) => a.atS - b.atS || a.order - b.order);
  const records: LogRecord[] = [];
  for (let i = 0; i < arrivals.length; i += stepsPerRecord) {
    const chunk = arrivals.slice(i, i + stepsPerRecord);
    const watermarkMs = T0_MS + (chunk.at(-1)!.atS - boundS) * 1_000;
    records.push({ steps: chunk.map(({ step }) => step), watermarkMs });
  }
  const endS = (arrivals.at(-1)?.atS ?? 0) + boundS;
  for (let afterS = 60; afterS <= 3_600; afterS += 180) {
    records.push({ steps: [], watermarkMs: T0_MS + (endS + afterS) * 1_000 });
  }
  return records;
}

function stepsOf(plan: TurnPlan, order: number): { atS: number; order: number; step: Step }[] {
  const arrivals = plan.steps.map((part, i) => {
    const startS = plan.atS + part.offsetS;
    const step: Partial<Step> = {
      kind: part.kind,
      ok: part.ok,
      startUs: (T0_MS + startS * 1_000) * 1_000,
      endUs: (T0_MS + (startS + part.lengthS) * 1_000) * 1_000,
      spanId: (order * 100 + i).toString(16).padStart(16, '0'),
      parentSpanId: 'f'.repeat(16),
    };
    if (part.kind === 'tool') Object.assign(step, { toolName: 'search', argsHash: `args${part.args}` });
    if (part.kind === 'llm') Object.assign(step, { model: 'm', inputTokens: 10 + i, costNanoUsd: 7 });
    return { atS: startS + part.lengthS + part.delayS, order: order * 100 + i, step: placed(plan, step) };
  });
  if (plan.hasRoot && plan.source === 'trace') {
    const endS = plan.atS + Math.max(...plan.steps.map((part) => part.offsetS + part.lengthS));
    const step = spanStep({
      kind: 'agent',
      traceId: traceId(plan.key),
      spanId: (order * 100 + 99).toString(16).padStart(16, '0'),
      startUs: (T0_MS + plan.atS * 1_000) * 1_000,
      endUs: (T0_MS + endS * 1_000) * 1_000,
    });
    arrivals.push({ atS: endS + 1, order: order * 100 + 99, step });
  }
  return arrivals;
}

function placed(plan: TurnPlan, step: Partial<Step>): Step {
  if (plan.source === 'trace') return spanStep({ ...step, traceId: traceId(plan.key) });
  const { spanId: _spanId, parentSpanId: _parentSpanId, ...rest } = step;
  const session = { sessionId: `session${plan.key}` };
  return logStep({ ...rest, ...session, ...(plan.source === 'hint' && { turnHint: `prompt${plan.key}` }) });
}
