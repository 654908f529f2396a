import { TABLE_COLUMNS, wellFormedJson, type ColumnKind } from '@tacet/adapters/clickhouse';
import { readStepsRecord, STEP_FIELDS, type Step } from '@tacet/contracts';
import type { RowLine } from '@tacet/runtime';
import { count, measured, timeUs, whole } from './cells';
import type { MessageRows } from './message-rows';

/**
 * A steps record → one line per step. Most of what is stored are steps: their positional rows become lines without
 * an object between them, and a text is written once for all the rows of the record that share it.
 */
export function stepsRows(value: string): MessageRows<RowLine> {
  const { origin, dict, rows } = readStepsRecord(value);
  const texts = dict.map(wellFormedJson);
  const originText = wellFormedJson(origin);
  return { ok: true, rows: rows.map((row) => stepLine(row, texts, originText)) };
}

type WireRow = readonly (number | null)[];

const { columns } = TABLE_COLUMNS.steps;
type Column = keyof typeof columns;
const COLUMNS = Object.keys(columns) as Column[];
const NO_CELLS: readonly string[] = COLUMNS.map(() => 'null');

const START_AT = wireIndexOf('startUs');
const END_AT = wireIndexOf('endUs');
const DURATION_CELL = cellOf('duration_us');
const ORIGIN_CELL = cellOf('origin');
const POSITION_CELL = cellOf('position');

/** The cell and the kind of every field, in wire order. */
const FIELD_CELLS = STEP_FIELDS.map(([field]) => {
  const column = columnOf(field);
  return { cell: cellOf(column), kind: columns[column] };
});

function stepLine(row: WireRow, texts: readonly string[], originText: string): RowLine {
  const cells = NO_CELLS.slice();
  for (let i = 1; i < row.length && i <= FIELD_CELLS.length; i++) {
    const value = row[i];
    if (value === null || value === undefined) continue;
    const { cell, kind } = FIELD_CELLS[i - 1]!;
    cells[cell] = String(written(kind, value, texts));
  }
  cells[DURATION_CELL] = String(timeUs(row[END_AT] ?? 0) - timeUs(row[START_AT] ?? 0));
  cells[ORIGIN_CELL] = originText;
  cells[POSITION_CELL] = String(row[0] ?? 0);
  return `[${cells.join(',')}]`;
}

/** A wire value as its column takes it; its text is JSON. */
function written(
  kind: ColumnKind,
  value: number,
  texts: readonly string[],
): string | number | boolean | null {
  switch (kind) {
    case 'text':
      return texts[value] ?? null;
    case 'flag':
    case 'flag?':
      return value === 1;
    case 'int?':
      return whole(value);
    case 'float?':
      return measured(value);
    case 'us':
      return timeUs(value);
    default:
      return count(value);
  }
}

function wireIndexOf(field: keyof Step): number {
  return STEP_FIELDS.findIndex(([name]) => name === field) + 1;
}

function columnOf(field: keyof Step): Column {
  if (field === 'startUs') return 'started_at';
  if (field === 'endUs') return 'ended_at';
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as Column;
}

/** Throws on a column that the table does not have. */
function cellOf(column: Column): number {
  const at = COLUMNS.indexOf(column);
  if (at < 0) throw new Error(`steps has no column ${column}`);
  return at;
}
