import type { RuleAnomalyPolicy } from '@tacet/core/anomalies';
import { RULE_ANOMALY_DEFAULTS } from '@tacet/core/anomalies';
import { SERIES_DETECTORS, type SeriesDetectorDefinition } from '@tacet/core/detectors/series';
import type { LatenessRules } from '@tacet/core/event-time';

export interface DetectSettings {
  /** As assemble seals its windows: a window is final when every origin sealed it. */
  windows: LatenessRules;
  /** Expected false alarms per tenant and week, shared by its series. */
  falseAlarmsPerWeek: number;
  detectors: readonly SeriesDetectorDefinition[];
  rules: RuleAnomalyPolicy;
  /** Detector states one partition holds; series that come after are refused and counted. */
  statesMax: number;
  /** Wall time between snapshots, and so between commits. */
  snapshotEveryMs: number;
  topics: { partials: string; findings: string; anomalies: string; steps: string };
}

export const DETECT_DEFAULTS: Omit<DetectSettings, 'topics'> = {
  windows: { windowSizeMs: 60_000, allowedLatenessMs: 0, futureToleranceMs: Number.MAX_SAFE_INTEGER },
  falseAlarmsPerWeek: 2,
  detectors: SERIES_DETECTORS,
  rules: RULE_ANOMALY_DEFAULTS,
  statesMax: 20_000,
  snapshotEveryMs: 2_000,
};
