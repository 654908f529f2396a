const BINS_PER_OCTAVE = 32;
const EXACT_BELOW = 2 * BINS_PER_OCTAVE;

/**
 * SQL of the nearest-rank quantile of the merged histograms of a GROUP BY: the midpoint of the bin that holds
 * rank ⌈q·count⌉, within 1/64 of the exact value; NULL without counts. The bins are those of
 * libs/core/src/sketches/log-linear-bins.ts; the unit is that of the signal.
 */
export function histogramQuantile(q: number): string {
  const merged = 'sumMap(bins, bin_counts)';
  const rank = `greatest(1, ceil(${q} * arraySum(${merged}.2)))`;
  const bin = `toInt64(${merged}.1[arrayFirstIndex(c -> c >= ${rank}, arrayCumSum(${merged}.2))])`;
  return `if(arraySum(${merged}.2) = 0, NULL, ${midpoint(bin)})`;
}

function midpoint(bin: string): string {
  const shift = `(intDiv(${bin}, ${BINS_PER_OCTAVE}) - 1)`;
  const lower = `(${bin} - ${shift} * ${BINS_PER_OCTAVE}) * exp2(${shift})`;
  return `if(${bin} < ${EXACT_BELOW}, toFloat64(${bin}), ${lower} + (exp2(${shift}) - 1) / 2)`;
}
