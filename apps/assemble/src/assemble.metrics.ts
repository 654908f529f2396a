import type { Metrics } from '@tacet/adapters/telemetry';
import type { AssembleObserver } from './assemble.pipeline';

export function createAssembleObserver(metrics: Metrics): AssembleObserver {
  const steps = metrics.counter('tacet_assemble_steps_total', 'Steps read, by whether they were new', [
    'fate',
  ]);
  const turns = metrics.counter('tacet_assemble_turns_total', 'Turns closed');
  const findings = metrics.counter('tacet_assemble_findings_total', 'Rule hits sent');
  const open = metrics.gauge('tacet_assemble_open_turns', 'Turns in progress', ['origin']);
  return {
    steps: (folded, repeated) => {
      steps.inc({ fate: 'folded' }, folded);
      steps.inc({ fate: 'repeated' }, repeated);
    },
    turnsClosed: (closed, hits) => {
      turns.inc(closed);
      findings.inc(hits);
    },
    openTurns: (origin, count) => open.set({ origin }, count),
  };
}
