/**
 * What a fold looked like just before some of its offsets, so that a commit to an older offset can carry the
 * state as of that offset. Thinned: a commit may go back a little further than it must, never less.
 */
export class Checkpoints<State> {
  private entries: { offset: number; state: State }[] = [];

  constructor(
    private readonly every: number,
    private readonly entriesMax = 4_096,
  ) {}

  /** Call before folding the record at `offset`. */
  note(offset: number, state: State): void {
    const last = this.entries[this.entries.length - 1];
    if (last && offset - last.offset < this.every) return;
    this.entries.push({ offset, state });
    if (this.entries.length > this.entriesMax) this.thin();
  }

  /** The newest checkpoint at or before `offset`, or null when there is none. Older ones are dropped. */
  atOrBefore(offset: number): { offset: number; state: State } | null {
    let found = -1;
    for (let i = 0; i < this.entries.length; i++) {
      if (this.entries[i]!.offset > offset) break;
      found = i;
    }
    if (found < 0) return null;
    if (found > 0) this.entries = this.entries.slice(found);
    return this.entries[0]!;
  }

  /** Keeps every second entry, and always the oldest: memory stays bounded however far back a commit must go. */
  private thin(): void {
    this.entries = this.entries.filter((_, index) => index % 2 === 0);
  }
}
