import { colorOf } from './colors.mjs';
import { formatNumber } from './format.mjs';

/**
 * How a column is shown: the panel's defaults, then its overrides in order, as Grafana applies them.
 * `column` is `{ name, kind }`.
 */
export function fieldDisplay({ fieldConfig }, column) {
  const display = { ...fieldConfig?.defaults };
  for (const { matcher, properties } of fieldConfig?.overrides ?? []) {
    if (!matches(matcher, column)) continue;
    for (const { id, value } of properties) display[id] = value;
  }
  return display;
}

function matches({ id, options }, { name, kind }) {
  if (id === 'byName') return options === name;
  if (id === 'byType') return options === kind;
  if (id === 'byRegexp') return new RegExp(String(options).replace(/^\/|\/$/g, '')).test(name);
  return false;
}

/** Text and colour of a cell. A value that is not there says so, and is never a zero. */
export function showValue(value, { kind }, display) {
  if (value === null || value === '') return { text: display.noValue ?? '–', missing: true };
  const mapping = valueMapping(value, display);
  if (mapping) return { text: mapping.text ?? String(value), color: mapping.color && colorOf(mapping.color) };
  if (kind === 'string') return { text: String(value) };
  if (kind === 'time' && !/^dateTime/.test(display.unit ?? '')) {
    return { text: formatNumber(value, 'dateTimeAsIso') };
  }
  return {
    text: formatNumber(value, display.unit, display.decimals),
    color: thresholdColor(value, display.thresholds),
  };
}

function valueMapping(value, { mappings = [] }) {
  for (const { type, options } of mappings) {
    if (type === 'value' && options[String(value)]) return options[String(value)];
  }
  return null;
}

export function thresholdColor(value, thresholds) {
  const step = (thresholds?.steps ?? []).filter((at) => at.value === null || value >= at.value).at(-1);
  return step && colorOf(step.color);
}
