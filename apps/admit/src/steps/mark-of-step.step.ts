import type { Step } from '@tacet/contracts';
import type { Mark } from '@tacet/core/event-time';

/** What one step adds to the span windows: measures in the order of SIGNALS.spans. */
export function markOfStep(step: Step): Mark {
  const durationUs = Math.max(0, step.endUs - step.startUs);
  const tokens = (step.inputTokens ?? 0) + (step.outputTokens ?? 0);
  return {
    series: {
      signal: 'spans',
      tenant: step.tenant,
      env: step.env,
      service: step.service,
      agent: step.agent,
      agentVersion: '',
      model: step.model ?? '',
      tool: step.toolName ?? '',
      stepKind: step.kind,
    },
    n: 1,
    sum: durationUs,
    measures: [
      step.ok && !step.resultError ? 0 : 1,
      step.inputTokens ?? 0,
      step.outputTokens ?? 0,
      step.cacheReadTokens ?? 0,
      step.reasoningTokens ?? 0,
      step.costNanoUsd ?? 0,
      tokens > 0 && step.costSource === 'unknown' ? 1 : 0,
    ],
    histogramValue: durationUs,
  };
}
