import { anomalyEvent, CLOUD_EVENT_HEADERS } from '@tacet/contracts';
import type { AnomalyTransition } from '@tacet/core/anomalies';
import { partitionOfKey, type OutgoingRecord } from '@tacet/runtime';

/**
 * One CloudEvent per transition, keyed by anomaly id. All anomalies of one agent share a partition, so that
 * their revisions stay in order and heal can keep to one action at a time per agent.
 */
export function anomalyRecords(
  topic: string,
  partitions: number,
  transitions: readonly AnomalyTransition[],
): OutgoingRecord[] {
  return transitions.map((transition) => {
    const { tenant, env, service, agent } = transition.series;
    return {
      topic,
      partition: partitionOfKey(`${tenant}/${env}/${service}/${agent}`, partitions),
      key: transition.id,
      value: JSON.stringify(anomalyEvent(transition)),
      headers: CLOUD_EVENT_HEADERS,
    };
  });
}
