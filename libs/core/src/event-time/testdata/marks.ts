import fc from 'fast-check';
import type { Series } from '@tacet/contracts';
import { PartitionWindows, type Mark, type MarkOrigin, type PartitionWindowRules } from '..';

export const MINUTE_MS = 60_000;
export const T0_MS = 1_000 * MINUTE_MS;

export const RULES: PartitionWindowRules = {
  windowSizeMs: MINUTE_MS,
  allowedLatenessMs: 2 * MINUTE_MS,
  futureToleranceMs: MINUTE_MS,
  seriesPerTenantMax: 1_000,
};

export function seriesOf(agent: string, tenant = 'acme'): Series {
  return {
    signal: 'spans',
    tenant,
    env: 'prod',
    service: 'shop',
    agent,
    agentVersion: '',
    model: '',
    tool: '',
    stepKind: '',
  };
}

export function markOf(series: Series, sum: number): Mark {
  return { series, n: 1, sum, measures: [sum % 2, sum, 0, 0, 0, 0, 0], histogramValue: sum };
}

/** One message of a log: its record time, and the marks that it carries. */
export interface LogMessage {
  recordTimeMs: number;
  marks: { mark: Mark; eventTimeMs: number }[];
}

const WATERMARK_BOUND_MS = 5_000;

/** Marks of a few series of two tenants: most about now, some backfilled, a few with a clock far ahead. */
export const messages = (series: number, length = 60): fc.Arbitrary<LogMessage[]> =>
  fc
    .array(
      fc.record({
        stepMs: fc.nat(40_000),
        marks: fc.array(
          fc.record({
            agent: fc.nat(series - 1),
            tenant: fc.nat(1),
            sum: fc.nat(5_000),
            agoMs: fc.oneof(
              { weight: 6, arbitrary: fc.nat(30_000) },
              { weight: 2, arbitrary: fc.nat(15 * MINUTE_MS) },
              { weight: 1, arbitrary: fc.integer({ min: -90 * MINUTE_MS, max: 0 }) },
            ),
          }),
          { maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: length },
    )
    .map((plan) => {
      let recordTimeMs = T0_MS;
      return plan.map(({ stepMs, marks }) => {
        recordTimeMs += stepMs;
        return {
          recordTimeMs,
          marks: marks.map(({ agent, tenant, sum, agoMs }) => ({
            mark: markOf(seriesOf(`agent${agent}`, `tenant${tenant}`), sum),
            eventTimeMs: recordTimeMs - agoMs,
          })),
        };
      });
    });

/** Watermark before each message, and after the last. */
export function watermarksOf(log: readonly LogMessage[]): number[] {
  const watermarks = [-1];
  for (const { recordTimeMs } of log) {
    watermarks.push(Math.max(watermarks[watermarks.length - 1]!, recordTimeMs - WATERMARK_BOUND_MS));
  }
  return watermarks;
}

/** Folds messages [from, to) of the log as a reader would that starts there with the right watermark. */
export function foldInto(
  windows: PartitionWindows,
  log: readonly LogMessage[],
  from: number,
  to: number,
): void {
  const watermarks = watermarksOf(log);
  for (let offset = from; offset < to; offset++) {
    const { recordTimeMs, marks } = log[offset]!;
    const at: MarkOrigin = { firstOffset: offset, recordTimeMs, watermarkBeforeMs: watermarks[offset]! };
    for (const { mark, eventTimeMs } of marks) windows.add(mark, eventTimeMs, at);
  }
}
