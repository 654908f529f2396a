/** The part of Grafana's dashboard JSON that a page without Grafana draws. */
export interface GrafanaDashboard {
  uid: string;
  title: string;
  description?: string;
  refresh?: string;
  time?: { from: string; to: string };
  panels?: GrafanaPanel[];
  templating?: { list?: GrafanaVariable[] };
  annotations?: { list?: GrafanaAnnotation[] };
}

export interface GrafanaPanel {
  id: number;
  type: string;
  title?: string;
  description?: string;
  gridPos: { x: number; y: number; w: number; h: number };
  /** Least width of a step, such as `1m`. */
  interval?: string;
  fieldConfig?: unknown;
  options?: unknown;
  targets?: { rawSql: string; format: 0 | 1 }[];
  /** Of a collapsed row. */
  panels?: GrafanaPanel[];
}

export interface GrafanaVariable {
  name: string;
  type: string;
  label?: string;
  description?: string;
  query?: string | { rawSql: string };
}

export interface GrafanaAnnotation {
  name: string;
  iconColor?: string;
  enable?: boolean;
  target: { rawSql: string };
}
