/**
 * Seeded pseudo-random numbers (sfc32, Chris Doty-Humphrey's PractRand generator): same seeds, same sequence,
 * on every machine. Not for secrets.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spareNormal: number | undefined;

  /** Any number of integer seeds; sequences of different seed tuples are independent for our purposes. */
  constructor(...seeds: number[]) {
    let h = 0x9e3779b9;
    for (const seed of seeds) h = mix(h ^ mix(seed >>> 0) ^ mix(Math.floor(seed / 2 ** 32) >>> 0));
    this.a = h;
    this.b = mix(h + 1);
    this.c = mix(h + 2);
    for (let i = 0; i < 12; i++) this.uint32();
  }

  uint32(): number {
    const t = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    return t >>> 0;
  }

  /** Uniform in (0, 1): never exactly 0, so that its logarithm is finite. */
  unit(): number {
    return (this.uint32() + 0.5) / 2 ** 32;
  }

  /** Uniform integer in [0, n). */
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }

  /** Uniform integer in [low, high]. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** Index drawn with the given weights, which add up to 1. */
  weighted(weights: readonly number[]): number {
    let u = this.unit();
    for (let i = 0; i < weights.length; i++) {
      u -= weights[i] as number;
      if (u <= 0) return i;
    }
    return weights.length - 1;
  }

  exponential(mean: number): number {
    return -mean * Math.log(this.unit());
  }

  /** Standard normal (Box-Muller, both values used). */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(this.unit()));
    const angle = 2 * Math.PI * this.unit();
    this.spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** `words` × 8 lower-case hex digits. */
  hex(words: number): string {
    let digits = '';
    for (let i = 0; i < words; i++) {
      const word = this.uint32();
      digits += (HEX16[word >>> 16] as string) + (HEX16[word & 0xffff] as string);
    }
    return digits;
  }

  /** RFC 9562 version 4 layout. */
  uuid(): string {
    const h = this.hex(4);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
  }
}

const HEX16 = Array.from({ length: 0x10000 }, (_, i) => i.toString(16).padStart(4, '0'));

/** Murmur3's 32-bit finaliser. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
