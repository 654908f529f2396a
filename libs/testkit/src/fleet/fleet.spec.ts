import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { countSpans, Fleet, type FleetMessage } from './index';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Friday, 20 minutes past the hour: nothing may depend on aligned times. */
const START_MS = Date.UTC(2026, 9, 30, 8, 20);
const LIVE_MS = START_MS + 2 * HOUR_MS;
const END_MS = LIVE_MS + 90 * 60_000;
const SPAN = { historyStartMs: START_MS, liveStartMs: LIVE_MS, endMs: END_MS };

function digest(messages: Iterable<FleetMessage>): string {
  const hash = createHash('sha256');
  for (const m of messages) {
    hash.update(`${m.timestampMs} ${m.topic} ${m.key} ${m.records} ${m.spans} ${m.value.length}\n`);
    hash.update(m.value);
  }
  return hash.digest('hex');
}

describe('a fleet', () => {
  it('sends byte-identical messages for the same seed and others for another seed', () => {
    const first = digest(new Fleet({ seed: 1, ...SPAN }).messages(START_MS, END_MS));
    expect(digest(new Fleet({ seed: 1, ...SPAN }).messages(START_MS, END_MS))).toBe(first);
    expect(digest(new Fleet({ seed: 2, ...SPAN }).messages(START_MS, END_MS))).not.toBe(first);
  });

  it('gives the same messages in any slices, read from one fleet or from fresh ones', () => {
    const options = { seed: 3, ...SPAN, turnsScale: 0.3 };
    const whole = digest(new Fleet(options).messages(START_MS, END_MS));
    const cut = fc.integer({ min: START_MS, max: END_MS });
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 6 }), fc.boolean(), (cuts, fresh) => {
        const edges = [START_MS, ...cuts.sort((a, b) => a - b), END_MS];
        const one = new Fleet(options);
        const slices = edges.slice(1).map((toMs, i) => {
          const fleet = fresh ? new Fleet(options) : one;
          return [...fleet.messages(edges[i] as number, toMs)];
        });
        expect(digest(slices.flat())).toBe(whole);
      }),
      { numRuns: 12 },
    );
  });

  it('sends in order of time and only inside the asked range', () => {
    let lastMs = START_MS;
    const fromMs = START_MS + 17 * 60_000;
    for (const message of new Fleet({ seed: 4, ...SPAN }).messages(fromMs, LIVE_MS)) {
      expect(message.timestampMs).toBeGreaterThanOrEqual(Math.max(lastMs, fromMs));
      expect(message.timestampMs).toBeLessThan(LIVE_MS);
      lastMs = message.timestampMs;
    }
    expect(lastMs).toBeGreaterThan(LIVE_MS - 60_000);
  });

  it('sends nothing before the start of history nor after the end', () => {
    const all = [...new Fleet({ seed: 4, ...SPAN }).messages(0, END_MS + DAY_MS)];
    expect(all[0]?.timestampMs).toBeGreaterThanOrEqual(START_MS);
    expect(all.at(-1)?.timestampMs).toBeLessThan(END_MS);
  });

  it('has a volume of 400,000 to 600,000 records in two weeks', () => {
    const fleet = new Fleet({
      seed: 5,
      historyStartMs: START_MS,
      liveStartMs: START_MS + 2 * DAY_MS,
      endMs: START_MS + 2 * DAY_MS,
      turnsScale: 0.5,
    });
    const total = countSpans(fleet.messages(START_MS, START_MS + 2 * DAY_MS));
    // Friday to Sunday morning: one and a half weekdays' worth; a week has six.
    const perTwoWeeks = (total.records / 0.5 / 1.5) * 12;
    expect(perTwoWeeks).toBeGreaterThan(400_000);
    expect(perTwoWeeks).toBeLessThan(600_000);
  });

  it('mixes services in messages of about twenty spans and keys messages of one trace', () => {
    const messages = [...new Fleet({ seed: 6, ...SPAN }).messages(START_MS, END_MS)];
    const mixed = messages.filter((m) => m.key === null && m.topic === 'otlp_spans' && m.value[0] === 0x0a);
    const mean = countSpans(mixed).records / mixed.length;
    expect(mean).toBeGreaterThan(15);
    expect(mean).toBeLessThanOrEqual(25);
    const keyed = messages.filter((m) => m.key !== null);
    expect(keyed.length).toBeGreaterThan(20);
    for (const { key, value } of keyed) {
      expect(key).toMatch(/^[0-9a-f]{32}$/);
      expect(Buffer.from(value).includes(Buffer.from(key as string, 'hex'))).toBe(true);
    }
  });

  it('exports children before parents, soon after they end', () => {
    const seen = new Set<string>();
    let spans = 0;
    for (const message of new Fleet({ seed: 7, ...SPAN }).messages(START_MS, END_MS)) {
      if (message.value[0] !== '{'.charCodeAt(0)) continue;
      for (const span of spansOfJson(message.value)) {
        spans += 1;
        const endMs = Number(BigInt(span.endTimeUnixNano) / 1_000_000n);
        expect(Number(span.startTimeUnixNano)).toBeLessThan(Number(span.endTimeUnixNano));
        expect(message.timestampMs).toBeGreaterThanOrEqual(endMs);
        expect(message.timestampMs - endMs).toBeLessThan(60_000);
        expect(seen.has(span.parentSpanId ?? '')).toBe(false);
        seen.add(span.spanId);
      }
    }
    expect(spans).toBeGreaterThan(100);
  });

  it('has ten agents in eight dialects, two of them in logs', () => {
    const fleet = new Fleet({ seed: 8, ...SPAN });
    expect(fleet.agents).toHaveLength(10);
    expect(new Set(fleet.agents.map((a) => a.dialect)).size).toBe(8);
    const logs = [...fleet.messages(START_MS, END_MS)].filter((m) => m.topic === 'otlp_logs');
    const text = Buffer.concat(logs.map((m) => m.value)).toString('latin1');
    for (const word of [
      'user_prompt',
      'api_request',
      'tool_decision',
      'tool_result',
      'gemini_cli.tool_call',
      'session.id',
      'prompt.id',
    ]) {
      expect(text).toContain(word);
    }
    expect(logs.every((m) => m.spans === 0 && m.records > 0)).toBe(true);
  });

  it('refuses an injection into an agent that it does not have', () => {
    const injection = {
      kind: 'tool-loop' as const,
      service: 'shop-api',
      agent: 'nobody',
      atMs: LIVE_MS,
      untilMs: END_MS,
    };
    expect(() => new Fleet({ seed: 1, ...SPAN, injections: [injection] })).toThrow(RangeError);
  });
});

interface JsonSpan {
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

function spansOfJson(value: Uint8Array): JsonSpan[] {
  const request = JSON.parse(Buffer.from(value).toString()) as {
    resourceSpans: { scopeSpans: { spans: JsonSpan[] }[] }[];
  };
  return request.resourceSpans.flatMap((r) => r.scopeSpans.flatMap((s) => s.spans));
}
