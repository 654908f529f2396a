import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { expandMacros, interpolateVariables } from '@tacet/adapters/grafana-sql';
import { BOARDS, buildBoard } from './boards';
import { DIMENSIONS } from './board-variables';
import { DATASOURCE, DATASOURCE_TYPE } from './clickhouse-query';
import { annotationQueries, panelQueries, variableQueries } from './testing/board-queries';

/** The rules of grafana/dashboard-linter that hold for a ClickHouse board, and our own. */
describe.each(Object.entries(BOARDS))('board %s', (name, builder) => {
  const board: Dashboard = buildBoard(builder());
  const panels = (board.panels ?? []).filter((panel): panel is Panel => panel.type !== 'row');
  const queries = [...panelQueries(board), ...variableQueries(board), ...annotationQueries(board)];

  it('has a stable address, a title and a description, and is found by its tag', () => {
    expect(board.uid).toBe(`tacet-${name}`);
    expect(board.title).toMatch(/^Tacet \/ /);
    expect(board.description).toMatch(/\S/);
    expect(board.tags).toContain('tacet');
  });

  it('is not editable, because it is changed in code, and refreshes itself', () => {
    expect(board.editable).toBe(false);
    expect(board.refresh).toBe('10s');
  });

  it('takes its data source from a variable, in every panel, query, variable and annotation', () => {
    const [first] = board.templating?.list ?? [];
    expect(first).toMatchObject({ type: 'datasource', name: 'datasource', query: DATASOURCE_TYPE });
    for (const panel of panels) {
      expect([panel.title, panel.datasource]).toEqual([panel.title, DATASOURCE]);
      for (const target of panel.targets ?? []) expect(target).toMatchObject({ datasource: DATASOURCE });
    }
    for (const variable of (board.templating?.list ?? []).slice(1))
      expect(variable.datasource).toEqual(DATASOURCE);
    for (const annotation of board.annotations?.list ?? []) expect(annotation.datasource).toEqual(DATASOURCE);
  });

  it('lets every dimension be narrowed to several values or All, and re-reads them with the time range', () => {
    const variables = (board.templating?.list ?? []).slice(1);
    expect(variables.map((variable) => variable.name)).toEqual([...DIMENSIONS]);
    for (const variable of variables) {
      expect(variable).toMatchObject({ type: 'query', multi: true, includeAll: true, refresh: 2 });
      expect(variable.current).toMatchObject({ value: ['$__all'] });
      expect(variable.label).toMatch(/\S/);
      expect(variable.description).toMatch(/\S/);
    }
  });

  it('marks anomalies and deployments', () => {
    expect((board.annotations?.list ?? []).map((annotation) => annotation.name)).toEqual([
      'Anomalies',
      'Deployments',
    ]);
  });

  it.each(panels.map((panel) => [panel.title, panel] as const))('panel %s says what it shows', (_, panel) => {
    expect(panel.title).toMatch(/\S/);
    expect(panel.description).toMatch(/\.$/);
    expect(panel.fieldConfig?.defaults.unit).toMatch(/\S/);
    expect(panel.fieldConfig?.defaults.noValue).toBe('not computable');
    expect(panel.targets?.length).toBeGreaterThan(0);
    expect(panel.id).toBeGreaterThan(0);
  });

  it.each(panels.filter((panel) => panel.type === 'table').map((panel) => [panel.title, panel] as const))(
    'table %s does not call an absent name not computable',
    (_, panel) => {
      expect(panel.fieldConfig?.overrides[0]).toEqual({
        matcher: { id: 'byType', options: 'string' },
        properties: [{ id: 'noValue', value: '–' }],
      });
    },
  );

  it('numbers its panels and gives each its own place on the grid', () => {
    expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
    for (const [at, panel] of panels.entries()) {
      const { x, y, w, h } = panel.gridPos!;
      expect(x + w).toBeLessThanOrEqual(24);
      for (const other of panels.slice(at + 1).map((later) => later.gridPos!)) {
        const apart =
          x + w <= other.x || other.x + other.w <= x || y + h <= other.y || other.y + other.h <= y;
        expect([panel.title, apart]).toEqual([panel.title, true]);
      }
    }
  });

  it.each(
    panels.filter((panel) => panel.type === 'timeseries').map((panel) => [panel.title, panel] as const),
  )('panel %s leaves gaps where nothing is known', (_, panel) => {
    expect(panel.fieldConfig?.defaults.custom).toMatchObject({ spanNulls: false });
    expect(panel.interval).toBe('1m');
  });

  it.each(queries.map((query) => [query.where, query.sql] as const))(
    'the query of %s can be expanded',
    (_, sql) => {
      const values = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, '$__all' as const]));
      const expanded = expandMacros(interpolateVariables(sql, values), {
        fromMs: 0,
        toMs: 60_000,
        intervalMs: 60_000,
      });
      expect(expanded).not.toContain('$');
      // A swallowed stretch of SQL (see expand-macros.ts) would lose brackets or the table.
      expect(expanded).toContain('FROM');
      expect(expanded.split('(').length).toBe(expanded.split(')').length);
    },
  );

  it.each(queries.map((query) => [query.where, query.sql] as const))(
    'the query of %s obeys the variables',
    (_, sql) => {
      const names = [...sql.matchAll(/\$__conditionalAll\((\w+) IN \(\$\{(\w+):singlequote\}\), \$(\w+)\)/g)];
      for (const [, column, list, variable] of names) expect([list, variable]).toEqual([column, column]);
      expect(
        sql
          .match(/\$\{?\w+/g)!
          .every((use) => /^\$(__|\{)/.test(use) || DIMENSIONS.includes(use.slice(1) as never)),
      ).toBe(true);
    },
  );
});
