import { binMidpoint, LogLinearHistogram } from '../../sketches';

export interface RankReferenceSnapshot {
  startMs: number;
  collecting?: number[];
  /** Coarse bins ascending with their counts. */
  frozen?: { coarseness: number; counts: number[] };
}

const DAY_MS = 86_400_000;

/** A frozen reference has at most so many bins: enough for ranks, small enough for a snapshot. */
const FROZEN_BINS_MAX = 96;

/**
 * The frozen reference of a rank detector: the distribution of a value in the first days of its series. New
 * values are turned into ranks in it (mid-distribution probability integral transform), so no shape is assumed.
 *
 * It freezes after 3 days with 500 values, or after 7 days with 50; until then nothing is judged. It never
 * grows afterwards: a reference that takes in changed data dilutes the evidence (detectors.md 1, conformal
 * test martingales with a fixed reference).
 */
export class RankReference {
  private collecting = new LogLinearHistogram();
  private frozen: FrozenDistribution | null = null;

  constructor(private readonly startMs: number) {}

  get isFrozen(): boolean {
    return this.frozen !== null;
  }

  /** Adds a window's values, and freezes when there are enough. Only before it is frozen. */
  collect(sparse: readonly number[]): void {
    this.collecting.merge(LogLinearHistogram.fromSparse(sparse));
  }

  freezeIfDue(nowMs: number): boolean {
    const ageDays = (nowMs - this.startMs) / DAY_MS;
    const { count } = this.collecting;
    if (!((ageDays >= 3 && count >= 500) || (ageDays >= 7 && count >= 50))) return false;
    this.frozen = FrozenDistribution.of(this.collecting.toSparse());
    this.collecting = new LogLinearHistogram();
    return true;
  }

  /** Sum of the ranks of a window's values and their number. */
  ranksOf(sparse: readonly number[]): { marks: number; exposure: number } {
    let marks = 0;
    let exposure = 0;
    for (let i = 0; i + 1 < sparse.length; i += 2) {
      const count = sparse[i + 1] ?? 0;
      marks += count * (this.frozen?.rankOf(sparse[i] ?? 0) ?? 0);
      exposure += count;
    }
    return { marks, exposure };
  }

  /**
   * The factor by which reference values must be multiplied to reach a mean rank: a change of location in the
   * value's own unit, as Hodges and Lehmann's estimate is for a shift. Between 1/64 and 64, found by bisection.
   */
  factorOfMeanRank(meanRank: number): number {
    return this.frozen?.factorOfMeanRank(meanRank) ?? 1;
  }

  get median(): number {
    return this.frozen?.median ?? 0;
  }

  get mean(): number {
    return this.frozen?.mean ?? 0;
  }

  snapshot(): RankReferenceSnapshot {
    if (this.frozen) return { startMs: this.startMs, frozen: this.frozen.toJson() };
    return { startMs: this.startMs, collecting: this.collecting.toSparse() };
  }

  static restore(snapshot: RankReferenceSnapshot): RankReference {
    const reference = new RankReference(snapshot.startMs);
    reference.collecting = LogLinearHistogram.fromSparse(snapshot.collecting ?? []);
    const { frozen } = snapshot;
    reference.frozen = frozen ? new FrozenDistribution(frozen.coarseness, frozen.counts) : null;
    return reference;
  }
}

/** Counts in bins of 2^coarseness neighbouring log-linear bins. */
class FrozenDistribution {
  private readonly bins: number[] = [];
  private readonly counts: number[] = [];
  /** Middle of each bin, in the value's unit, and its rank. */
  private readonly values: number[] = [];
  private readonly ranks: number[] = [];
  private readonly total: number;

  constructor(
    private readonly coarseness: number,
    private readonly sparse: readonly number[],
  ) {
    for (let i = 0; i + 1 < sparse.length; i += 2) {
      this.bins.push(sparse[i] ?? 0);
      this.counts.push(sparse[i + 1] ?? 0);
      this.values.push(middleOf(sparse[i] ?? 0, coarseness));
    }
    this.total = this.counts.reduce((sum, count) => sum + count, 0);
    let below = 0;
    for (const count of this.counts) {
      this.ranks.push((below + count / 2) / this.total);
      below += count;
    }
  }

  static of(sparse: readonly number[]): FrozenDistribution {
    let coarseness = 0;
    while (coarsen(sparse, coarseness).length > 2 * FROZEN_BINS_MAX) coarseness++;
    return new FrozenDistribution(coarseness, coarsen(sparse, coarseness));
  }

  /** P(X < x) + ½·P(X in the bin of x), for a value given by its fine bin. */
  rankOf(fineBin: number): number {
    const bin = fineBin >> this.coarseness;
    const low = firstAtLeast(this.bins, bin);
    if (this.bins[low] === bin) return this.ranks[low] ?? 1;
    return this.rankBelow(low);
  }

  factorOfMeanRank(meanRank: number): number {
    let [low, high] = [Math.log(1 / 64), Math.log(64)];
    for (let round = 0; round < 40; round++) {
      const middle = (low + high) / 2;
      if (this.meanRankWhenScaled(Math.exp(middle)) < meanRank) low = middle;
      else high = middle;
    }
    return Math.exp((low + high) / 2);
  }

  /** The value of rank ½, linear between the middles of the bins. */
  get median(): number {
    const after = firstAtLeast(this.ranks, 0.5);
    const [from, to] = [this.values[after - 1], this.values[after]];
    if (from === undefined || to === undefined) return to ?? from ?? 0;
    const [rankFrom, rankTo] = [this.ranks[after - 1] ?? 0, this.ranks[after] ?? 1];
    return from + ((0.5 - rankFrom) / (rankTo - rankFrom)) * (to - from);
  }

  get mean(): number {
    return this.counts.reduce((sum, count, at) => sum + count * (this.values[at] ?? 0), 0) / this.total;
  }

  toJson(): { coarseness: number; counts: number[] } {
    return { coarseness: this.coarseness, counts: [...this.sparse] };
  }

  private rankBelow(at: number): number {
    if (at === 0) return 0;
    return (this.ranks[at - 1] ?? 0) + (this.counts[at - 1] ?? 0) / 2 / this.total;
  }

  private meanRankWhenScaled(factor: number): number {
    return (
      this.counts.reduce(
        (sum, count, at) => sum + count * this.rankOfValue((this.values[at] ?? 0) * factor),
        0,
      ) / this.total
    );
  }

  /** Rank of any value: linear between the middles of the bins, so that scaling is smooth. */
  private rankOfValue(value: number): number {
    const after = firstAtLeast(this.values, value);
    const to = this.values[after];
    if (to === undefined) return 1;
    const from = this.values[after - 1];
    if (from === undefined) return value >= to ? (this.ranks[0] ?? 0) : 0;
    const weight = (value - from) / (to - from);
    return (this.ranks[after - 1] ?? 0) * (1 - weight) + (this.ranks[after] ?? 1) * weight;
  }
}

function middleOf(coarseBin: number, coarseness: number): number {
  const width = 2 ** coarseness;
  return binMidpoint(coarseBin * width + (width >> 1));
}

/** Index of the first number that is at least `bound`, by bisection. */
function firstAtLeast(ascending: readonly number[], bound: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function coarsen(sparse: readonly number[], coarseness: number): number[] {
  const counts = new Map<number, number>();
  for (let i = 0; i + 1 < sparse.length; i += 2) {
    const bin = (sparse[i] ?? 0) >> coarseness;
    counts.set(bin, (counts.get(bin) ?? 0) + (sparse[i + 1] ?? 0));
  }
  return [...counts].flat();
}
