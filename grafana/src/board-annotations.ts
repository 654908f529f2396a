import { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { selected } from './board-variables';
import { clickHouseQuery, DATASOURCE } from './clickhouse-query';

/** Marks on every time axis: when an agent began to misbehave, and what was deployed before it did. */
export function boardAnnotations(): AnnotationQueryBuilder[] {
  return [annotation('Anomalies', 'red', ANOMALIES), annotation('Deployments', 'blue', DEPLOYMENTS)];
}

/** From onset to the end, or to the moment of detection while it is open. */
const ANOMALIES = `
  SELECT
    coalesce(onset_at, detected_at, event_time) AS time,
    coalesce(resolved_at, detected_at, event_time) AS timeEnd,
    concat(agent, ': ', failure) AS title,
    explanation AS text,
    arrayStringConcat([severity, failure, agent], ',') AS tags
  FROM anomalies_current
  WHERE $__timeFilter_ms(time) AND ${selected()}
  ORDER BY time`;

/** A marker without an agent concerns every agent of its service. */
const DEPLOYMENTS = `
  SELECT
    deployed_at AS time,
    concat(service, ' ', deployed_version) AS title,
    concat(service, ' was deployed as ', deployed_version) AS text,
    arrayStringConcat(arrayConcat(['deployment', service], changed_components), ',') AS tags
  FROM deployments FINAL
  WHERE $__timeFilter_ms(deployed_at) AND ${selected(['tenant', 'env', 'service'])}
  ORDER BY time`;

function annotation(name: string, color: string, sql: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name(name)
    .datasource(DATASOURCE)
    .enable(true)
    .hide(false)
    .iconColor(color)
    .target(clickHouseQuery('table', sql, name));
}
