/** Mean and standard deviation of the last `capacity` values (sample variance). */
export class TrailingMoments {
  private readonly ring: Float64Array;
  private next = 0;
  private filled = 0;
  private sum = 0;
  private squares = 0;

  constructor(readonly capacity: number) {
    this.ring = new Float64Array(capacity);
  }

  get isFull(): boolean {
    return this.filled === this.capacity;
  }

  get mean(): number {
    return this.filled > 0 ? this.sum / this.filled : 0;
  }

  get standardDeviation(): number {
    if (this.filled < 2) return 0;
    return Math.sqrt(Math.max(0, (this.squares - this.sum * this.mean) / (this.filled - 1)));
  }

  add(value: number): void {
    const leaving = this.isFull ? (this.ring[this.next] as number) : 0;
    if (!this.isFull) this.filled++;
    this.ring[this.next] = value;
    this.next = (this.next + 1) % this.capacity;
    this.sum += value - leaving;
    this.squares += value * value - leaving * leaving;
  }
}
