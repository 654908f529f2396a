import { ThresholdsMode, type DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

/** Display of one table column, for `overrideByName`. */
export interface ColumnDisplay {
  unit?: string;
  decimals?: number;
  /** Column width in pixels. */
  width?: number;
  /** Text → colour of the cell's background. */
  colors?: Record<string, string>;
  /** Colour steps of a number, lowest first; the first holds from minus infinity. */
  steps?: [from: number | null, color: string][];
  wrap?: boolean;
}

/** The column's display as the properties of a field override. */
export function columnDisplay(display: ColumnDisplay): DynamicConfigValue[] {
  const properties: DynamicConfigValue[] = [];
  if (display.unit !== undefined) properties.push({ id: 'unit', value: display.unit });
  if (display.decimals !== undefined) properties.push({ id: 'decimals', value: display.decimals });
  if (display.width !== undefined) properties.push({ id: 'custom.width', value: display.width });
  if (display.wrap) properties.push({ id: 'custom.cellOptions', value: { type: 'auto', wrapText: true } });
  if (display.colors) {
    const options = Object.fromEntries(
      Object.entries(display.colors).map(([text, color], index) => [text, { color, index, text }]),
    );
    properties.push({ id: 'mappings', value: [{ type: 'value', options }] }, COLORED);
  }
  if (display.steps) {
    const steps = display.steps.map(([value, color]) => ({ value, color }));
    properties.push({ id: 'thresholds', value: { mode: ThresholdsMode.Absolute, steps } }, COLORED);
  }
  return properties;
}

const COLORED: DynamicConfigValue = {
  id: 'custom.cellOptions',
  value: { type: 'color-background', mode: 'basic' },
};
