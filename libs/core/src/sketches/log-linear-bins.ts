/**
 * The bins of a log-linear histogram over the integers 0 … 2^53.
 *
 * A value is its binary exponent and the 5 bits after its leading one: 32 equal bins per octave. Values below
 * 64 have a bin of their own; above, a bin is at most 1/32 as wide as its lower bound, so that its midpoint is
 * within 1/64 of every value in it. Pure integer arithmetic: no logarithm, the same bin on every machine.
 * Source: the layout of HdrHistogram (Tene) with a fixed 5-bit mantissa.
 */
export const MANTISSA_BITS = 5;
export const VALUE_MAX = 2 ** 53;

const BINS_PER_OCTAVE = 1 << MANTISSA_BITS;

/** Bin of an integer 0 … 2^53. */
export function binOf(value: number): number {
  if (!(value >= 0 && value <= VALUE_MAX) || !Number.isInteger(value)) {
    throw new RangeError(`a log-linear histogram takes integers from 0 to 2^53, not ${value}`);
  }
  if (value < 2 * BINS_PER_OCTAVE) return value;
  const shift = exponentOf(value) - MANTISSA_BITS;
  return shift * BINS_PER_OCTAVE + Math.floor(value / 2 ** shift);
}

/** Smallest value of the bin. */
export function binLowerBound(bin: number): number {
  if (bin < 2 * BINS_PER_OCTAVE) return bin;
  const shift = shiftOf(bin);
  return (bin - shift * BINS_PER_OCTAVE) * 2 ** shift;
}

/** Mean of the smallest and the largest integer of the bin: within 1/64 of each of its values. */
export function binMidpoint(bin: number): number {
  const widthMinusOne = bin < 2 * BINS_PER_OCTAVE ? 0 : 2 ** shiftOf(bin) - 1;
  return binLowerBound(bin) + widthMinusOne / 2;
}

function shiftOf(bin: number): number {
  return Math.floor(bin / BINS_PER_OCTAVE) - 1;
}

function exponentOf(value: number): number {
  return value < 2 ** 32 ? 31 - Math.clz32(value) : 63 - Math.clz32(Math.floor(value / 2 ** 32));
}
