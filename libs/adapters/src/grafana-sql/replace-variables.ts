/** Value of each variable: a list of what is selected, or `$__all`. */
export type VariableValues = Readonly<Record<string, readonly string[] | '$__all'>>;

const CONDITIONAL_ALL = '$__conditionalAll(';

/**
 * What the data source does to a query in the browser, in its order: `$__conditionalAll(condition, $variable)`
 * becomes `1=1` when the variable stands on All, else the condition; then each `${name:singlequote}` becomes what
 * `listOf` makes of the values. Throws on a variable that has no values here and on one that asks for no quotes.
 * Source: grafana/clickhouse-datasource, src/data/CHDatasource.ts (applyConditionalAll, getMacroArgs).
 */
export function replaceVariables(
  sql: string,
  values: VariableValues,
  listOf: (name: string, selected: readonly string[]) => string,
): string {
  return applyConditionalAll(sql, values).replace(
    /\$\{(\w+)(?::(\w+))?\}/g,
    (_, name: string, format: string | undefined) => {
      const value = values[name];
      if (value === undefined) throw new Error(`the query names a variable that the board lacks: ${name}`);
      if (value === '$__all')
        throw new Error(`${name} stands on All and has no list: wrap it in $__conditionalAll`);
      if (format !== 'singlequote') throw new Error(`variable ${name} would reach SQL unquoted`);
      return listOf(name, value);
    },
  );
}

function applyConditionalAll(sql: string, values: VariableValues): string {
  let query = sql;
  for (let at = query.lastIndexOf(CONDITIONAL_ALL); at !== -1; at = query.lastIndexOf(CONDITIONAL_ALL)) {
    const args = macroArguments(query, at + CONDITIONAL_ALL.length - 1);
    const [condition, variable] = args;
    if (args.length !== 2 || condition === undefined || variable === undefined) {
      throw new Error(`$__conditionalAll takes a condition and a variable: ${query.slice(at, at + 80)}`);
    }
    const name = variable.trim().slice(1);
    const value = values[name];
    if (value === undefined)
      throw new Error(`$__conditionalAll names a variable that the board lacks: ${name}`);
    const kept = value === '$__all' || value.join() === '' ? '1=1' : condition;
    query = query.split(`${CONDITIONAL_ALL}${condition},${variable})`).join(kept);
  }
  return query;
}

/** The arguments between the bracket at `open` and the one that closes it, split at commas of that depth. */
function macroArguments(query: string, open: number): string[] {
  const args: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < query.length; at++) {
    const character = query[at];
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (depth === 0 || (character === ',' && depth === 1)) {
      args.push(query.slice(start, at));
      start = at + 1;
    }
    if (depth === 0) return args;
  }
  return [];
}
