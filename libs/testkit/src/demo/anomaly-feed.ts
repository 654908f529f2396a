import type { Kafka } from 'kafkajs';
import { parseCloudEvent } from '@tacet/contracts';
import type { OpenedAnomaly } from './scorecard';

interface WireAnomaly {
  id: string;
  status: string;
  detector: string;
  failure: string;
  severity: string;
  detectedAt: string;
  explanation: string;
  recommendedRecovery: string;
  series: { service: string; agent: string };
}

/**
 * A subscriber like any user's: its own group on the anomaly topic, at least once, told apart by id and revision.
 */
export async function followAnomalies(
  kafka: Kafka,
  topic: string,
  groupId: string,
  onOpened: (anomaly: OpenedAnomaly) => void,
): Promise<{ stop(): Promise<void> }> {
  const consumer = kafka.consumer({ groupId, retry: { restartOnFailure: () => Promise.resolve(true) } });
  const seen = new Set<string>();
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      const parsed = parseCloudEvent(message.value?.toString('utf8') ?? '');
      if (!parsed.ok || !parsed.event.type.endsWith('.opened')) return Promise.resolve();
      const data = parsed.event.data as unknown as WireAnomaly;
      if (seen.has(data.id)) return Promise.resolve();
      seen.add(data.id);
      onOpened({
        id: data.id,
        detector: data.detector,
        service: data.series.service,
        agent: data.series.agent,
        detectedAtMs: Date.parse(data.detectedAt),
        explanation: data.explanation,
        failure: data.failure,
        severity: data.severity,
        recommendedRecovery: data.recommendedRecovery,
      });
      return Promise.resolve();
    },
  });
  return { stop: () => consumer.disconnect() };
}
