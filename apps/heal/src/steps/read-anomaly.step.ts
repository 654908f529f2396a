import {
  AnomalyData,
  EVENT_TYPES,
  parseCloudEvent,
  validateEvent,
  type CloudEventDefect,
} from '@tacet/contracts';
import type { AgentHealing, ObservedAnomaly } from '@tacet/core/healing';
import type { LogRecord } from '@tacet/runtime';

export type UnreadableReason = CloudEventDefect | 'no-value' | 'unknown-type' | 'invalid-data';

export type ReadAnomaly =
  | { ok: true; agent: Pick<AgentHealing, 'tenant' | 'env' | 'service' | 'agent'>; anomaly: ObservedAnomaly }
  | { ok: false; reason: UnreadableReason };

const ANOMALY_TYPES: readonly string[] = [
  EVENT_TYPES.anomalyOpened,
  EVENT_TYPES.anomalyUpdated,
  EVENT_TYPES.anomalyResolved,
];

/** One record of the anomalies topic, checked. What cannot be read has a reason from a closed list. */
export function readAnomaly(record: LogRecord): ReadAnomaly {
  if (!record.value) return { ok: false, reason: 'no-value' };
  const parsed = parseCloudEvent(Buffer.from(record.value).toString('utf8'));
  if (!parsed.ok) return parsed;
  if (!ANOMALY_TYPES.includes(parsed.event.type)) return { ok: false, reason: 'unknown-type' };
  if (validateEvent(AnomalyData, parsed.event.data).length > 0) return { ok: false, reason: 'invalid-data' };
  const data = parsed.event.data as unknown as AnomalyData;
  const { tenant, env, service, agent } = data.series;
  return { ok: true, agent: { tenant, env, service, agent }, anomaly: observed(data) };
}

function observed(data: AnomalyData): ObservedAnomaly {
  const { agentVersion, model, tool } = data.series;
  return {
    id: data.id,
    revision: data.revision,
    status: data.status,
    failure: data.failure,
    class: data.class,
    severity: data.severity,
    agentVersion,
    model,
    tool,
    onsetMs: Date.parse(data.onset),
    suspectedChange: data.suspectedChange ?? null,
    computable: data.sufficiency.computable,
  };
}
