/** The dimensions that findings, windows and anomalies share. */
export const SERIES_COLUMNS = {
  tenant: 'text',
  env: 'text',
  service: 'text',
  agent: 'text',
  agent_version: 'text',
  model: 'text',
  tool: 'text',
} as const;
