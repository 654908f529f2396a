import { clickHouseQuery, tidy } from './clickhouse-query';

describe('a query of the ClickHouse data source', () => {
  it('is raw SQL with a format number, against the data source of the board', () => {
    expect(clickHouseQuery('table', 'SELECT 1', 'B').build()).toEqual({
      refId: 'B',
      datasource: { type: 'grafana-clickhouse-datasource', uid: '${datasource}' },
      editorType: 'sql',
      rawSql: 'SELECT 1',
      format: 1,
    });
    expect(clickHouseQuery('time-series', 'SELECT 1').build()).toMatchObject({ refId: 'A', format: 0 });
  });

  it('loses the indentation of the code that it was written in, not its own', () => {
    expect(
      tidy(`
        SELECT
          a
        FROM b
      `),
    ).toBe('SELECT\n  a\nFROM b');
  });
});
