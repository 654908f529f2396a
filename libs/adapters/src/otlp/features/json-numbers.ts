import { type Transform } from '../dialects/dialect';
import { numberIn } from '../record/number-in';
import { endOfString, forEachElement, forEachEntry, skipBlank } from './json-scan';

const QUOTE = 0x22;

/** Numbers of Langfuse's `usage_details` and `cost_details`, by the beginning of the key. */
export function usageNumber(
  transform: Transform,
  bytes: Buffer,
  start: number,
  end: number,
): number | undefined {
  let sum: number | undefined;
  let total: number | undefined;
  forEachEntry(bytes, start, end, (keyStart, keyEnd, valueStart, valueEnd) => {
    const isQuoted = bytes[valueStart] === QUOTE;
    const value = numberIn(bytes, valueStart + (isQuoted ? 1 : 0), valueEnd - (isQuoted ? 1 : 0));
    const key = keyEnd - keyStart > 64 ? '' : bytes.toString('latin1', keyStart, keyEnd);
    if (value === undefined) return true;
    if (key === 'total') total = value;
    if (counts(transform, key)) sum = (sum ?? 0) + value;
    return true;
  });
  return transform === 'cost-total' ? (total ?? sum) : sum;
}

/** First string of a JSON array, or the whole text when it is no array: [start, end) in `bytes`, or null. */
export function firstOfList(bytes: Buffer, start: number, end: number): readonly [number, number] | null {
  const from = skipBlank(bytes, start, end);
  if (bytes[from] !== 0x5b) return [start, end];
  const first = skipBlank(bytes, from + 1, end);
  if (bytes[first] !== QUOTE) return null;
  const close = endOfString(bytes, first + 1, end);
  return close < 0 ? null : [first + 1, close];
}

/** Elements of a JSON array of documents and the highest `score` among them. */
export function documentsIn(bytes: Buffer, start: number, end: number): { count: number; topScore?: number } {
  let topScore: number | undefined;
  const count = forEachElement(bytes, start, end, (elementStart, elementEnd) => {
    forEachEntry(bytes, elementStart, elementEnd, (keyStart, keyEnd, valueStart, valueEnd) => {
      if (bytes.toString('latin1', keyStart, Math.min(keyEnd, keyStart + 6)) !== 'score') return true;
      const score = numberIn(bytes, valueStart, valueEnd);
      if (score !== undefined && (topScore === undefined || score > topScore)) topScore = score;
      return false;
    });
  });
  return { count, topScore };
}

function counts(transform: Transform, key: string): boolean {
  switch (transform) {
    case 'usage-input':
      return key.startsWith('input');
    case 'usage-output':
      return key.startsWith('output');
    case 'usage-cached':
      return /^(?:input_cached_tokens|input_cache_read.*|prompt_details\.cache_read)$/.test(key);
    case 'usage-reasoning':
      return key.includes('reasoning');
    case 'cost-total':
      return key.startsWith('input') || key.startsWith('output');
    default:
      return false;
  }
}
