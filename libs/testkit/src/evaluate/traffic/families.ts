/** What makes one minute busier than another, and whether events come alone (detectors.md 7, "Traffic"). */
export interface TrafficShape {
  /** Peak to trough 9:1 over the day with a random phase, week-ends at half. */
  diurnal: boolean;
  /** Standard deviation of the log-intensity that wanders with a correlation time of two hours; 0 for none. */
  coxSigma: number;
  /** Events come in sessions. */
  clustered: boolean;
}

export const FAMILY_NAMES = ['poisson', 'clustered', 'cox', 'diurnal', 'all'] as const;
export type FamilyName = (typeof FAMILY_NAMES)[number];

export const FAMILIES: Readonly<Record<FamilyName, TrafficShape>> = {
  poisson: { diurnal: false, coxSigma: 0, clustered: false },
  clustered: { diurnal: false, coxSigma: 0, clustered: true },
  cox: { diurnal: false, coxSigma: 0.3, clustered: false },
  diurnal: { diurnal: true, coxSigma: 0, clustered: false },
  all: { diurnal: true, coxSigma: 0.2, clustered: true },
};
