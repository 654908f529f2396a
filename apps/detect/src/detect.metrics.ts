import type { LogSink } from '@tacet/adapters/kafka';
import type { Metrics } from '@tacet/adapters/telemetry';
import type { DetectObserver } from './detect.pipeline';

export function createDetectObserver(metrics: Metrics, log: LogSink): DetectObserver {
  const anomalies = metrics.counter('tacet_detect_anomalies_total', 'Anomaly events sent', [
    'type',
    'detector',
  ]);
  const series = metrics.gauge('tacet_detect_series', 'Series with detector state, last partition heard');
  const late = metrics.gauge(
    'tacet_detect_late_partials',
    'Rows that came after their window was final, last partition heard: stored, unseen by detectors',
  );
  const gaps = metrics.counter(
    'tacet_detect_data_gaps_total',
    'Starts below which the log was already deleted: windows or findings are missing',
  );
  return {
    anomalies: (transitions) => {
      for (const { type, detector } of transitions) anomalies.inc({ type, detector });
    },
    series: (held, latePartials) => {
      series.set(held);
      late.set(latePartials);
    },
    dataGap: (tp, expected, found) => {
      gaps.inc();
      log(
        'error',
        `data gap in ${tp.topic}/${tp.partition}: expected offset ${expected}, the log begins at ${found}`,
      );
    },
  };
}
