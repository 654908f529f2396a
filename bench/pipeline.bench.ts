import { Fleet } from '@tacet/testkit/fleet';
import { FleetProducer } from '@tacet/testkit/demo/fleet-producer';
import { startLiveTacet } from './live-tacet';

const DAY_MS = 86_400_000;
const DAYS = 7;

/**
 * End to end on one machine with broker and engine beside it: a week of the simulated fleet is laid into the
 * input topics, and the clock runs from the first message sent to the last step stored.
 */
export async function pipelineBench(): Promise<Record<string, number | string>> {
  const live = await startLiveTacet();
  try {
    const endMs = Date.UTC(2026, 10, 8);
    const startMs = endMs - DAYS * DAY_MS;
    const fleet = new Fleet({
      seed: 3,
      historyStartMs: startMs,
      liveStartMs: endMs,
      endMs,
      injections: [],
    });
    const { otlpSpans, otlpLogs } = live.topics;
    const sender = new FleetProducer(
      live.producer,
      { otlp_spans: otlpSpans, otlp_logs: otlpLogs },
      live.partitions,
    );
    const before = await live.usage();
    const startedMs = performance.now();
    await sender.play(fleet, startMs, endMs);
    const producedMs = performance.now() - startedMs;
    let peakBytes = 0;
    for (;;) {
      const rows = await live.reader.query<{ n: string }>('SELECT count() AS n FROM steps FINAL');
      peakBytes = Math.max(peakBytes, (await live.usage()).residentBytes);
      if (Number(rows[0]?.n) >= sender.records) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    const { cpuSeconds } = await live.usage();
    const spent = cpuSeconds - before.cpuSeconds;
    return {
      records: sender.records,
      messages: sender.messages,
      recordsPerMessage: round(sender.records / sender.messages),
      producedInSeconds: round(producedMs / 1_000),
      storedInSeconds: round(seconds),
      recordsPerSecond: Math.round(sender.records / seconds),
      recordsPerCpuSecondOfTacet: Math.round(sender.records / spent),
      microsecondsOfTacetPerRecord: round((spent * 1e6) / sender.records),
      peakResidentMiB: Math.round(peakBytes / 1_048_576),
    };
  } finally {
    await live.close();
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
