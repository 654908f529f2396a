import type {
  AnomalyStatus,
  ChangeKind,
  Failure,
  FailureClass,
  OutcomeStatus,
  Severity,
} from '@tacet/contracts';

/** What the lifecycle needs of one anomaly event. */
export interface ObservedAnomaly {
  id: string;
  revision: number;
  status: AnomalyStatus;
  failure: Failure;
  class: FailureClass;
  severity: Severity;
  agentVersion: string;
  model: string;
  tool: string;
  onsetMs: number;
  suspectedChange: { kind: ChangeKind; value: string } | null;
  computable: boolean;
}

/** Something that happened to one agent. `atMs` is the log's time of it, in ms since the epoch. */
export type HealingInput =
  | { kind: 'anomaly'; atMs: number; anomaly: ObservedAnomaly }
  | { kind: 'outcome'; atMs: number; commandId: string; status: OutcomeStatus }
  | { kind: 'time'; atMs: number };
