import type { LogSink } from '@tacet/adapters/kafka';
import type { Metrics } from '@tacet/adapters/telemetry';
import type { AdmitObserver } from './admit.pipeline';

export function createAdmitObserver(metrics: Metrics, log: LogSink): AdmitObserver {
  const messages = metrics.counter('tacet_admit_messages_total', 'Messages read, by fate', ['fate']);
  const steps = metrics.counter('tacet_admit_steps_total', 'Spans and log records decoded');
  const bytes = metrics.counter('tacet_admit_bytes_total', 'Bytes of message values read');
  const unknown = metrics.counter(
    'tacet_admit_unknown_attributes_total',
    'Attributes that no dialect table knows',
  );
  const rows = metrics.counter('tacet_admit_window_rows_total', 'Window rows sealed');
  const gaps = metrics.counter(
    'tacet_admit_data_gaps_total',
    'Starts below which the log was already deleted: data is missing',
  );
  return {
    message: (fate, count, size, unknownAttributes) => {
      messages.inc({ fate });
      steps.inc(count);
      bytes.inc(size);
      unknown.inc(unknownAttributes);
    },
    sealed: (count) => rows.inc(count),
    dataGap: (tp, expected, found) => {
      gaps.inc();
      log(
        'error',
        `data gap in ${tp.topic}/${tp.partition}: expected offset ${expected}, the log begins at ${found}`,
      );
    },
  };
}
