import { selected } from '../board-variables';

/**
 * One row per agent that had turns in the range or has an open anomaly now. Failure share and cost are NULL when
 * no turn, or no turn with a price, supports them; an agent that went silent keeps its row by its anomaly.
 */
export const AGENTS = `
  SELECT
    multiIf(sum(critical) > 0, 'critical', sum(warning) > 0, 'warning', sum(info) > 0, 'info', 'ok') AS health,
    agent,
    service,
    env,
    tenant,
    sum(critical) AS "critical anomalies",
    sum(warning) AS "warning anomalies",
    sum(info) AS "info anomalies",
    max(turn_minute) AS "last turn",
    sum(turns) AS "turns in range",
    if(sum(turns) = 0, NULL, sum(failed) / sum(turns)) AS "failure share",
    if(sum(turns) <= sum(unpriced), NULL, sum(cost_nano_usd) / 1e9) AS "known cost",
    if(sum(turns) = 0, NULL, 1 - sum(unpriced) / sum(turns)) AS "turns with a price"
  FROM
  (
    SELECT
      tenant, env, service, agent,
      toNullable(window_start) AS turn_minute,
      n AS turns,
      measures['failed'] AS failed,
      measures['unpricedTurns'] AS unpriced,
      measures['costNanoUsd'] AS cost_nano_usd,
      0 AS critical, 0 AS warning, 0 AS info
    FROM windows FINAL
    WHERE signal = 'turns' AND $__timeFilter(window_start)
    UNION ALL
    SELECT
      tenant, env, service, agent,
      NULL, 0, 0, 0, 0,
      severity = 'critical', severity = 'warning', severity = 'info'
    FROM anomalies_current
    WHERE status != 'resolved'
  )
  WHERE ${selected()}
  GROUP BY tenant, env, service, agent
  ORDER BY sum(critical) DESC, sum(warning) DESC, sum(info) DESC, sum(turns) DESC, agent
  LIMIT 500`;

export const SPANS_PER_MINUTE = `
  SELECT
    $__timeInterval(window_start) AS time,
    service,
    sum(n) * 60 / ($__interval_s) AS "spans per minute"
  FROM windows FINAL
  WHERE signal = 'spans' AND $__timeFilter(window_start) AND ${selected()}
  GROUP BY time, service
  ORDER BY time, service`;

export const TURNS_PER_MINUTE = `
  SELECT
    $__timeInterval(window_start) AS time,
    outcome,
    sum(measures[outcome]) * 60 / ($__interval_s) AS "turns per minute"
  FROM windows FINAL
  ARRAY JOIN ['finished', 'asked', 'interrupted', 'failed', 'abandoned'] AS outcome
  WHERE signal = 'turns' AND $__timeFilter(window_start) AND ${selected()}
  GROUP BY time, outcome
  ORDER BY time, outcome`;

/** Known cost at an hourly rate; NULL where tokens were used and none of them had a price. */
export const COST_PER_HOUR = `
  SELECT
    $__timeInterval(window_start) AS time,
    concat(agent, ' on ', model) AS consumer,
    if(
      sum(measures['costNanoUsd']) = 0 AND sum(measures['unpricedSpans']) > 0,
      NULL,
      sum(measures['costNanoUsd']) / 1e9 * 3600 / ($__interval_s)
    ) AS "cost per hour"
  FROM windows FINAL
  WHERE signal = 'spans' AND model != '' AND $__timeFilter(window_start) AND ${selected()}
  GROUP BY time, consumer
  ORDER BY time, consumer`;
