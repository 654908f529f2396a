import { binMidpoint, binOf } from './log-linear-bins';

/**
 * Counts of integers in log-linear bins (see log-linear-bins.ts). Adding and merging are integer sums: any
 * order and any split give the same histogram. Quantiles are within 1/64 of the exact nearest-rank quantile.
 */
export class LogLinearHistogram {
  private readonly counts = new Map<number, number>();
  private total = 0;

  /** How many values were added. */
  get count(): number {
    return this.total;
  }

  add(value: number, count = 1): void {
    this.addToBin(binOf(value), count);
  }

  /** Adds the other histogram's counts to this one. */
  merge(other: LogLinearHistogram): this {
    for (const [bin, count] of other.counts) this.addToBin(bin, count);
    return this;
  }

  /**
   * Nearest-rank quantile, q in [0, 1]: the midpoint of the bin that holds the value of rank ⌈q·count⌉ (at
   * least 1). `undefined` when nothing was added.
   */
  quantile(q: number): number | undefined {
    if (this.total === 0) return undefined;
    const rank = Math.max(1, Math.ceil(Math.min(1, q) * this.total));
    let below = 0;
    for (const bin of this.binsAscending()) {
      below += this.counts.get(bin) ?? 0;
      if (below >= rank) return binMidpoint(bin);
    }
    return undefined;
  }

  /** `[bin, count, bin, count, …]`, bins ascending: the form of a window row. */
  toSparse(): number[] {
    return this.binsAscending().flatMap((bin) => [bin, this.counts.get(bin) ?? 0]);
  }

  static fromSparse(sparse: readonly number[]): LogLinearHistogram {
    const histogram = new LogLinearHistogram();
    for (let i = 0; i + 1 < sparse.length; i += 2) histogram.addToBin(sparse[i] ?? 0, sparse[i + 1] ?? 0);
    return histogram;
  }

  private addToBin(bin: number, count: number): void {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`a histogram count is an integer of at least 0, not ${count}`);
    }
    if (count === 0) return;
    this.counts.set(bin, (this.counts.get(bin) ?? 0) + count);
    this.total += count;
  }

  private binsAscending(): number[] {
    return [...this.counts.keys()].sort((a, b) => a - b);
  }
}
