/** Words of the published events: closed lists, in the order in which boards show them. */
export const FAILURES = [
  'confident-error',
  'silent-drift',
  'unbounded-cost',
  'opaque-reasoning',
  'stall',
  'loop',
  'skipped-tool',
  'regression',
  'autonomy-shift',
] as const;
export type Failure = (typeof FAILURES)[number];

export const FAILURE_CLASSES = ['transient', 'logic', 'regression', 'unknown'] as const;

/** From the lower end of the effect's interval, never from a probability. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ANOMALY_STATUSES = ['opened', 'updated', 'resolved'] as const;
export type AnomalyStatus = (typeof ANOMALY_STATUSES)[number];

/** Life of one command: issued; then its symptom went away, or it did not before the command expired. */
export const RECOVERY_STATUSES = ['commanded', 'verified', 'unresolved'] as const;
export type RecoveryStatus = (typeof RECOVERY_STATUSES)[number];

export const OUTCOME_STATUSES = ['acknowledged', 'applied', 'rejected', 'failed'] as const;
export type OutcomeStatus = (typeof OUTCOME_STATUSES)[number];

export const CHANGE_KINDS = ['deployment', 'model', 'promptVersion'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
