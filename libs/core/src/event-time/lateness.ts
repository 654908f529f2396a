import type { WindowKind } from '@tacet/contracts';
import { windowStartOf } from './tumbling-window';

export interface LatenessRules {
  windowSizeMs: number;
  /** A window takes on-time rows until the watermark reaches its end plus this. */
  allowedLatenessMs: number;
  /** Event times further than this after their record's time are counted as future. */
  futureToleranceMs: number;
}

export interface Placement {
  kind: WindowKind;
  /** Window the row is about: the true window, or the record's own for a future-dated event. */
  windowStartMs: number;
  /** Arrival bucket of late and future rows (minute of the watermark before the message); 0 for on-time rows. */
  bucketMs: number;
}

/**
 * Where an event counts. A function of the log's prefix alone (its own time, its record's time, the
 * watermark before its message), never of the wall clock: a replay places it the same.
 */
export function place(
  eventTimeMs: number,
  recordTimeMs: number,
  watermarkBeforeMs: number,
  rules: LatenessRules,
): Placement {
  if (eventTimeMs > recordTimeMs + rules.futureToleranceMs) {
    return {
      kind: 'future',
      windowStartMs: windowStartOf(recordTimeMs, rules.windowSizeMs),
      bucketMs: windowStartOf(watermarkBeforeMs, rules.windowSizeMs),
    };
  }
  const windowStartMs = windowStartOf(eventTimeMs, rules.windowSizeMs);
  if (windowStartMs + rules.windowSizeMs + rules.allowedLatenessMs <= watermarkBeforeMs) {
    return { kind: 'late', windowStartMs, bucketMs: windowStartOf(watermarkBeforeMs, rules.windowSizeMs) };
  }
  return { kind: 'on-time', windowStartMs, bucketMs: 0 };
}

/** An on-time window is sealed under D when D passed its end plus the allowed lateness. */
export function windowSealedUnder(
  windowStartMs: number,
  sealedUpToMs: number,
  rules: LatenessRules,
): boolean {
  return windowStartMs + rules.windowSizeMs + rules.allowedLatenessMs <= sealedUpToMs;
}

/** An arrival bucket is sealed under D when D is in a later bucket: nothing can arrive in it any more. */
export function bucketSealedUnder(bucketMs: number, sealedUpToMs: number, rules: LatenessRules): boolean {
  return windowStartOf(sealedUpToMs, rules.windowSizeMs) > bucketMs;
}
