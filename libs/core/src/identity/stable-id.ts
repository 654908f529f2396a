import { murmur3x86Of128 } from './murmur3';

/**
 * The same parts give the same id on every machine and in every run: 32 lower-case hex digits.
 *
 * Parts are joined by U+001F (unit separator), which no dimension contains, so `('a', 'bc')` and `('ab', 'c')`
 * differ. 128 bits: among 10^12 ids a collision has a probability of about 10^-15.
 */
export function stableId(...parts: string[]): string {
  return murmur3x86Of128(encoder.encode(parts.join('\u001f')))
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
}

const encoder = new TextEncoder();
