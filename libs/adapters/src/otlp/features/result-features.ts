import { type FeatureTables } from './feature-tables';
import { forEachElement, forEachEntry, skipBlank, trimBlankEnd } from './json-scan';

const QUOTE = 0x22;
const MARKER_BYTES_MAX = 48;

/** Reads from a tool or retrieval result whether it is empty and whether it carries an error. */
export class ResultFeatures {
  private readonly emptyResults: ReadonlySet<string>;
  private readonly listKeys: ReadonlySet<string>;
  private readonly errorKeys: ReadonlyMap<string, 'true' | 'present' | 'status-400'>;
  private readonly keyBytesMax: number;
  private readonly startBytesMax: number;

  constructor(private readonly tables: FeatureTables) {
    this.emptyResults = new Set(tables.emptyResults);
    this.listKeys = new Set(tables.listKeys);
    this.errorKeys = new Map(tables.errorKeys.map(({ key, when }) => [key, when]));
    this.keyBytesMax = Math.max(...[...tables.listKeys, ...this.errorKeys.keys()].map((key) => key.length));
    this.startBytesMax = Math.max(...tables.errorStarts.map((start) => start.length));
  }

  /** Nothing came back: a marker of the table, or an object whose list is empty. */
  isEmpty(bytes: Buffer, start: number, end: number): boolean {
    const from = skipBlank(bytes, start, end);
    const to = trimBlankEnd(bytes, from, end);
    if (to - from <= MARKER_BYTES_MAX && this.emptyResults.has(marker(bytes, from, to))) return true;
    if (bytes[from] === 0x5b) return forEachElement(bytes, from, to, () => undefined) === 0;
    let isEmpty = false;
    forEachEntry(bytes, from, to, (keyStart, keyEnd, valueStart, valueEnd) => {
      if (!this.listKeys.has(this.key(bytes, keyStart, keyEnd))) return true;
      isEmpty = bytes[valueStart] === 0x5b && skipBlank(bytes, valueStart + 1, valueEnd) === valueEnd - 1;
      return false;
    });
    return isEmpty;
  }

  /** The result says that the call failed, whatever the span says. */
  isError(bytes: Buffer, start: number, end: number): boolean {
    let from = skipBlank(bytes, start, end);
    if (bytes[from] === 0x7b) return this.hasErrorKey(bytes, from, end);
    if (bytes[from] === QUOTE) from = skipBlank(bytes, from + 1, end);
    const head = bytes.toString('latin1', from, Math.min(end, from + this.startBytesMax)).toLowerCase();
    return this.tables.errorStarts.some((word) => head.startsWith(word));
  }

  private hasErrorKey(bytes: Buffer, start: number, end: number): boolean {
    let isError = false;
    forEachEntry(bytes, start, end, (keyStart, keyEnd, valueStart, valueEnd) => {
      const when = this.errorKeys.get(this.key(bytes, keyStart, keyEnd));
      if (when !== undefined && saysError(when, bytes, valueStart, valueEnd)) isError = true;
      return !isError;
    });
    return isError;
  }

  private key(bytes: Buffer, start: number, end: number): string {
    return end - start > this.keyBytesMax ? '' : bytes.toString('latin1', start, end);
  }
}

/** Argument texts that say nothing: repeated calls with them are no loop. */
export function isEmptyArguments(bytes: Buffer, start: number, end: number): boolean {
  const from = skipBlank(bytes, start, end);
  const to = trimBlankEnd(bytes, from, end);
  if (to === from) return true;
  const inner = skipBlank(bytes, from + 1, to);
  if (bytes[from] === 0x7b || bytes[from] === 0x5b) return inner === to - 1;
  return to - from <= 6 && EMPTY_ARGUMENTS.has(bytes.toString('latin1', from, to).toLowerCase());
}

const EMPTY_ARGUMENTS: ReadonlySet<string> = new Set(['null', 'none', '""', "''", '()']);

function saysError(
  when: 'true' | 'present' | 'status-400',
  bytes: Buffer,
  start: number,
  end: number,
): boolean {
  const length = end - start;
  if (when === 'present' && (bytes[start] === 0x7b || length > 8))
    return !isEmptyArguments(bytes, start, end);
  const word = length > 8 ? '' : bytes.toString('latin1', start, end).toLowerCase();
  if (when === 'present') return !NO_ERROR.has(word);
  if (when === 'true') return word === 'true' || word === '"true"';
  const status = Number(word.replaceAll('"', '') || NaN);
  return status >= 400 && status < 600;
}

const NO_ERROR: ReadonlySet<string> = new Set(['null', 'false', '""', '0', '[]', 'none', '"none"', '"null"']);

/** Short text as the tables write it: lower case, no quotes around it, no final dot. */
function marker(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('latin1', start, end).toLowerCase();
  const unquoted = /^(["']).*\1$/s.test(text) ? text.slice(1, -1).trim() : text;
  return unquoted.replace(/[.!]$/, '').replace(/^\{\s*\}$/, '{}');
}
