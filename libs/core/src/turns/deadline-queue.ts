/**
 * Binary min-heap of items by time. Entries are never moved: whoever changes an item's time pushes it again and
 * skips the stale entry when it comes out. Order among equal times is not defined.
 */
export class DeadlineQueue<T> {
  private readonly times: number[] = [];
  private readonly items: T[] = [];

  get size(): number {
    return this.times.length;
  }

  push(timeMs: number, item: T): void {
    const { times, items } = this;
    let at = times.length;
    times.push(timeMs);
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (times[parent]! <= timeMs) break;
      times[at] = times[parent]!;
      items[at] = items[parent]!;
      at = parent;
    }
    times[at] = timeMs;
    items[at] = item;
  }

  /** Takes the earliest entry out if its time is at or before `timeMs`. */
  popUntil(timeMs: number): { timeMs: number; item: T } | null {
    const { times, items } = this;
    const earliestMs = times[0];
    if (earliestMs === undefined || earliestMs > timeMs) return null;
    const taken = { timeMs: earliestMs, item: items[0]! };
    const lastTime = times.pop()!;
    const lastItem = items.pop()!;
    if (times.length > 0) this.sink(lastTime, lastItem);
    return taken;
  }

  private sink(timeMs: number, item: T): void {
    const { times, items } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= times.length) break;
      if (child + 1 < times.length && times[child + 1]! < times[child]!) child++;
      if (times[child]! >= timeMs) break;
      times[at] = times[child]!;
      items[at] = items[child]!;
      at = child;
    }
    times[at] = timeMs;
    items[at] = item;
  }
}
