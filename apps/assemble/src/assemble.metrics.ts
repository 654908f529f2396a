import type { LogSink } from '@tacet/adapters/kafka';
import type { Metrics } from '@tacet/adapters/telemetry';
import type { AssembleObserver } from './assemble.pipeline';

export function createAssembleObserver(metrics: Metrics, log: LogSink): AssembleObserver {
  const steps = metrics.counter('tacet_assemble_steps_total', 'Steps read, by whether they were new', [
    'fate',
  ]);
  const turns = metrics.counter('tacet_assemble_turns_total', 'Turns closed');
  const findings = metrics.counter('tacet_assemble_findings_total', 'Rule hits sent');
  const open = metrics.gauge('tacet_assemble_open_turns', 'Turns in progress', ['origin']);
  const gaps = metrics.counter(
    'tacet_assemble_data_gaps_total',
    'Starts below which the log was already deleted: steps are missing from turns',
  );
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
    dataGap: (tp, expected, found) => {
      gaps.inc();
      log(
        'error',
        `data gap in ${tp.topic}/${tp.partition}: expected offset ${expected}, the log begins at ${found}`,
      );
    },
  };
}
