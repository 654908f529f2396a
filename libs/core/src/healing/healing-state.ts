import type { ChangeKind, Failure, FailureClass, RecoveryFacts, Severity } from '@tacet/contracts';

/** Everything heal knows about one agent. Plain JSON: the snapshot is its text. */
export interface AgentHealing {
  tenant: string;
  env: string;
  service: string;
  agent: string;
  /** Log time up to which this agent's life was folded, in ms since the epoch. */
  nowMs: number;
  /** No command before this time. */
  coolUntilMs: number;
  /** At most one per failure. */
  incidents: Incident[];
  /** Last revision applied per anomaly, oldest first, at most APPLIED_MAX: the guard against repeats. */
  applied: [anomalyId: string, revision: number][];
}

export type IncidentStatus = 'open' | 'commanded' | 'escalated' | 'settled';

/** One failure of one agent, from its first anomaly until it stayed away for the merge window. */
export interface Incident {
  id: string;
  failure: Failure;
  status: IncidentStatus;
  /** The anomaly that opened it. */
  anomalyId: string;
  /** Anomalies that have not resolved, at most OPEN_ANOMALIES_MAX. */
  openAnomalies: string[];
  class: FailureClass;
  /** The highest seen. */
  severity: Severity;
  /** False while its source cannot support the measure: then no command is given. */
  computable: boolean;
  agentVersion: string;
  model: string;
  tool: string;
  suspectedChange: { kind: ChangeKind; value: string } | null;
  onsetMs: number;
  openedAtMs: number;
  /** Commands given, without the escalation. */
  attempts: number;
  /** The command whose end is awaited: in flight, or the escalation. */
  command: RecoveryFacts | null;
  /** When the command in flight counts as having failed. */
  verifyUntilMs: number;
  escalated: boolean;
  settledAtMs: number;
}

export const APPLIED_MAX = 256;
export const OPEN_ANOMALIES_MAX = 128;

/** An agent of which nothing is known yet. */
export function healthyAgent(key: Pick<AgentHealing, 'tenant' | 'env' | 'service' | 'agent'>): AgentHealing {
  const { tenant, env, service, agent } = key;
  return { tenant, env, service, agent, nowMs: 0, coolUntilMs: 0, incidents: [], applied: [] };
}
