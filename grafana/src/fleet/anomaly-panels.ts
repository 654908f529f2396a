import { BigValueColorMode, BigValueTextMode } from '@grafana/grafana-foundation-sdk/common';
import type { PanelBuilder as StatPanel } from '@grafana/grafana-foundation-sdk/stat';
import type { PanelBuilder as TablePanel } from '@grafana/grafana-foundation-sdk/table';
import { statPanel, tablePanel, thresholds, type PanelSize } from '../panel-defaults';
import { SEVERITY_COLORS } from '../severity-colors';
import { columnDisplay, type ColumnDisplay } from '../table-columns';
import { OPEN_ANOMALIES, OPEN_ANOMALY_COUNT, TIME_TO_DETECT, TIME_TO_RECOVER } from './anomaly-queries';

export function openAnomalyCountPanel(size: PanelSize): StatPanel {
  const text = {
    title: 'Open anomalies',
    description: 'Anomalies that are open now, whatever the time range.',
    unit: 'short',
    sql: OPEN_ANOMALY_COUNT,
  };
  return statPanel(text, size)
    .thresholds(thresholds('green', [1, SEVERITY_COLORS.warning]))
    .colorMode(BigValueColorMode.Background);
}

export function openAnomaliesPanel(size: PanelSize): TablePanel {
  const text = {
    title: 'What is wrong',
    description:
      'Anomalies that are open now, whatever the time range: what happened, since when, of which kind, and what is recommended. Effect is observed divided by baseline.',
    unit: 'short',
    sql: OPEN_ANOMALIES,
  };
  const panel = tablePanel(text, size);
  for (const [name, display] of Object.entries(ANOMALY_COLUMNS))
    panel.overrideByName(name, columnDisplay(display));
  return panel;
}

const ANOMALY_COLUMNS: Record<string, ColumnDisplay> = {
  severity: { width: 90, colors: SEVERITY_COLORS },
  failure: { width: 150 },
  explanation: { width: 520, wrap: true },
  since: { unit: 'dateTimeFromNow' },
  'last revision': { unit: 'dateTimeFromNow' },
  observed: { decimals: 3 },
  baseline: { decimals: 3 },
  effect: { unit: 'xfactor', decimals: 1 },
};

export function timeToDetectPanel(size: PanelSize): StatPanel {
  const text = {
    title: 'Time to detect',
    description:
      'From the onset of an anomaly to its first report, in event time, over anomalies first reported in the time range: median and 95th percentile.',
    unit: 's',
    sql: TIME_TO_DETECT,
  };
  return statPanel(text, size).textMode(BigValueTextMode.ValueAndName).thresholds(thresholds('text'));
}

export function timeToRecoverPanel(size: PanelSize): StatPanel {
  const text = {
    title: 'Time to recover',
    description:
      'From the onset of an anomaly to the end of its symptom, over anomalies that ended in the time range: median and 95th percentile.',
    unit: 's',
    sql: TIME_TO_RECOVER,
  };
  return statPanel(text, size).textMode(BigValueTextMode.ValueAndName).thresholds(thresholds('text'));
}
