export const RECOVERY_ACTIONS = [
  'retry-with-backoff',
  'stop-loop',
  'open-breaker',
  'switch-model',
  'roll-back',
  'cap-budget',
  'require-approval',
  'ask-human',
] as const;
export type RecoveryAction = (typeof RECOVERY_ACTIONS)[number];

export type FailureClass = 'transient' | 'logic' | 'regression' | 'unknown';

/** A command to an agent or its operator. Identity: `id` (incident, action, attempt). */
export interface RecoveryCommand {
  id: string;
  incidentId: string;
  anomalyId: string;
  tenant: string;
  env: string;
  service: string;
  agent: string;
  action: RecoveryAction;
  /** What the action is applied to: a tool, model or version; '' when it needs none. */
  target: string;
  class: FailureClass;
  attempt: number;
  attemptsMax: number;
  /** True unless the operator switched the action on: subscribers must only log it. */
  dryRun: boolean;
  issuedAtMs: number;
  expiresAtMs: number;
  reason: string;
}
