import { type Failure, type FailureClass, type RecoveryAction, type Signal } from '@tacet/contracts';
import { type Direction, type FrontEndName, type SeverityThresholds } from '../../statistics';
import { type SeriesMeasurement } from './measurement';

/** One statistical detector as data: what it watches, how, and what its anomaly means. */
export interface SeriesDetectorDefinition {
  detector: string;
  /** Part of the anomaly's id: changes when the same data would give other anomalies. */
  version: string;
  signal: Signal;
  frontEnd: FrontEndName;
  direction: Direction;
  /** Learn the hours of the day and the week-end; for volumes, which have no denominator. */
  seasonal: boolean;
  /** Hours of a new series before evidence counts: a day, or a week where hours and week-ends must be known. */
  evidenceAfterHours: number;
  /** Practical tolerance τ: relative change of volume or odds, or AUC units for ranks. */
  tolerance: number;
  /** Share of the tenant's false-alarm budget relative to the other streams: 3 when its failures are critical. */
  budgetWeight: number;
  severity: SeverityThresholds;
  failure: Failure;
  class: FailureClass;
  recommendedRecovery: RecoveryAction;
  /** One sentence for a person. */
  explain(measured: SeriesMeasurement, agent: string): string;
}
