import type { Metrics } from '@tacet/adapters/telemetry';
import type { HealObserver } from './heal.pipeline';

export function createHealObserver(metrics: Metrics): HealObserver {
  const anomalies = metrics.counter('tacet_heal_anomalies_total', 'Anomaly events read, by fate', ['fate']);
  const commands = metrics.counter('tacet_heal_recoveries_total', 'Recovery commands and how they ended', [
    'action',
    'status',
  ]);
  const pending = metrics.gauge('tacet_heal_pending_snapshots', 'Agents whose state waits to be written');
  const gaps = metrics.counter(
    'tacet_heal_data_gaps_total',
    'Starts below which the log was already deleted',
  );
  return {
    anomaly: (fate) => anomalies.inc({ fate }),
    recovery: ({ action, status }) => commands.inc({ action, status }),
    snapshotsPending: (agents) => pending.set(agents),
    dataGap: () => gaps.inc(),
  };
}
