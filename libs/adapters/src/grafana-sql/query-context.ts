/** What Grafana hands to the data source beside the query: the time picker and the panel's step. */
export interface QueryContext {
  fromMs: number;
  toMs: number;
  /** Width of one step, at least the panel's own minimum. */
  intervalMs: number;
}
