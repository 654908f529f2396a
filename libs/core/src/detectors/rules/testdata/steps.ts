import type { Step, Turn } from '@tacet/contracts';

let spans = 0;

/** A step of one second that starts `second` seconds into the turn. */
export function stepAt(second: number, more: Partial<Step>): Step {
  return {
    tenant: 'acme',
    env: 'prod',
    service: 'travel',
    agent: 'travel-agent',
    name: 'step',
    source: 'span',
    kind: 'other',
    dialect: 'otel-genai',
    ok: true,
    traceId: 'a'.repeat(32),
    spanId: `span${++spans}`,
    startUs: second * 1_000_000,
    endUs: (second + 1) * 1_000_000,
    ...more,
  };
}

/** A turn of the same agent that ended well. */
export function finishedTurn(more: Partial<Turn> = {}): Turn {
  return {
    id: 'turn',
    version: 9,
    tenant: 'acme',
    env: 'prod',
    service: 'travel',
    agent: 'travel-agent',
    agentVersion: '',
    promptVersion: '',
    sessionId: '',
    traceId: 'a'.repeat(32),
    startUs: 0,
    endUs: 60_000_000,
    closedAtMs: 75_000,
    outcome: 'finished',
    outcomeEvidence: 'root-ended',
    steps: 9,
    llmSteps: 4,
    toolSteps: 4,
    failedSteps: 1,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    costNanoUsd: 0,
    model: 'm',
    tools: [],
    dialect: 'otel-genai',
    findings: [],
    ...more,
  };
}
