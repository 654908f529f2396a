import { replaceVariables, type VariableValues } from './replace-variables';

export interface BoundQuery {
  sql: string;
  /** Value of each `{name:String}` in the statement. */
  params: Record<string, string>;
}

/**
 * The query with its variables as bound parameters: `${agent:singlequote}` becomes
 * `{agent_0:String},{agent_1:String}`. No value becomes text of the statement, where a later step could read it as a
 * macro or the engine as SQL.
 */
export function bindVariables(sql: string, values: VariableValues): BoundQuery {
  const params: Record<string, string> = {};
  const bound = replaceVariables(sql, values, (name, selected) =>
    selected
      .map((value, index) => {
        const parameter = `${name}_${index}`;
        params[parameter] = value;
        return `{${parameter}:String}`;
      })
      .join(','),
  );
  return { sql: bound, params };
}
