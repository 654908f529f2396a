import { type Direction } from './front-end';

export type EffectSeverity = 'info' | 'warning' | 'critical';

export interface SeverityThresholds {
  /** Effect factor, by the cautious end of its interval, from which a change warns. */
  warningFactor: number;
  criticalFactor: number;
  /** Excess bad units per hour that are critical whatever the factor. */
  criticalExcessPerHour: number;
}

export const SEVERITY_DEFAULTS: SeverityThresholds = {
  warningFactor: 1.5,
  criticalFactor: 3,
  criticalExcessPerHour: Infinity,
};

/**
 * Severity of a change from how large it is at least, never from how improbable it is (detectors.md 4). For a
 * fall the factor is the inverse of the ratio's upper end.
 */
export function severityOf(
  effect: { low: number; high: number },
  direction: Direction,
  excessPerHour: number,
  thresholds: SeverityThresholds = SEVERITY_DEFAULTS,
): EffectSeverity {
  const factor = direction === 'up' ? effect.low : 1 / effect.high;
  if (factor >= thresholds.criticalFactor || excessPerHour >= thresholds.criticalExcessPerHour)
    return 'critical';
  return factor >= thresholds.warningFactor ? 'warning' : 'info';
}
