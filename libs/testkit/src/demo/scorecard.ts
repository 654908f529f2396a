import type { Injection } from '../fleet';

/** An anomaly as a subscriber sees it open. */
export interface OpenedAnomaly {
  id: string;
  detector: string;
  service: string;
  agent: string;
  /** Event time. */
  detectedAtMs: number;
  explanation: string;
  failure: string;
  severity: string;
  recommendedRecovery: string;
}

export interface Detection {
  kind: string;
  agent: string;
  anomalyId: string;
  /** Event time from the first affected moment to the alarm. */
  delayMs: number;
}

export interface Score {
  injected: { kind: string; agent: string; atMs: number }[];
  detected: Detection[];
  missed: { kind: string; agent: string; atMs: number }[];
  /** Opened where nothing was injected, or before it was. */
  falseAlarms: { detector: string; agent: string; anomalyId: string; atMs: number; explanation: string }[];
  /** Opened by another detector on an agent that was being broken: the same cause, seen elsewhere. */
  consequences: { detector: string; agent: string; anomalyId: string; atMs: number }[];
}

/** Holds what subscribers heard against what was done. Pure: order of arrival does not matter. */
export function score(injections: readonly Injection[], opened: readonly OpenedAnomaly[]): Score {
  const inOrder = [...opened].sort((a, b) => a.detectedAtMs - b.detectedAtMs || a.id.localeCompare(b.id));
  const result: Score = { injected: [], detected: [], missed: [], falseAlarms: [], consequences: [] };
  const explained = new Set<string>();
  for (const { kind, agent, service, atMs } of injections) {
    result.injected.push({ kind, agent, atMs });
    const first = inOrder.find(
      (a) => a.detector === kind && a.agent === agent && a.service === service && a.detectedAtMs >= atMs,
    );
    if (!first) {
      result.missed.push({ kind, agent, atMs });
      continue;
    }
    explained.add(first.id);
    result.detected.push({ kind, agent, anomalyId: first.id, delayMs: first.detectedAtMs - atMs });
  }
  for (const { id, detector, agent, service, detectedAtMs, explanation } of inOrder) {
    if (explained.has(id)) continue;
    const broken = injections.some(
      (i) => i.agent === agent && i.service === service && detectedAtMs >= i.atMs,
    );
    const entry = { detector, agent, anomalyId: id, atMs: detectedAtMs };
    if (broken) result.consequences.push(entry);
    else result.falseAlarms.push({ ...entry, explanation });
  }
  return result;
}
