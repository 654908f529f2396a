import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { ClickHouseQuery } from '../clickhouse-query';

/** A query of a board and where it stands. */
export interface BoardQuery {
  where: string;
  sql: string;
  format: 'time-series' | 'table';
  /** Names that field overrides of the panel refer to. */
  columnsNamed: string[];
}

export function panelQueries(board: Dashboard): BoardQuery[] {
  return (board.panels ?? []).flatMap((panel) => {
    if (!('targets' in panel)) return [];
    const columnsNamed = (panel.fieldConfig?.overrides ?? [])
      .filter(({ matcher }) => matcher.id === 'byName')
      .map(({ matcher }) => String(matcher.options));
    return (panel.targets ?? []).map((target) => {
      const query = target as unknown as ClickHouseQuery;
      const format = query.format === 0 ? 'time-series' : 'table';
      return { where: `panel ${panel.title}`, sql: query.rawSql, format, columnsNamed };
    });
  });
}

export function variableQueries(board: Dashboard): BoardQuery[] {
  return (board.templating?.list ?? []).flatMap(({ name, type, query }) =>
    String(type) === 'query'
      ? [
          {
            where: `variable ${name}`,
            sql: (query as { rawSql: string }).rawSql,
            format: 'table',
            columnsNamed: [],
          },
        ]
      : [],
  );
}

export function annotationQueries(board: Dashboard): BoardQuery[] {
  return (board.annotations?.list ?? []).map(({ name, target }) => ({
    where: `annotation ${name}`,
    sql: (target as unknown as ClickHouseQuery).rawSql,
    format: 'table',
    columnsNamed: ['time', 'text'],
  }));
}
