import { type Pattern } from './dialect';

const CACHED_MAX = 4_096;

/** Looks a word up among patterns: an exact one wins, then the longest that fits. Answers are cached. */
export class PatternMap<Value> {
  private readonly exact = new Map<string, Value>();
  private readonly wild: { prefix: string; suffix: string; value: Value }[] = [];
  private readonly cached = new Map<string, Value | undefined>();

  constructor(values: Readonly<Record<Pattern, Value>>) {
    for (const [pattern, value] of Object.entries(values)) {
      const star = pattern.indexOf('*');
      if (star < 0) this.exact.set(pattern, value);
      else this.wild.push({ prefix: pattern.slice(0, star), suffix: pattern.slice(star + 1), value });
    }
    this.wild.sort((a, b) => b.prefix.length + b.suffix.length - a.prefix.length - a.suffix.length);
  }

  static of(patterns: readonly Pattern[] | undefined): PatternMap<true> {
    return new PatternMap(Object.fromEntries((patterns ?? []).map((pattern) => [pattern, true as const])));
  }

  get(word: string): Value | undefined {
    const exact = this.exact.get(word);
    if (exact !== undefined || this.wild.length === 0) return exact;
    if (this.cached.has(word)) return this.cached.get(word);
    const value = this.wild.find(
      ({ prefix, suffix }) =>
        word.length >= prefix.length + suffix.length && word.startsWith(prefix) && word.endsWith(suffix),
    )?.value;
    if (this.cached.size >= CACHED_MAX) this.cached.clear();
    this.cached.set(word, value);
    return value;
  }
}
