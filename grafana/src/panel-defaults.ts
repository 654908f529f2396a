import {
  BigValueColorMode,
  BigValueGraphMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import * as stat from '@grafana/grafana-foundation-sdk/stat';
import * as table from '@grafana/grafana-foundation-sdk/table';
import * as timeseries from '@grafana/grafana-foundation-sdk/timeseries';
import { clickHouseQuery, DATASOURCE } from './clickhouse-query';

/** What stands where a number cannot be computed: a missing value is never drawn as zero. */
export const NOT_COMPUTABLE = 'not computable';

/** What stands where a source gave no name: nothing was to be computed. */
const NOT_GIVEN = '–';

export interface PanelText {
  title: string;
  /** What it shows, from which rows, and what an empty value means. */
  description: string;
  unit: string;
  sql: string;
}

export interface PanelSize {
  width: number;
  height: number;
}

/** Lines over event time, from one-minute windows: no step below a minute, a gap where nothing is known. */
export function timeSeriesPanel(text: PanelText, size: PanelSize): timeseries.PanelBuilder {
  return new timeseries.PanelBuilder()
    .title(text.title)
    .description(text.description)
    .datasource(DATASOURCE)
    .unit(text.unit)
    .min(0)
    .noValue(NOT_COMPUTABLE)
    .interval('1m')
    .withTarget(clickHouseQuery('time-series', text.sql))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .lineWidth(1)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi))
    .span(size.width)
    .height(size.height);
}

/** One number over the whole time range. */
export function statPanel(text: PanelText, size: PanelSize): stat.PanelBuilder {
  return new stat.PanelBuilder()
    .title(text.title)
    .description(text.description)
    .datasource(DATASOURCE)
    .unit(text.unit)
    .noValue(NOT_COMPUTABLE)
    .withTarget(clickHouseQuery('table', text.sql))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .span(size.width)
    .height(size.height);
}

/** Rows as the query orders them; each column can be filtered. */
export function tablePanel(text: PanelText, size: PanelSize): table.PanelBuilder {
  return new table.PanelBuilder()
    .title(text.title)
    .description(text.description)
    .datasource(DATASOURCE)
    .unit(text.unit)
    .noValue(NOT_COMPUTABLE)
    .withTarget(clickHouseQuery('table', text.sql))
    .overrideByFieldType('string', [{ id: 'noValue', value: NOT_GIVEN }])
    .filterable(true)
    .span(size.width)
    .height(size.height);
}

/** Colour steps: the first colour below the first limit, each next one from its limit on. */
export function thresholds(
  first: string,
  ...steps: [from: number, color: string][]
): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([{ value: null, color: first }, ...steps.map(([value, color]) => ({ value, color }))]);
}
