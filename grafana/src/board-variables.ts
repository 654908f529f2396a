import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DATASOURCE, DATASOURCE_TYPE, tidy } from './clickhouse-query';

/** The dimensions that every board can be narrowed to, widest first: each offers what the ones before it leave. */
export const DIMENSIONS = ['tenant', 'env', 'service', 'agent'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const DESCRIPTIONS: Record<Dimension, string> = {
  tenant: 'Who the agents belong to.',
  env: 'Deployment environment, such as prod or staging.',
  service: 'Service that runs the agents (service.name).',
  agent: 'Agent, by the name its own telemetry gives it.',
};

/**
 * SQL that keeps what the variables select: true for a variable that stands on All. Columns need the names of
 * the dimensions. `$__conditionalAll` and not a plain list, so that All includes names that are empty.
 */
export function selected(dimensions: readonly Dimension[] = DIMENSIONS): string {
  return dimensions
    .map((name) => `$__conditionalAll(${name} IN (\${${name}:singlequote}), $${name})`)
    .join(' AND ');
}

/** The data source variable that all queries name. */
export function datasourceVariable(): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .description('ClickHouse that Tacet writes to.')
    .type(DATASOURCE_TYPE);
}

/** One variable per dimension, several values or All, re-read whenever the time range changes. */
export function dimensionVariables(): QueryVariableBuilder[] {
  return DIMENSIONS.map((name, at) => {
    const before = selected(DIMENSIONS.slice(0, at));
    const sql = tidy(`
      SELECT DISTINCT ${name}
      FROM windows
      WHERE $__timeFilter(window_start) AND ${name} != ''${before ? ` AND ${before}` : ''}
      ORDER BY ${name}
      LIMIT 1000`);
    return new QueryVariableBuilder(name)
      .label(name)
      .description(DESCRIPTIONS[name])
      .datasource(DATASOURCE)
      .query({ refId: `variable-${name}`, editorType: 'sql', queryType: 'sql', rawSql: sql })
      .definition(sql)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.AlphabeticalAsc)
      .multi(true)
      .includeAll(true)
      .current({ text: ['All'], value: ['$__all'], selected: true });
  });
}
