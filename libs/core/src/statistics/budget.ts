/** A stream that wants a share of the tenant's budget of false alarms. */
export interface BudgetClaim {
  /** Default 1; 3 for signals whose failures are critical. */
  weight: number;
  /** Had exposure within the last 24 hours: silent streams need no budget. */
  active: boolean;
}

/** Expected false alarms per tenant and week, over all its streams: the one knob. */
export const FALSE_ALARMS_PER_WEEK = { paging: 2, feed: 20 } as const;

/**
 * Expected false alarms per week granted to each claim, in the claims' order: the tenant's budget F divided by
 * weight among the active. They never sum to more than F, so E[false alarms per week] ≤ F over all streams,
 * under any dependence between them (detectors.md 2.1).
 */
export function shareBudget(falseAlarmsPerWeek: number, claims: readonly BudgetClaim[]): number[] {
  const weights = claims.map((claim) => (claim.active ? claim.weight : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (total > 0 ? (falseAlarmsPerWeek * weight) / total : 0));
}
