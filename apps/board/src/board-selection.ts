import { BadRequestException } from '@nestjs/common';
import type { VariableValues } from '@tacet/adapters/grafana-sql';

/** What a browser may choose: a time range in ms since 1970 and values of the board's variables. */
export interface BoardSelection {
  fromMs: number;
  toMs: number;
  values: VariableValues;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

const RANGE_MAX_MS = 400 * 24 * 3_600_000;
const TIME_MAX_MS = Date.parse('2100-01-01T00:00:00Z');
/** They travel in the address of the request to ClickHouse. */
const VALUES_MAX = 100;
const VALUE_CHARACTERS_MAX = 512;
const ALL = '$__all';

/**
 * Reads `from`, `to` and `var-<name>` (repeated for several values) of a request. A variable that is not given, or
 * holds `$__all`, stands on All; a name that the board does not have is refused. Throws BadRequestException.
 */
export function readSelection(query: Query, variables: readonly string[]): BoardSelection {
  const fromMs = timeOf(query, 'from');
  const toMs = timeOf(query, 'to');
  if (fromMs >= toMs || toMs - fromMs > RANGE_MAX_MS) {
    throw new BadRequestException('from must be before to, and at most 400 days before');
  }
  const unknown = Object.keys(query).filter(
    (name) => name.startsWith('var-') && !variables.includes(name.slice('var-'.length)),
  );
  if (unknown.length > 0) throw new BadRequestException('the board has no such variable');
  const values = Object.fromEntries(variables.map((name) => [name, valuesOf(query[`var-${name}`])]));
  const count = Object.values(values).reduce((sum, list) => sum + (list === ALL ? 0 : list.length), 0);
  if (count > VALUES_MAX) {
    throw new BadRequestException(`at most ${VALUES_MAX} values can be selected; All has no limit`);
  }
  return { fromMs, toMs, values };
}

function timeOf(query: Query, name: string): number {
  const text = query[name];
  const time = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(time <= TIME_MAX_MS)) throw new BadRequestException(`${name} must be a time in ms since 1970`);
  return time;
}

function valuesOf(given: string | string[] | undefined): readonly string[] | typeof ALL {
  const list = given === undefined ? [] : [given].flat();
  if (list.length === 0 || list.includes(ALL)) return ALL;
  if (list.some((value) => value.length > VALUE_CHARACTERS_MAX)) {
    throw new BadRequestException(`a value has at most ${VALUE_CHARACTERS_MAX} characters`);
  }
  return list;
}
