/**
 * One way of watching a number per step of equal length, as its library or paper defines it. Upward only.
 * `step` takes the next value and says whether it raises an alarm.
 */
export interface Competitor {
  step(value: number): boolean;
}

export interface CompetitorKind {
  name: string;
  /** Minutes whose events are added up to one value. */
  stepMinutes: number;
  start(): Competitor;
}
