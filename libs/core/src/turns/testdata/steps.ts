import type { Step } from '@tacet/contracts';

let spans = 0;

/** 32 hex digits for a small number. */
export function traceId(n: number): string {
  return n.toString(16).padStart(32, '0');
}

/** A span of trace 0 with an id of its own, unless told otherwise. */
export function spanStep(more: Partial<Step>): Step {
  return {
    tenant: 'acme',
    env: 'prod',
    service: 'shop',
    agent: 'buyer',
    name: 'step',
    source: 'span',
    kind: 'other',
    dialect: 'otel-genai',
    ok: true,
    traceId: traceId(0),
    spanId: (++spans).toString(16).padStart(16, '0'),
    startUs: 0,
    endUs: 0,
    ...more,
  };
}

/** A log record without trace and span. */
export function logStep(more: Partial<Step>): Step {
  const { traceId: _traceId, spanId: _spanId, ...rest } = spanStep({});
  return { ...rest, source: 'log', dialect: 'claude-code', ...more };
}
