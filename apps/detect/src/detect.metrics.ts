import type { Metrics } from '@tacet/adapters/telemetry';
import type { DetectObserver } from './detect.pipeline';

export function createDetectObserver(metrics: Metrics): DetectObserver {
  const anomalies = metrics.counter('tacet_detect_anomalies_total', 'Anomaly events sent', [
    'type',
    'detector',
  ]);
  const series = metrics.gauge('tacet_detect_series', 'Series with detector state, last partition heard');
  const late = metrics.gauge(
    'tacet_detect_late_partials',
    'Rows that came after their window was final, last partition heard: stored, unseen by detectors',
  );
  return {
    anomalies: (transitions) => {
      for (const { type, detector } of transitions) anomalies.inc({ type, detector });
    },
    series: (held, latePartials) => {
      series.set(held);
      late.set(latePartials);
    },
  };
}
