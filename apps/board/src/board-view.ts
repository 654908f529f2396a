import type { GrafanaDashboard, GrafanaPanel } from './grafana-dashboard';

/** What a browser needs to lay a board out: everything but its queries. */
export interface BoardView {
  id: string;
  title: string;
  description: string;
  refresh: string;
  time: { from: string; to: string };
  panels: PanelView[];
  variables: { name: string; label: string; description: string }[];
  annotations: { name: string; color: string }[];
}

export type PanelView = Pick<GrafanaPanel, 'id' | 'type' | 'gridPos' | 'fieldConfig' | 'options'> & {
  title: string;
  description: string;
};

/** A board without SQL, and without the data source variable: this process has one data source. */
export function boardView(id: string, dashboard: GrafanaDashboard): BoardView {
  return {
    id,
    title: dashboard.title,
    description: dashboard.description ?? '',
    refresh: dashboard.refresh ?? '',
    time: dashboard.time ?? { from: 'now-1h', to: 'now' },
    panels: panelsOf(dashboard).map((panel) => ({
      id: panel.id,
      type: panel.type,
      title: panel.title ?? '',
      description: panel.description ?? '',
      gridPos: panel.gridPos,
      fieldConfig: panel.fieldConfig,
      options: panel.options,
    })),
    variables: queryVariables(dashboard).map(({ name, label, description }) => ({
      name,
      label: label ?? name,
      description: description ?? '',
    })),
    annotations: (dashboard.annotations?.list ?? [])
      .filter(({ target, enable }) => enable !== false && Boolean(target?.rawSql))
      .map(({ name, iconColor }) => ({ name, color: iconColor ?? 'blue' })),
  };
}

/** Every panel, those inside of rows included. */
export function panelsOf(dashboard: GrafanaDashboard): GrafanaPanel[] {
  return (dashboard.panels ?? []).flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

/** Variables whose values come from a query. */
export function queryVariables(
  dashboard: GrafanaDashboard,
): { name: string; label?: string; description?: string; sql: string }[] {
  return (dashboard.templating?.list ?? []).flatMap(({ type, query, ...variable }) =>
    type === 'query' && typeof query === 'object' ? [{ ...variable, sql: query.rawSql }] : [],
  );
}
