import { anomalyEvent } from '@tacet/contracts';
import type { AnomalyTransition } from '@tacet/core/anomalies';
import type { OutgoingRecord } from '@tacet/runtime';

/** One CloudEvent per transition, keyed by anomaly id so that its revisions stay in order. */
export function anomalyRecords(topic: string, transitions: readonly AnomalyTransition[]): OutgoingRecord[] {
  return transitions.map((transition) => ({
    topic,
    key: transition.id,
    value: JSON.stringify(anomalyEvent(transition)),
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
  }));
}
