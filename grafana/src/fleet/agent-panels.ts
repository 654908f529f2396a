import { StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import type { PanelBuilder as TablePanel } from '@grafana/grafana-foundation-sdk/table';
import type { PanelBuilder as TimeSeriesPanel } from '@grafana/grafana-foundation-sdk/timeseries';
import { tablePanel, timeSeriesPanel, type PanelSize } from '../panel-defaults';
import { SEVERITY_COLORS } from '../severity-colors';
import { columnDisplay, type ColumnDisplay } from '../table-columns';
import { AGENTS, COST_PER_HOUR, SPANS_PER_MINUTE, TURNS_PER_MINUTE } from './agent-queries';
import { TURN_DURATION } from './turn-duration-query';

export function agentsPanel(size: PanelSize): TablePanel {
  const text = {
    title: 'Agents',
    description:
      'Every agent with turns in the time range or an anomaly open now, worst first. Health is the highest severity of its open anomalies. Failure share and cost are over the turns of the range; cost counts turns whose price is known, and says "not computable" when none is.',
    unit: 'short',
    sql: AGENTS,
  };
  const panel = tablePanel(text, size);
  for (const [name, display] of Object.entries(AGENT_COLUMNS))
    panel.overrideByName(name, columnDisplay(display));
  return panel;
}

const AGENT_COLUMNS: Record<string, ColumnDisplay> = {
  health: { width: 90, colors: SEVERITY_COLORS },
  'critical anomalies': {
    width: 90,
    steps: [
      [null, 'transparent'],
      [1, SEVERITY_COLORS.critical],
    ],
  },
  'warning anomalies': {
    width: 90,
    steps: [
      [null, 'transparent'],
      [1, SEVERITY_COLORS.warning],
    ],
  },
  'info anomalies': {
    width: 90,
    steps: [
      [null, 'transparent'],
      [1, SEVERITY_COLORS.info],
    ],
  },
  'last turn': { unit: 'dateTimeFromNow' },
  'failure share': {
    unit: 'percentunit',
    decimals: 1,
    steps: [
      [null, 'transparent'],
      [0.05, SEVERITY_COLORS.warning],
      [0.2, SEVERITY_COLORS.critical],
    ],
  },
  'known cost': { unit: 'currencyUSD', decimals: 2 },
  'turns with a price': { unit: 'percentunit', decimals: 0 },
};

export function turnsPanel(size: PanelSize): TimeSeriesPanel {
  const text = {
    title: 'Turns by outcome',
    description:
      'Turns that ended in each minute, by how they ended. Late turns are counted in the minute they belong to.',
    unit: 'cpm',
    sql: TURNS_PER_MINUTE,
  };
  return timeSeriesPanel(text, size)
    .displayName('${__field.labels.outcome}')
    .stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'))
    .fillOpacity(40);
}

export function turnDurationPanel(size: PanelSize): TimeSeriesPanel {
  const text = {
    title: 'Turn duration',
    description:
      'Median and 95th percentile of turn durations, from merged histograms (within 1/64 of the exact value). A gap means that no turn ended.',
    unit: 'ms',
    sql: TURN_DURATION,
  };
  return timeSeriesPanel(text, size);
}

export function spansPanel(size: PanelSize): TimeSeriesPanel {
  const text = {
    title: 'Spans by service',
    description:
      'Spans and log records read per minute of event time. A service that stops sending falls to a gap here first.',
    unit: 'cpm',
    sql: SPANS_PER_MINUTE,
  };
  return timeSeriesPanel(text, size).displayName('${__field.labels.service}');
}

export function costPanel(size: PanelSize): TimeSeriesPanel {
  const text = {
    title: 'Cost by agent and model',
    description:
      'Known cost per hour, counted on the innermost model calls. A gap means that no call had a known price; calls without a price are not in the sum.',
    unit: 'currencyUSD',
    sql: COST_PER_HOUR,
  };
  return timeSeriesPanel(text, size).displayName('${__field.labels.consumer}').decimals(2);
}
