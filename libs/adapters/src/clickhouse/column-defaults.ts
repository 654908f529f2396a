import type { ColumnKind } from './table-columns';

/** The value a column of this kind holds when a row has none. */
export function defaultOf(kind: ColumnKind): unknown {
  switch (kind) {
    case 'text':
      return '';
    case 'flag':
      return false;
    case 'texts':
    case 'uints':
      return [];
    case 'ints-by-name':
    case 'floats-by-name':
      return {};
    default:
      return kind.endsWith('?') ? null : 0;
  }
}

/** Whether the table would take the value; null and absence are always taken. */
export function accepts(kind: ColumnKind, value: unknown): boolean {
  if (value === null || value === undefined) return true;
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'flag':
    case 'flag?':
      return typeof value === 'boolean';
    case 'float?':
      return Number.isFinite(value);
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'uints':
      return Array.isArray(value) && value.every(isUnsigned);
    case 'ints-by-name':
      return isRecord(value) && Object.values(value).every((item) => Number.isSafeInteger(item));
    case 'floats-by-name':
      return isRecord(value) && Object.values(value).every((item) => Number.isFinite(item));
    case 'uint':
    case 'uint?':
    case 's':
      return isUnsigned(value);
    default:
      return Number.isSafeInteger(value);
  }
}

function isUnsigned(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
