import type { QueryContext } from './query-context';

type Macro = (args: string[], context: QueryContext) => string;

/**
 * What the data source's back end does to a query: each macro becomes SQL of the time range and the step. Throws
 * where the plugin answers with an error, and on a macro that it does not know.
 * Source: grafana/clickhouse-datasource, pkg/macros/macros.go; grafana-plugin-sdk-go, data/sqlutil/macros.go.
 */
export function expandMacros(sql: string, context: QueryContext): string {
  let query = sql;
  for (const [name, macro] of Object.entries(MACROS)) {
    for (const { text, args } of findMacro(query, name)) {
      query = query.split(text).join(macro(args, context));
    }
  }
  const unknown = /\$__\w+/.exec(query);
  if (unknown) throw new Error(`the data source knows no macro ${unknown[0]}`);
  return query;
}

const MACROS: Readonly<Record<string, Macro>> = {
  fromTime: (_, { fromMs }) => dateTime(fromMs),
  toTime: (_, { toMs }) => dateTime(toMs),
  fromTime_ms: (_, { fromMs }) => dateTime64(fromMs),
  toTime_ms: (_, { toMs }) => dateTime64(toMs),
  timeFilter: (args, context) => between(only(args), dateTime, context),
  timeFilter_ms: (args, context) => between(only(args), dateTime64, context),
  dateFilter: (args, context) => between(only(args), date, context),
  dateTimeFilter,
  dt: dateTimeFilter,
  timeInterval: (args, context) =>
    `toStartOfInterval(toDateTime(${only(args)}), INTERVAL ${stepSeconds(context)} second)`,
  timeInterval_ms: (args, { intervalMs }) =>
    `toStartOfInterval(toDateTime64(${only(args)}, 3), INTERVAL ${Math.max(Math.trunc(intervalMs), 1)} millisecond)`,
  interval_s: (_, context) => String(stepSeconds(context)),
};

const dateTime = (ms: number): string => `toDateTime(${Math.floor(ms / 1000)})`;
const dateTime64 = (ms: number): string => `fromUnixTimestamp64Milli(${Math.floor(ms)})`;
const date = (ms: number): string => `toDate('${new Date(ms).toISOString().slice(0, 10)}')`;
const stepSeconds = ({ intervalMs }: QueryContext): number => Math.trunc(Math.max(intervalMs / 1000, 1));

function between(column: string, form: (ms: number) => string, { fromMs, toMs }: QueryContext): string {
  return `${column} >= ${form(fromMs)} AND ${column} <= ${form(toMs)}`;
}

function dateTimeFilter(args: string[], context: QueryContext): string {
  const [day, time] = args;
  if (args.length !== 2 || day === undefined || time === undefined) {
    throw new Error(`unexpected number of arguments: expected 2 arguments, received ${args.length}`);
  }
  return `(${between(day, date, context)}) AND (${between(time, dateTime, context)})`;
}

function only(args: string[]): string {
  const [argument] = args;
  if (args.length !== 1 || argument === undefined) {
    throw new Error(`unexpected number of arguments: expected 1 argument, received ${args.length}`);
  }
  return argument;
}

interface MacroUse {
  text: string;
  args: string[];
}

/**
 * Uses of one macro, found as the plugin finds them: a macro reaches to the bracket that closes the *next* opening
 * one, however far away that is, unless a closing bracket comes first. So a macro without arguments needs its own
 * brackets, `($__interval_s)`, or it swallows the SQL up to the end of the next call.
 */
function findMacro(query: string, name: string): MacroUse[] {
  return [...query.matchAll(new RegExp(`\\$__${name}\\b`, 'g'))].map((match) => {
    const rest = query.slice(match.index);
    let depth = 0;
    let open = 0;
    let end = 0;
    for (let at = 0; at < rest.length && !(depth === 0 && end > 0); at++) {
      if (rest[at] === '(') {
        depth++;
        if (open === 0) open = at + 1;
      } else if (rest[at] === ')') {
        if (depth === 0) break;
        depth--;
        end = at + 1;
      }
    }
    const text = rest.slice(0, end === 0 ? match[0].length : end);
    const inner = open > 0 && end > 0 ? rest.slice(open, end - 1) : '';
    return { text, args: inner.split(',').map((argument) => argument.trim()) };
  });
}
