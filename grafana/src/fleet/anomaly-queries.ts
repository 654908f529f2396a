import { selected } from '../board-variables';

export const OPEN_ANOMALY_COUNT = `
  SELECT count() AS "open anomalies"
  FROM anomalies_current
  WHERE status != 'resolved' AND ${selected()}`;

export const OPEN_ANOMALIES = `
  SELECT
    severity,
    failure,
    agent,
    explanation,
    onset_at AS since,
    recommended_recovery AS "recommended recovery",
    class,
    observed,
    baseline,
    observed_unit AS "measured in",
    effect_ratio AS effect,
    detected_at AS "last revision",
    service,
    env,
    tenant,
    example_trace_ids[1] AS "example trace"
  FROM anomalies_current
  WHERE status != 'resolved' AND ${selected()}
  ORDER BY indexOf(['critical', 'warning', 'info'], severity), onset_at DESC
  LIMIT 200`;

/** Over anomalies whose first revision was detected in the range; NULL without any, for no number of them is 0 seconds. */
export const TIME_TO_DETECT = `
  SELECT
    quantileExactOrNull(0.5)(seconds) AS median,
    quantileExactOrNull(0.95)(seconds) AS p95
  FROM
  (
    SELECT
      argMin(detected_at, revision) AS first_detected_at,
      dateDiff('millisecond', argMin(onset_at, revision), first_detected_at) / 1000 AS seconds
    FROM anomalies FINAL
    WHERE ${selected()}
    GROUP BY tenant, id
    HAVING $__timeFilter_ms(first_detected_at)
  )`;

/** Over anomalies that ended in the range: from onset to the end of the symptom. */
export const TIME_TO_RECOVER = `
  SELECT
    quantileExactOrNull(0.5)(dateDiff('millisecond', onset_at, resolved_at) / 1000) AS median,
    quantileExactOrNull(0.95)(dateDiff('millisecond', onset_at, resolved_at) / 1000) AS p95
  FROM anomalies_current
  WHERE status = 'resolved' AND $__timeFilter_ms(resolved_at) AND ${selected()}`;
