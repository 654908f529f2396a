/** Empirical distribution that never changes: turns a value into its mid-rank in [0, 1]. */
export class FrozenReference {
  private readonly sorted: Float64Array;

  constructor(values: ArrayLike<number>) {
    this.sorted = Float64Array.from(values).sort();
  }

  /** P(X < x) + ½·P(X = x). */
  rankOf(value: number): number {
    const { sorted } = this;
    return (firstNotBelow(sorted, value, false) + firstNotBelow(sorted, value, true)) / (2 * sorted.length);
  }

  /** Nearest-rank quantile. */
  quantile(q: number): number {
    return this.sorted[Math.max(0, Math.ceil(q * this.sorted.length) - 1)] ?? NaN;
  }
}

/** Number of values below `value`; with `orEqual` also those equal to it. */
function firstNotBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle] as number;
    if (at < value || (orEqual && at === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
