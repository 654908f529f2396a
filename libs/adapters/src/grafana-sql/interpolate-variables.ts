import { replaceVariables, type VariableValues } from './replace-variables';

/**
 * The query with its variables as Grafana writes them into it: values become text of the statement, in Grafana's
 * `singlequote` format, which escapes a quote and leaves a backslash alone. So only for values that are trusted;
 * `bindVariables` is for all others.
 */
export function interpolateVariables(sql: string, values: VariableValues): string {
  return replaceVariables(sql, values, (_, selected) =>
    selected.map((item) => `'${item.replace(/'/g, String.raw`\'`)}'`).join(','),
  );
}
