import type * as cog from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

export const DATASOURCE_TYPE = 'grafana-clickhouse-datasource';

/** Every query goes to the data source that the board's own `datasource` variable names. */
export const DATASOURCE: DataSourceRef = { type: DATASOURCE_TYPE, uid: '${datasource}' };

export type QueryFormat = 'time-series' | 'table';

/** What the ClickHouse data source (4.x) stores per query: raw SQL, and how to read its columns. */
export interface ClickHouseQuery extends cog.Dataquery {
  refId: string;
  datasource: DataSourceRef;
  editorType: 'sql';
  rawSql: string;
  format: 0 | 1;
}

/**
 * One query of a panel. `time-series` wants a first column `time` in ascending order; text columns become labels
 * and each numeric column a series per label. The SDK has no builder for this data source.
 */
export function clickHouseQuery(format: QueryFormat, sql: string, refId = 'A'): cog.Builder<cog.Dataquery> {
  const query = {
    refId,
    datasource: DATASOURCE,
    editorType: 'sql',
    rawSql: tidy(sql),
    format: format === 'time-series' ? 0 : 1,
  } as const;
  return { build: () => query as unknown as ClickHouseQuery };
}

/** Template literals carry the indentation of the code around them; the board shall not. */
export function tidy(sql: string): string {
  const lines = sql.replace(/\t/g, '  ').split('\n');
  const indents = lines
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.search(/\S/));
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line, at) => (at === 0 ? line : line.slice(indent)).trimEnd())
    .join('\n')
    .trim();
}
