import { Fleet } from '@tacet/testkit/fleet';
import { FleetProducer } from '@tacet/testkit/demo/fleet-producer';
import { parseCloudEvent } from '@tacet/contracts';
import { startLiveTacet, type LiveTacet } from './live-tacet';

const AGENTS = 200;
const CALLS_TO_LOOP = 5;
const BETWEEN_AGENTS_MS = 100;
/** Event time per wall time of the traffic beside: about a thousand records per second. */
const BACKGROUND_SPEED = 3_600;

/**
 * From the span that completes a loop being acknowledged by the broker to a subscriber holding the anomaly, in
 * wall time, while the simulated fleet's traffic goes through the same process.
 */
export async function latencyBench(): Promise<Record<string, number | string>> {
  const live = await startLiveTacet();
  const sentAtMs = new Map<string, number>();
  const delaysMs: number[] = [];
  const consumer = live.kafka.consumer({ groupId: `${live.topics.anomalies}-latency` });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [live.topics.anomalies], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ message }) => {
        const parsed = parseCloudEvent(message.value?.toString() ?? '');
        if (!parsed.ok) return Promise.resolve();
        const { series } = parsed.event.data as unknown as { series: { agent: string } };
        const sent = sentAtMs.get(series.agent);
        if (sent !== undefined) delaysMs.push(performance.now() - sent);
        sentAtMs.delete(series.agent);
        return Promise.resolve();
      },
    });
    const background = startBackground(live);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    for (let i = 0; i < AGENTS; i++) {
      await loop(live, `agent-${i}`, background.eventTimeMs(), sentAtMs);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_AGENTS_MS));
    }
    const giveUpAt = Date.now() + 30_000;
    while (delaysMs.length < AGENTS && Date.now() < giveUpAt) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const traffic = await background.stop();
    delaysMs.sort((a, b) => a - b);
    const at = (q: number): number => Math.round(delaysMs[Math.ceil(q * delaysMs.length) - 1] ?? NaN);
    return {
      loops: AGENTS,
      heard: delaysMs.length,
      backgroundRecordsPerSecond: traffic,
      p50Ms: at(0.5),
      p90Ms: at(0.9),
      p99Ms: at(0.99),
      maxMs: at(1),
    };
  } finally {
    await consumer.disconnect();
    await live.close();
  }
}

/** The fleet's own traffic, time-lapsed, until stopped. */
function startBackground(live: LiveTacet) {
  const startMs = Date.UTC(2026, 10, 4, 10);
  const endMs = startMs + 86_400_000;
  const fleet = new Fleet({ seed: 9, historyStartMs: startMs, liveStartMs: endMs, endMs, injections: [] });
  const { otlpSpans, otlpLogs } = live.topics;
  const sender = new FleetProducer(
    live.producer,
    { otlp_spans: otlpSpans, otlp_logs: otlpLogs },
    live.partitions,
  );
  const startedMs = Date.now();
  let playedMs = startMs;
  let stopped = false;
  const running = (async () => {
    while (!stopped && playedMs < endMs) {
      const toMs = Math.min(endMs, startMs + (Date.now() - startedMs) * BACKGROUND_SPEED);
      await sender.play(fleet, playedMs, toMs);
      playedMs = toMs;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  return {
    eventTimeMs: () => playedMs,
    stop: async () => {
      stopped = true;
      await running;
      return Math.round((sender.records * 1_000) / (Date.now() - startedMs));
    },
  };
}

/** One turn of one agent that calls the same tool with the same arguments until the rule must fire. */
async function loop(
  live: LiveTacet,
  agent: string,
  eventTimeMs: number,
  sentAtMs: Map<string, number>,
): Promise<void> {
  const traceId = Buffer.from(agent.padEnd(16, '.')).toString('hex');
  for (let call = 0; call < CALLS_TO_LOOP; call++) {
    const endMs = eventTimeMs + call;
    const last = call === CALLS_TO_LOOP - 1;
    await live.producer.send([
      {
        topic: live.topics.otlpSpans,
        key: traceId,
        value: toolSpan(agent, traceId, call, endMs),
        timestampMs: endMs,
      },
    ]);
    if (last) sentAtMs.set(agent, performance.now());
  }
}

function toolSpan(agent: string, traceId: string, call: number, endMs: number): string {
  const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [attribute('service.name', 'bench')] },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: (call + 1).toString(16).padStart(16, '0'),
                parentSpanId: 'f'.repeat(16),
                name: 'execute_tool search',
                startTimeUnixNano: `${endMs - 1}000000`,
                endTimeUnixNano: `${endMs}000000`,
                attributes: [
                  attribute('gen_ai.operation.name', 'execute_tool'),
                  attribute('gen_ai.agent.name', agent),
                  attribute('gen_ai.tool.name', 'search'),
                  attribute('gen_ai.tool.call.arguments', '{"q":"same"}'),
                ],
              },
            ],
          },
        ],
      },
    ],
  });
}
