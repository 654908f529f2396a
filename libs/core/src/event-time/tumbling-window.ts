/** Tumbling windows `[start, end)`, aligned to the Unix epoch. */
export function windowStartOf(eventTimeMs: number, windowSizeMs: number): number {
  return Math.floor(eventTimeMs / windowSizeMs) * windowSizeMs;
}
